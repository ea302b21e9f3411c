package se.malbild.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.history.ReconciledFigure.Verdict;

/**
 * Compares what somebody believes was reported with the log of an organisation. It is handed a table and then every event that was
 * taken in, in log order. For one thread.
 *
 * <p>What is compared is the value, or why there is none, and the count of persons where the row has one. When it was observed, by
 * which revision and from which source is only what decides which event wins. A cell whose last word in the log is a retraction is
 * not missed in a table without it.
 */
public final class Reconciliation {
    private final SortedMap<Cell, Row> rows = new TreeMap<>();
    private final List<Row> overruled = new ArrayList<>();
    private final Set<String> indicators = new HashSet<>();
    private final Set<String> departments = new HashSet<>();
    private final Set<Integer> years = new HashSet<>();
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final Map<String, Optional<Arrival>> byEventId = new HashMap<>();
    private final SortedMap<Cell, Trace> traces = new TreeMap<>();

    /** What a row of the table says. */
    public record Row(long number, Observation said) {
        public Row {
            Objects.requireNonNull(said, "said");
        }

        boolean says(Observation ours) {
            return said.content().equals(ours.content())
                    && (said.count().isEmpty() || said.count().equals(ours.count()));
        }
    }

    /** What the log says of a cell so far. */
    private static final class Trace {
        private Arrival standing;
        private Optional<Arrival> theirs = Optional.empty();
        private Optional<Arrival> replacedBy = Optional.empty();

        Trace(Arrival first) {
            standing = first;
        }

        void take(Arrival arrival, Optional<Row> row) {
            boolean isTheirs = says(row, arrival);
            if (order(arrival.observation(), standing.observation()) > 0) {
                if (says(row, standing) && !isTheirs) {
                    theirs = Optional.of(standing);
                    replacedBy = Optional.of(arrival);
                }
                standing = arrival;
            } else if (isTheirs && theirs.isEmpty()) {
                theirs = Optional.of(arrival);
            }
        }

        private static boolean says(Optional<Row> row, Arrival arrival) {
            return row.filter(one -> one.says(arrival.observation())).isPresent();
        }

        private static int order(Observation one, Observation other) {
            int rank = one.compareRank(other);
            return rank != 0 ? rank : one.compareBytes(other);
        }
    }

    /**
     * @param table rows about one organisation; of several about a cell the greatest is what the table says, as it would win if they
     *     were sent
     */
    public Reconciliation(Collection<Row> table) {
        for (Row row : table) {
            Cell cell = row.said().cell();
            indicators.add(cell.indicator());
            departments.add(cell.department());
            years.add(cell.year());
            kinds.add(cell.kind());
            byEventId.put(row.said().eventId(), Optional.empty());
            rows.merge(cell, row, this::greater);
        }
    }

    private Row greater(Row one, Row other) {
        boolean isFirstGreater = Trace.order(one.said(), other.said()) >= 0;
        overruled.add(isFirstGreater ? other : one);
        return isFirstGreater ? one : other;
    }

    /** Takes in the next event of the log. */
    public void take(Arrival arrival) {
        Observation observation = arrival.observation();
        Cell cell = observation.cell();
        byEventId.computeIfPresent(observation.eventId(), (id, known) -> Optional.of(arrival));
        if (!covers(cell)) {
            return;
        }
        Trace trace = traces.get(cell);
        if (trace == null) {
            traces.put(cell, new Trace(arrival));
        } else {
            trace.take(arrival, Optional.ofNullable(rows.get(cell)));
        }
    }

    private boolean covers(Cell cell) {
        return kinds.contains(cell.kind())
                && years.contains(cell.year())
                && departments.contains(cell.department())
                && indicators.contains(cell.indicator());
    }

    /** Returns the rows that say nothing any more, since a greater one is about the same cell; in their order. */
    public List<Row> overruled() {
        return overruled.stream().sorted(Comparator.comparingLong(Row::number)).toList();
    }

    /**
     * Returns every figure of the table in the order of its rows, and then those of the log that the table lacks although it has their
     * department, indicator and year, and others of their kind.
     */
    public List<ReconciledFigure> figures() {
        List<ReconciledFigure> figures = new ArrayList<>(rows.values().stream()
                .sorted(Comparator.comparingLong(Row::number))
                .map(this::compared)
                .toList());
        traces.forEach((cell, trace) -> {
            boolean isTakenBack = trace.standing.observation().content() instanceof Content.Retracted;
            if (!rows.containsKey(cell) && !isTakenBack) {
                figures.add(new ReconciledFigure(
                        Verdict.NOT_IN_TABLE,
                        cell,
                        Optional.empty(),
                        Optional.of(trace.standing),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
            }
        });
        return figures;
    }

    private ReconciledFigure compared(Row row) {
        Cell cell = row.said().cell();
        Optional<Trace> trace = Optional.ofNullable(traces.get(cell));
        Optional<Arrival> standing = trace.map(known -> known.standing);
        Verdict verdict = Verdict.NOT_IN_LOG;
        if (standing.isPresent()) {
            verdict = row.says(standing.get().observation()) ? Verdict.SAME : Verdict.DIFFERENT;
        }
        Optional<Trace> other = trace.filter(known -> !Trace.says(Optional.of(row), known.standing));
        Optional<Arrival> theirs = other.flatMap(known -> known.theirs);
        boolean isUnheard = verdict != Verdict.SAME && theirs.isEmpty();
        return new ReconciledFigure(
                verdict,
                cell,
                Optional.of(row),
                standing,
                theirs,
                other.flatMap(known -> known.replacedBy),
                isUnheard ? byEventId.get(row.said().eventId()) : Optional.empty());
    }
}
