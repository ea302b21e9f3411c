package se.malbild.history;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import se.malbild.schemas.Sender;

/**
 * Who sent the outcomes that stand for a year, and when they came.
 *
 * @param newest by department, how many of the organisation's own events there were when the newest of what stands had come; what was
 *     taken back stands, too
 * @param senders by department, the names of everybody who sent a value that stands and was not taken back, in order
 * @param unknownSenders by department, how many of these values do not say who sent them
 */
record YearSources(
        Map<String, Integer> newest, Map<String, List<String>> senders, Map<String, Integer> unknownSenders) {
    /** Nothing stands, or nobody has asked. */
    static final YearSources NONE = new YearSources(Map.of(), Map.of(), Map.of());

    static YearSources of(List<StandingOutcome> standing) {
        Map<String, Integer> newest = new TreeMap<>();
        Map<String, Set<Sender>> senders = new TreeMap<>();
        Map<String, Integer> unknown = new TreeMap<>();
        for (StandingOutcome its : standing) {
            String department = its.observation().cell().department();
            newest.merge(department, its.cameAs(), Math::max);
            if (!its.isTakenBack()) {
                senders.computeIfAbsent(department, first -> new HashSet<>())
                        .addAll(its.senders().stream().flatMap(Optional::stream).toList());
                if (its.senders().contains(Optional.empty())) {
                    unknown.merge(department, 1, Integer::sum);
                }
            }
        }
        Map<String, List<String>> names = new TreeMap<>();
        senders.forEach((department, all) ->
                names.put(department, all.stream().map(Sender::name).sorted().toList()));
        return new YearSources(newest, names, unknown);
    }
}
