package se.malbild.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The sample observations that come with the product, as NDJSON; what is real and what made up stands beside them. */
public final class Samples {
    private static final List<String> ORGANISATIONS = List.of("1880", "1980");

    private Samples() {}

    /** Returns every event, one JSON object each. */
    public static List<String> events() {
        return ORGANISATIONS.stream().flatMap(id -> lines(id).stream()).toList();
    }

    private static List<String> lines(String organisation) {
        String resource = "/se/malbild/cli/demo/samples/" + organisation + ".ndjson";
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Samples.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
