package se.malbild.files;

import java.util.List;
import java.util.Optional;
import se.malbild.files.cells.RawCell;
import se.malbild.goals.Fault;

/**
 * A row as it stands in the file.
 *
 * @param number from 1, as a spreadsheet counts
 * @param unreadable why the row could not be taken apart, when it could not; its text is then the only cell
 */
record RawRow(long number, List<RawCell> cells, Optional<Fault> unreadable) {
    RawRow {
        cells = List.copyOf(cells);
    }

    RawCell cell(int position) {
        return position < cells.size() ? cells.get(position) : RawCell.BLANK;
    }

    /** What merged cells put into a row does not make it one. */
    boolean isBlank() {
        for (RawCell cell : cells) {
            if (!cell.isBlank() && cell.merged() == RawCell.Merged.NO) {
                return false;
            }
        }
        return unreadable.isEmpty();
    }

    List<String> texts() {
        return cells.stream().map(RawCell::text).toList();
    }
}
