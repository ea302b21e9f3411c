package se.malbild.goals.observation;

import java.util.Comparator;
import java.util.Objects;

/**
 * What one observation is about. Of all observations of a cell one wins.
 *
 * @param organisation SCB municipality code, four digits
 * @param indicator the series the observation belongs to, as the framework names it
 * @param department who reports
 * @param period the year, or the part of it
 * @param gender whom the value is about
 * @param district id of a city district, or {@code ""} for the whole municipality
 * @param kind outcome or forecast
 */
public record Cell(
        String organisation,
        String indicator,
        String department,
        Period period,
        Gender gender,
        String district,
        Kind kind)
        implements Comparable<Cell> {

    /** The {@link #district} of a cell that is about the whole municipality. */
    public static final String WHOLE_MUNICIPALITY = "";

    private static final Comparator<Cell> ORDER = Comparator.comparing(Cell::organisation)
            .thenComparing(Cell::indicator)
            .thenComparing(Cell::department)
            .thenComparing(Cell::period)
            .thenComparing(Cell::gender)
            .thenComparing(Cell::district)
            .thenComparing(Cell::kind);

    public Cell {
        Objects.requireNonNull(organisation, "organisation");
        Objects.requireNonNull(indicator, "indicator");
        Objects.requireNonNull(department, "department");
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(gender, "gender");
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(kind, "kind");
    }

    public int year() {
        return period.year();
    }

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
