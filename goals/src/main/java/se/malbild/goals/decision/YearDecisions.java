package se.malbild.goals.decision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has been decided about a year: a function of the records about it in the order in which they lie, the same for every reader.
 * At most one decision is in force in each {@link Slot}.
 *
 * <p>A decision is in force when it follows the decision that is in force in its slot, and the newest decision that was in force, in
 * any slot, when it came. So of several that were decided at once exactly one is, and a decision that was removed or changed
 * afterwards leaves those behind it without what they follow.
 *
 * @param records all of them
 * @param accepted every decision that was in force when it came, in log order
 * @param inForce those that still are, by slot, in the order in which the slots were first taken
 * @param voids what decides nothing, in log order
 */
public record YearDecisions(
        List<DecisionRecord> records,
        List<PlacedDecision> accepted,
        Map<Slot, PlacedDecision> inForce,
        List<VoidDecision> voids) {
    /** Nothing has been decided. */
    public static final YearDecisions NONE = of(List.of());

    /** Where a year is closed and reopened. */
    public static final Slot CLOSING = Slot.of(DecisionKind.CLOSED, "", "");

    public YearDecisions {
        records = List.copyOf(records);
        accepted = List.copyOf(accepted);
        inForce = Collections.unmodifiableMap(new LinkedHashMap<>(inForce));
        voids = List.copyOf(voids);
    }

    /** Returns what {@code records}, all about one year and in log order, decide. */
    public static YearDecisions of(List<DecisionRecord> records) {
        DecisionFold fold = new DecisionFold();
        records.forEach(fold::add);
        return fold.result();
    }

    /** Returns what they decide when {@code decision} comes next. */
    public YearDecisions with(YearDecision decision) {
        List<DecisionRecord> all = new ArrayList<>(records);
        all.add(new DecisionRecord.Decided(decision));
        return of(all);
    }

    /** Returns the decision in force in {@code slot}. */
    public Optional<YearDecision> inForce(Slot slot) {
        return Optional.ofNullable(inForce.get(slot)).map(PlacedDecision::decision);
    }

    /** Returns the decisions in force of {@code kind}, in the order in which their slots were first taken. */
    public List<YearDecision> inForce(DecisionKind kind) {
        return inForce.values().stream()
                .map(PlacedDecision::decision)
                .filter(decision -> decision.kind() == kind)
                .toList();
    }

    /** Returns the hash that the next decision must name in {@code previous}; {@code ""} for the first. */
    public String tip() {
        return accepted.isEmpty()
                ? ""
                : accepted.get(accepted.size() - 1).decision().sha256();
    }

    /** Returns what the year is closed with; empty when it is open. */
    public Optional<YearDecision> closing() {
        return inForce(CLOSING).filter(decision -> decision.kind() == DecisionKind.CLOSED);
    }

    /** Tells whether the year is closed. */
    public boolean isClosed() {
        return closing().isPresent();
    }

    /** Returns every time that the year was closed or reopened, in log order. */
    public List<PlacedDecision> closings() {
        return accepted.stream()
                .filter(placed -> placed.decision().slot().equals(CLOSING))
                .toList();
    }

    /** Returns what shows that decisions were removed or changed, one for each that is lost; none when the chain is whole. */
    public List<VoidDecision> losses() {
        return voids.stream().filter(record -> record.lost().isPresent()).toList();
    }

    /** Returns why the record at {@code place} decides nothing; empty when it was in force when it came. */
    public Optional<VoidDecision> whyVoid(int place) {
        return voids.stream().filter(record -> record.place() == place).findFirst();
    }
}
