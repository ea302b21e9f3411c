package se.malbild.goals.decision;

import java.util.Objects;
import se.malbild.goals.observation.NormalForm;

/**
 * Who decided.
 *
 * @param name the person's or system's, as the token says
 * @param role in which it was decided
 * @param token id of the token, which is no secret
 */
public record Author(String name, Role role, String token) {
    /** In which role somebody decides. */
    public enum Role {
        /** For one or more departments: comments, and says that their figures are ready. */
        DEPARTMENT,
        /** For the municipality: marks, judges, closes and reopens. */
        STEERING_OFFICE
    }

    public Author {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(token, "token");
    }

    /** Tells whether {@code name} is this person's, however it is written. */
    public boolean isCalled(String name) {
        return NormalForm.ofId(name).equalsIgnoreCase(NormalForm.ofId(this.name));
    }
}
