package se.malbild.goals.oracle;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;

/**
 * "Latest revision wins": of all events of a cell the greatest by revision, time, event id and canonical bytes.
 *
 * @param event the one that wins
 * @param isReused whether its event id came again at the same revision and time, with other content
 * @param everySaid all events of the cell, those that lost, too
 */
record Winner(Observation event, boolean isReused, List<Observation> everySaid) {
    private static final Comparator<Observation> ORDER = Comparator.comparing(Observation::revision)
            .thenComparing(Observation::observedAt)
            .thenComparing(Observation::eventId, Observation::compareAsUtf8)
            .thenComparing(Observation::compareBytes);

    /** Returns the winner of every cell that {@code events} are about. */
    static List<Winner> of(Collection<Observation> events) {
        return events.stream().collect(Collectors.groupingBy(Observation::cell)).values().stream()
                .map(Winner::ofCell)
                .toList();
    }

    private static Winner ofCell(List<Observation> events) {
        Observation greatest = events.stream().max(ORDER).orElseThrow();
        boolean isReused = events.stream()
                .anyMatch(event -> event.revision() == greatest.revision()
                        && event.observedAt().equals(greatest.observedAt())
                        && event.eventId().equals(greatest.eventId())
                        && !event.equals(greatest));
        return new Winner(greatest, isReused, List.copyOf(events));
    }

    boolean everHadACount() {
        return !counts().isEmpty();
    }

    /** Every count that was ever given. */
    Set<Long> counts() {
        return everySaid.stream()
                .filter(said -> said.count().isPresent())
                .map(said -> said.count().getAsLong())
                .collect(Collectors.toSet());
    }

    boolean everHadAValueWithoutCount() {
        return everySaid.stream()
                .anyMatch(said ->
                        said.content() instanceof Content.Value && said.count().isEmpty());
    }

    /** Whether two events ever differed in value, reason, retraction or count. */
    boolean everChanged() {
        return everySaid.stream()
                        .map(said -> List.of(said.content(), said.count()))
                        .distinct()
                        .count()
                > 1;
    }

    boolean hasValueAndCount() {
        return event.content() instanceof Content.Value && event.count().isPresent();
    }

    /** How many persons are behind the value; asked only when that is known. */
    long count() {
        return event.count().orElseThrow();
    }

    boolean isOfTheSamePlaceAs(Winner other) {
        return isOfTheSameDepartmentAs(other)
                && event.cell().period().equals(other.event.cell().period());
    }

    /** Whether it is of a period that overlaps. */
    boolean overlaps(Winner other) {
        return firstMonth() <= other.lastMonth() && other.firstMonth() <= lastMonth();
    }

    boolean isOfTheSameDepartmentAs(Winner other) {
        return event.cell().department().equals(other.event.cell().department());
    }

    int firstMonth() {
        return lastMonth() - Reported.months(event.cell().period()) + 1;
    }

    int lastMonth() {
        return event.cell().period().number() * Reported.months(event.cell().period());
    }
}
