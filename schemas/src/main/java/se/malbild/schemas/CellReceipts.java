package se.malbild.schemas;

import java.util.List;

/**
 * Every event about one cell.
 *
 * @param receipts at least one and at most {@value #MOST_LISTED}: the winner of the cell first, then the superseded ones
 *     in falling order of rank
 * @param older how many further events are superseded and not listed
 */
public record CellReceipts(List<EventReceipt> receipts, long older) {
    /** How many events of a cell are listed at most. */
    public static final int MOST_LISTED = 100;

    public CellReceipts {
        receipts = List.copyOf(receipts);
    }
}
