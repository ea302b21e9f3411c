package se.malbild.files;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What holds for every row of a file that does not say it itself.
 *
 * @param empty what a row means that says neither a value nor why there is none; such a row is a fault when it is not given
 */
public record Defaults(
        Optional<String> organisation,
        Optional<String> department,
        Optional<Instant> observedAt,
        Optional<String> source,
        Optional<EmptyValue> empty) {
    public static final Defaults NONE =
            new Defaults(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Defaults {
        Objects.requireNonNull(organisation, "organisation");
        Objects.requireNonNull(department, "department");
        Objects.requireNonNull(observedAt, "observedAt");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(empty, "empty");
    }

    /** Returns whether {@code column} may be left out of the file. */
    boolean has(Column column) {
        return switch (column) {
            case ORGANISATION -> organisation.isPresent();
            case DEPARTMENT -> department.isPresent();
            case OBSERVED_AT -> observedAt.isPresent();
            case SOURCE -> source.isPresent();
            default -> false;
        };
    }
}
