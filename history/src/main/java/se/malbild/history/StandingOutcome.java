package se.malbild.history;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Sender;
import se.malbild.schemas.intake.InputRecord;

/**
 * The outcome that stands in a cell, with who sent it and when it came. What is sent again word for word came when it came first, but
 * from everybody who sent it.
 *
 * @param cameAs how many of the organisation's own events there were when it had come
 * @param senders everybody who sent it; empty for somebody of whom nothing says who
 */
record StandingOutcome(Observation observation, int cameAs, Set<Optional<Sender>> senders) {
    StandingOutcome {
        senders = Collections.unmodifiableSet(new HashSet<>(senders));
    }

    boolean isTakenBack() {
        return observation.content() instanceof Content.Retracted;
    }

    private StandingOutcome with(Optional<Sender> sender) {
        if (senders.contains(sender)) {
            return this;
        }
        Set<Optional<Sender>> all = new HashSet<>(senders);
        all.add(sender);
        return new StandingOutcome(observation, cameAs, all);
    }

    /** Takes the events of one organisation in their order. */
    static final class Reading {
        private final RecordReader<Observation> reader;
        private final Set<String> series;
        private final int year;
        private final SortedMap<Cell, StandingOutcome> standing = new TreeMap<>();
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

        private void take(Observation observation, Optional<Sender> sender) {
            StandingOutcome known = standing.get(observation.cell());
            int rank = known == null ? 1 : rank(observation, known.observation());
            if (rank > 0) {
                standing.put(observation.cell(), new StandingOutcome(observation, taken, Set.of(sender)));
            } else if (rank == 0) {
                standing.put(observation.cell(), known.with(sender));
            }
        }

        private static int rank(Observation one, Observation other) {
            int rank = one.compareRank(other);
            return rank != 0 ? rank : one.compareBytes(other);
        }

        /** Returns what stands, in the order of the cells. */
        List<StandingOutcome> result() {
            return List.copyOf(standing.values());
        }
    }
}
