package se.malbild.history;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;

/** Whose log a record of an input topic belongs to, by its key. */
final class LogOwner {
    private static final Pattern MUNICIPALITY = Pattern.compile("[0-9]{4}");

    private LogOwner() {}

    /**
     * Returns the SCB municipality code of the organisation whose key {@code key} is; empty when it is nobody's.
     *
     * @param topic an input topic
     * @param key may be null
     */
    static Optional<String> of(Topic topic, byte[] key) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        boolean hasParts = switch (topic) {
            case INDICATOR_EVENTS -> false;
            case GOAL_FRAMEWORKS, YEAR_DECISIONS -> true;
            default -> throw new IllegalArgumentException(topic + " is no input topic");
        };
        if (hasParts != text.contains("/")) {
            return Optional.empty();
        }
        return Optional.of(hasParts ? Keys.organisation(text) : text)
                .filter(organisation -> MUNICIPALITY.matcher(organisation).matches());
    }
}
