package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;

/** The merged observations of one organisation, held in memory. One to which nothing is added any more is for any number of threads. */
public final class ObservationSet implements Observed {
    private final Earlier earlier;
    private final Map<SeriesYear, Map<Cell, Winner>> winners = new ConcurrentHashMap<>();

    /** What had been observed before. */
    @FunctionalInterface
    public interface Earlier {
        /** Returns what had been observed of {@code series} in {@code year}. */
        Stream<Observation> of(String series, int year);
    }

    public ObservationSet() {
        this((series, year) -> Stream.empty());
    }

    /** @param earlier is asked once for each series and year, when it is first needed */
    public ObservationSet(Earlier earlier) {
        this.earlier = earlier;
    }

    /** Merges {@code observation} in. */
    public void add(Observation observation) {
        Cell cell = observation.cell();
        merge(of(new SeriesYear(cell.indicator(), cell.year())), observation);
    }

    @Override
    public Collection<Winner> cells(String series, int year) {
        return List.copyOf(of(new SeriesYear(series, year)).values());
    }

    private Map<Cell, Winner> of(SeriesYear asked) {
        return winners.computeIfAbsent(asked, first -> {
            Map<Cell, Winner> cells = new HashMap<>();
            earlier.of(first.series(), first.year()).forEach(observation -> merge(cells, observation));
            return cells;
        });
    }

    private static void merge(Map<Cell, Winner> cells, Observation observation) {
        cells.merge(observation.cell(), Winner.of(observation), Winner::merge);
    }

    /** Returns how many cells are known of the series and years that have been needed. */
    int size() {
        return winners.values().stream().mapToInt(Map::size).sum();
    }

    /** Returns the winner of every cell of the series and years that have been needed. */
    public List<Winner> all() {
        List<Winner> all = new ArrayList<>();
        winners.values().forEach(cells -> all.addAll(cells.values()));
        return all;
    }
}
