package se.malbild.cli.terminal;

import java.util.List;
import java.util.Objects;
import se.malbild.history.ReconciledFigure;

/**
 * A figure that has been compared.
 *
 * @param rejected where the table's figure is not in the log: the rejected events that it may have been sent in
 */
public record Reconciled(ReconciledFigure figure, List<RejectedClaim> rejected) {
    public Reconciled {
        Objects.requireNonNull(figure, "figure");
        rejected = List.copyOf(rejected);
    }
}
