package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;

/** The merged observations of one organisation, held in memory. */
public final class ObservationSet implements Observed {
    private record SeriesYear(String series, int year) {}

    private final Map<SeriesYear, Map<Cell, Winner>> cells = new HashMap<>();

    /** Merges {@code observation} in. */
    public void add(Observation observation) {
        Cell cell = observation.cell();
        cells.computeIfAbsent(new SeriesYear(cell.indicator(), cell.year()), key -> new HashMap<>())
                .merge(cell, Winner.of(observation), Winner::merge);
    }

    @Override
    public Collection<Winner> cells(String series, int year) {
        return List.copyOf(
                cells.getOrDefault(new SeriesYear(series, year), Map.of()).values());
    }

    /** Returns how many cells there are. */
    int size() {
        return cells.values().stream().mapToInt(Map::size).sum();
    }

    /** Returns the winner of every cell. */
    public List<Winner> all() {
        List<Winner> all = new ArrayList<>();
        cells.values().forEach(winners -> all.addAll(winners.values()));
        return all;
    }
}
