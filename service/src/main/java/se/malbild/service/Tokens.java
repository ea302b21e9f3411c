package se.malbild.service;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import se.malbild.goals.observation.NormalForm;

/** Who may do what: tokens that belong to departments. For use by many threads. */
public interface Tokens {
    /**
     * Whoever holds a token.
     *
     * @param id of the token, which is no secret
     * @param organisation whose departments they are; SCB municipality code, four digits
     * @param departments that the holder acts for, at least one; kept in their {@link NormalForm}
     */
    record Holder(String id, String organisation, Set<String> departments) {
        public Holder {
            departments = departments.stream().map(NormalForm::ofId).collect(Collectors.toUnmodifiableSet());
            if (departments.isEmpty()) {
                throw new IllegalArgumentException("a token of no department");
            }
        }
    }

    /**
     * Returns the holder of the token in a request's {@code Authorization} header, or nothing when the token is unknown or
     * revoked, or the header is no {@code Bearer} header.
     *
     * @param authorization the header's value, or {@code null} when there is none
     */
    Optional<Holder> holder(String authorization);
}
