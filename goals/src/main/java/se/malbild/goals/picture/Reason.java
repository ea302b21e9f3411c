package se.malbild.goals.picture;

import java.util.Objects;
import se.malbild.goals.Text;

/**
 * Why a number does not exist.
 *
 * @param code stable identifier, in lower case with hyphens
 * @param message the same for a person
 */
public record Reason(String code, Text message) {
    public Reason {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }
}
