package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;

/** The merged observations of one organisation, held in memory. One to which nothing is added any more is for any number of threads. */
public final class ObservationSet implements Observed {
    private final Function<String, Stream<Observation>> earlier;
    private final Map<String, Map<Integer, Map<Cell, Winner>>> series = new ConcurrentHashMap<>();

    public ObservationSet() {
        this(none -> Stream.empty());
    }

    /** @param earlier gives what had been observed of a series before; is asked once for each series, when it is first needed */
    public ObservationSet(Function<String, Stream<Observation>> earlier) {
        this.earlier = earlier;
    }

    /** Merges {@code observation} in. */
    public void add(Observation observation) {
        merge(of(observation.cell().indicator()), observation);
    }

    @Override
    public Collection<Winner> cells(String series, int year) {
        return List.copyOf(of(series).getOrDefault(year, Map.of()).values());
    }

    private Map<Integer, Map<Cell, Winner>> of(String id) {
        return series.computeIfAbsent(id, first -> {
            Map<Integer, Map<Cell, Winner>> years = new HashMap<>();
            earlier.apply(first).forEach(observation -> merge(years, observation));
            return years;
        });
    }

    private static void merge(Map<Integer, Map<Cell, Winner>> years, Observation observation) {
        years.computeIfAbsent(observation.cell().year(), first -> new HashMap<>())
                .merge(observation.cell(), Winner.of(observation), Winner::merge);
    }

    /** Returns how many cells of the series are known that have been needed. */
    int size() {
        return series.values().stream()
                .flatMap(years -> years.values().stream())
                .mapToInt(Map::size)
                .sum();
    }

    /** Returns the winner of every cell of the series that have been needed. */
    public List<Winner> all() {
        List<Winner> all = new ArrayList<>();
        series.values().forEach(years -> years.values().forEach(winners -> all.addAll(winners.values())));
        return all;
    }
}
