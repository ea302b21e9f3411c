package se.malbild.cli.demo;

import java.io.IOException;
import java.io.InputStream;
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
        return ORGANISATIONS.stream()
                .flatMap(id -> read(id + ".ndjson").lines())
                .toList();
    }

    /** Returns the made-up framework of the period after that of the example of Västerås, which only the demo has. */
    static String nextFramework() {
        return read("vasteras-exempel-2020-2023.yaml");
    }

    /** Returns every event of the years of {@link #nextFramework}. */
    static List<String> nextEvents() {
        return read("1980-2020-2023.ndjson").lines().toList();
    }

    private static String read(String name) {
        String resource = "/se/malbild/cli/demo/samples/" + name;
        try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
