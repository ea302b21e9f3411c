package se.malbild.goals.picture;

import java.util.Objects;
import java.util.Optional;
import se.malbild.goals.Text;

/**
 * Something about an indicator's observations that somebody should look at.
 *
 * @param code stable identifier, in lower case with hyphens
 * @param message the same for a person
 * @param eventId the event it is about, where it is about one
 */
public record Problem(String code, Text message, Optional<String> eventId) {
    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(eventId, "eventId");
    }
}
