package se.malbild.dashboard.follow;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.dashboard.view.Decided;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.Published;
import se.malbild.goals.decision.DecisionRecord;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.goals.picture.Picture;

/** What has been read of the decisions about the years of one framework. */
final class PublishedDecisions {
    private static final Comparator<LogPosition> IN_THE_LOG =
            Comparator.comparingInt(LogPosition::partition).thenComparingLong(LogPosition::offset);

    /** By year: one that had to wait for its schema comes after later ones, but counts where it lies. */
    private final Map<Integer, SortedMap<LogPosition, Published<DecisionRecord>>> records = new HashMap<>();

    private final SortedMap<Integer, Decided> decided = new TreeMap<>();
    private long taken;

    void put(int year, LogPosition position, Instant at, DecisionRecord record) {
        SortedMap<LogPosition, Published<DecisionRecord>> ofYear =
                records.computeIfAbsent(year, key -> new TreeMap<>(IN_THE_LOG));
        ofYear.put(position, new Published<>(record, position, at));
        decided.put(year, decided(List.copyOf(ofYear.values())));
        taken++;
    }

    private static Decided decided(List<Published<DecisionRecord>> records) {
        YearDecisions decisions =
                YearDecisions.of(records.stream().map(Published::value).toList());
        Optional<Published<Picture>> closing = Optional.ofNullable(
                        decisions.inForce().get(YearDecisions.CLOSING))
                .flatMap(placed -> placed.decision().closedWith().map(picture -> {
                    Published<DecisionRecord> record = records.get(placed.place());
                    return new Published<>(picture, record.position(), record.at());
                }));
        return new Decided(decisions, closing);
    }

    SortedMap<Integer, Decided> view() {
        return decided;
    }

    /** Returns what stands for all that has been read. */
    String tag() {
        return Long.toString(taken);
    }
}
