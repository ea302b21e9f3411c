package se.malbild.service;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import se.malbild.goals.observation.NormalForm;
import se.malbild.schemas.Sender;

/** Who may do what: tokens that belong to departments, to steering offices, or to operators. For use by many threads. */
public interface Tokens {
    /** What a token is for. */
    enum Role {
        /** Sends the values of departments, comments on them and says that they are ready. */
        DEPARTMENT,
        /** Marks, judges, closes and reopens years for a municipality; sends no values and speaks for no department. */
        STEERING_OFFICE,
        /** Reads everything and sends nothing. */
        OPERATOR
    }

    /**
     * Whoever holds a token.
     *
     * @param id of the token, which is no secret
     * @param name of the person or system, as {@link Sender} has it
     * @param organisation that the holder acts for; SCB municipality code, four digits, or {@code ""} for an operator
     * @param departments that the holder acts for, kept in their {@link NormalForm}; none unless the role is
     *     {@link Role#DEPARTMENT}
     */
    record Holder(String id, String name, Role role, String organisation, Set<String> departments) {
        public Holder {
            name = new Sender(name).name();
            departments = departments.stream().map(NormalForm::ofId).collect(Collectors.toUnmodifiableSet());
            if (departments.isEmpty() != (role != Role.DEPARTMENT)
                    || organisation.isEmpty() != (role == Role.OPERATOR)) {
                throw new IllegalArgumentException("a token of no department, or of no organisation");
            }
        }

        /** Returns whether it runs the services, and belongs to no municipality. */
        public boolean isOperator() {
            return role == Role.OPERATOR;
        }

        /** Returns whether it acts for departments. */
        public boolean isDepartment() {
            return role == Role.DEPARTMENT;
        }
    }

    /**
     * Returns the holder of the token in a request's {@code Authorization} header, or nothing when the token is unknown or
     * revoked, or the header is neither a {@code Bearer} header nor a {@code Basic} one with the token as password, which is
     * what browsers send.
     *
     * @param authorization the header's value, or {@code null} when there is none
     */
    Optional<Holder> holder(String authorization);
}
