package se.malbild.goals.framework;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The frameworks that come with the product, as documents for {@link FrameworkReader}. */
public final class ShippedFrameworks {
    private static final List<String> NAMES = List.of("orebro-2017-2019", "vasteras-exempel-2017-2019");

    private ShippedFrameworks() {}

    /** Returns all of them. */
    public static List<String> documents() {
        return NAMES.stream().map(ShippedFrameworks::document).toList();
    }

    private static String document(String name) {
        String resource = "/se/malbild/goals/frameworks/" + name + ".yaml";
        try (InputStream in = Objects.requireNonNull(ShippedFrameworks.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
