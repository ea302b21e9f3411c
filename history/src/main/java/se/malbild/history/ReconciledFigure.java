package se.malbild.history;

import java.util.Objects;
import java.util.Optional;
import se.malbild.goals.observation.Cell;

/**
 * A figure of a table, of the log, or of both, and how they compare.
 *
 * @param row what the table says; empty when the figure is in the log only
 * @param standing the event that wins in the log; empty when none is about the cell
 * @param theirs where the table's figure is not what wins: the event that says it, the one that won last if one ever did; empty
 *     when none does
 * @param replacedBy the event that won instead of {@code theirs}; empty when {@code theirs} never won
 * @param sameId where no event about the cell says the table's figure: the event with the row's own id, which says something else
 */
public record ReconciledFigure(
        Verdict verdict,
        Cell cell,
        Optional<Reconciliation.Row> row,
        Optional<Arrival> standing,
        Optional<Arrival> theirs,
        Optional<Arrival> replacedBy,
        Optional<Arrival> sameId) {

    /** How the table and the log compare. */
    public enum Verdict {
        SAME,
        DIFFERENT,
        NOT_IN_LOG,
        NOT_IN_TABLE
    }

    public ReconciledFigure {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(cell, "cell");
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(standing, "standing");
        Objects.requireNonNull(theirs, "theirs");
        Objects.requireNonNull(replacedBy, "replacedBy");
        Objects.requireNonNull(sameId, "sameId");
    }

    /** Tells whether the table has a figure that no event about its cell says. */
    public boolean isUnheard() {
        return row.isPresent() && verdict != Verdict.SAME && theirs.isEmpty();
    }
}
