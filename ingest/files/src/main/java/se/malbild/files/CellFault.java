package se.malbild.files;

import java.util.Objects;
import se.malbild.goals.Fault;

/**
 * One thing that is wrong with a file or a row of it.
 *
 * @param column the column's heading as it stands in the file, the field's name when no column holds it, or {@code ""} when
 *     the fault concerns the whole
 */
public record CellFault(String column, Fault fault) {
    public CellFault {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(fault, "fault");
    }
}
