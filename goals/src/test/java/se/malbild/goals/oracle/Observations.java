package se.malbild.goals.oracle;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import se.malbild.goals.observation.Observation;

/** What is known of one organisation: the winner of every cell. */
final class Observations {
    private record SeriesYear(String series, int year) {}

    private final Map<SeriesYear, List<Winner>> winners;

    Observations(String organisation, Collection<Observation> events) {
        List<Observation> own = events.stream()
                .filter(event -> event.cell().organisation().equals(organisation))
                .toList();
        this.winners = Winner.of(own).stream()
                .collect(Collectors.groupingBy(winner -> new SeriesYear(
                        winner.event().cell().indicator(),
                        winner.event().cell().period().year())));
    }

    List<Winner> of(String series, int year) {
        return winners.getOrDefault(new SeriesYear(series, year), List.of());
    }
}
