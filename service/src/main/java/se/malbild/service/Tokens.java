package se.malbild.service;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import se.malbild.goals.observation.NormalForm;

/** Who may do what: tokens that belong to departments, or to operators. For use by many threads. */
public interface Tokens {
    /**
     * Whoever holds a token.
     *
     * @param id of the token, which is no secret
     * @param organisation whose departments they are; SCB municipality code, four digits, or {@code ""} for an operator
     * @param departments that the holder acts for, kept in their {@link NormalForm}; none for an operator, who reads
     *     everything and sends nothing
     */
    record Holder(String id, String organisation, Set<String> departments) {
        public Holder {
            departments = departments.stream().map(NormalForm::ofId).collect(Collectors.toUnmodifiableSet());
            if (departments.isEmpty() != organisation.isEmpty()) {
                throw new IllegalArgumentException("a token of no department, or of no organisation");
            }
        }

        /** Returns whether it runs the services, and belongs to no department. */
        public boolean isOperator() {
            return departments.isEmpty();
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
