package se.malbild.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Sender;
import se.malbild.schemas.intake.InputRecord;

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

    /** What stands in a cell. */
    private static final class Standing {
        private final Observation observation;
        private final int cameAs;
        private final Set<Optional<Sender>> senders = new HashSet<>();

        Standing(Observation observation, int cameAs) {
            this.observation = observation;
            this.cameAs = cameAs;
        }

        boolean isValue() {
            return !(observation.content() instanceof Content.Retracted);
        }
    }

    /** Takes the events of one organisation in their order. */
    static final class Reading {
        private final RecordReader<Observation> reader;
        private final Set<String> series;
        private final int year;
        private final Map<Cell, Standing> standing = new HashMap<>();
        private int taken;

        Reading(RecordReader<Observation> reader, GoalFramework framework, int year) {
            this.reader = reader;
            this.series = framework.indicators().stream().map(Indicator::series).collect(Collectors.toSet());
            this.year = year;
        }

        void take(InputRecord record) throws UndecodedException {
            taken++;
            Optional<Observation> read = reader.read(record).filter(this::isAsked);
            if (read.isPresent()) {
                take(read.get(), record.sender());
            }
        }

        private boolean isAsked(Observation observation) {
            Cell cell = observation.cell();
            return cell.year() == year && cell.kind() == Kind.OUTCOME && series.contains(cell.indicator());
        }

        /** What is sent again word for word came when it came first, but from everybody who sent it. */
        private void take(Observation observation, Optional<Sender> sender) {
            Standing known = standing.get(observation.cell());
            int rank = known == null ? 1 : rank(observation, known.observation);
            if (rank > 0) {
                known = new Standing(observation, taken);
                standing.put(observation.cell(), known);
            }
            if (rank >= 0) {
                known.senders.add(sender);
            }
        }

        private static int rank(Observation one, Observation other) {
            int rank = one.compareRank(other);
            return rank != 0 ? rank : one.compareBytes(other);
        }

        YearSources result() {
            Map<String, Integer> newest = new TreeMap<>();
            Map<String, Set<Sender>> senders = new TreeMap<>();
            Map<String, Integer> unknown = new TreeMap<>();
            standing.forEach((cell, its) -> {
                newest.merge(cell.department(), its.cameAs, Math::max);
                if (its.isValue()) {
                    senders.computeIfAbsent(cell.department(), first -> new HashSet<>())
                            .addAll(its.senders.stream()
                                    .flatMap(Optional::stream)
                                    .toList());
                    if (its.senders.contains(Optional.empty())) {
                        unknown.merge(cell.department(), 1, Integer::sum);
                    }
                }
            });
            Map<String, List<String>> names = new TreeMap<>();
            senders.forEach((department, all) -> names.put(department, sorted(all.stream())));
            return new YearSources(newest, names, unknown);
        }

        private static List<String> sorted(Stream<Sender> senders) {
            return senders.map(Sender::name).sorted().toList();
        }
    }
}
