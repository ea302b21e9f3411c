package se.malbild.goals;

import java.util.Objects;

/**
 * One thing that is wrong with what somebody sent.
 *
 * @param code stable identifier of the kind of fault, in lower case with hyphens, for example {@code year-out-of-range}
 * @param field the field at fault, as the sender names it, or {@code ""} when the fault concerns the whole
 * @param message what was wrong and what would be right
 */
public record Fault(String code, String field, Text message) {
    public Fault {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }
}
