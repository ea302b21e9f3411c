package se.malbild.goals.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import se.malbild.goals.RandomCases;

/**
 * Writers that each have seen some beginning of the records, write at the end, and try again when they have lost. Each case is made again
 * by its seed.
 */
class ConcurrentWritersPropertyTest {
    private static final int CASES = RandomCases.tried(200);
    private static final int MOST_WRITERS = 4;
    private static final int MOST_STEPS = 40;

    /** Somebody who decides on what was seen last. */
    private static final class Writer {
        private final String name;
        private int seen;
        private int written;

        Writer(int number) {
            name = "w" + number;
        }

        YearDecision decide(List<DecisionRecord> records, Random random) {
            YearDecisions known = YearDecisions.of(records.subList(0, seen));
            DecisionKind[] kinds = DecisionKind.values();
            Minutes.Said said = Minutes.said(name + "-" + written++, kinds[random.nextInt(kinds.length)]);
            if (said.kind == DecisionKind.JUDGED) {
                said.subject = random.nextBoolean() ? "skola-1" : "skola-2";
            }
            said.text = said.kind == DecisionKind.COMMENTED ? "Kommentar " + random.nextInt() : "";
            return said.on(known);
        }
    }

    private static List<DecisionRecord> written(long seed) {
        Random random = new Random(seed);
        List<DecisionRecord> records = new ArrayList<>();
        List<Writer> writers = new ArrayList<>();
        int many = 1 + random.nextInt(MOST_WRITERS);
        for (int i = 0; i < many; i++) {
            writers.add(new Writer(i));
        }
        int steps = 1 + random.nextInt(MOST_STEPS);
        for (int i = 0; i < steps; i++) {
            Writer writer = writers.get(random.nextInt(many));
            switch (random.nextInt(5)) {
                case 0, 1 -> writer.seen = records.size();
                case 2 -> writer.seen += random.nextInt(records.size() - writer.seen + 1);
                case 3 -> { // what a producer sends twice
                    if (!records.isEmpty() && random.nextInt(4) == 0) {
                        records.add(records.get(random.nextInt(records.size())));
                    }
                }
                default -> {}
            }
            records.add(new DecisionRecord.Decided(writer.decide(records, random)));
        }
        return records;
    }

    @Test
    void at_most_one_is_in_force_in_each_slot_and_no_race_looks_like_damage() {
        LongStream.range(0, CASES).parallel().forEach(seed -> {
            List<DecisionRecord> records = written(seed);
            YearDecisions decisions = YearDecisions.of(records);
            Set<VoidCode> codes =
                    decisions.voids().stream().map(VoidDecision::code).collect(Collectors.toSet());

            assertThat(codes)
                    .as("seed %d", seed)
                    .isSubsetOf(VoidCode.STALE, VoidCode.DUPLICATE, VoidCode.CLOSED, VoidCode.NOT_CLOSED);
            assertThat(decisions.losses()).as("seed %d", seed).isEmpty();
            assertThat(decisions.accepted().size() + decisions.voids().size())
                    .as("seed %d", seed)
                    .isEqualTo(records.size());
            assertThat(inForceByName(decisions)).as("seed %d", seed).isEqualTo(inForce(decisions));
        });
    }

    @Test
    void everybody_who_reads_as_far_finds_the_same_and_what_was_found_is_never_taken_back() {
        LongStream.range(0, CASES).parallel().forEach(seed -> {
            List<DecisionRecord> records = written(seed);
            YearDecisions all = YearDecisions.of(records);
            for (int end = 0; end <= records.size(); end++) {
                YearDecisions sofar = YearDecisions.of(records.subList(0, end));
                assertThat(all.accepted().subList(0, sofar.accepted().size()))
                        .as("seed %d to %d", seed, end)
                        .isEqualTo(sofar.accepted());
                assertThat(all.voids().subList(0, sofar.voids().size()))
                        .as("seed %d to %d", seed, end)
                        .isEqualTo(sofar.voids());
            }
        });
    }

    @Test
    void whoever_has_seen_everything_gets_through() {
        LongStream.range(0, CASES).parallel().forEach(seed -> {
            YearDecisions decisions = YearDecisions.of(written(seed));
            DecisionKind next = decisions.isClosed() ? DecisionKind.REOPENED : DecisionKind.JUDGED;

            YearDecision last = Minutes.said("last", next).on(decisions);

            assertThat(decisions.with(last).inForce(last.slot()))
                    .as("seed %d", seed)
                    .contains(last);
        });
    }

    @Test
    void every_decision_that_is_removed_or_changed_and_that_another_followed_is_named() {
        LongStream.range(0, CASES).parallel().forEach(seed -> {
            List<DecisionRecord> records = written(seed);
            YearDecisions whole = YearDecisions.of(records);
            for (int i = 0; i + 1 < whole.accepted().size(); i++) {
                PlacedDecision victim = whole.accepted().get(i);
                String hash = victim.decision().sha256();

                List<DecisionRecord> removed = new ArrayList<>(records);
                removed.removeAll(List.of(records.get(victim.place())));
                assertThat(lost(removed))
                        .as("seed %d without %d", seed, victim.place())
                        .contains(hash);

                List<DecisionRecord> changed = new ArrayList<>(records);
                Collections.replaceAll(
                        changed, records.get(victim.place()), new DecisionRecord.Decided(otherwise(victim.decision())));
                assertThat(lost(changed))
                        .as("seed %d with another %d", seed, victim.place())
                        .contains(hash);
            }
        });
    }

    private static Set<String> lost(List<DecisionRecord> records) {
        return YearDecisions.of(records).losses().stream()
                .map(VoidDecision::lost)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** Returns what somebody has made of it afterwards. */
    private static YearDecision otherwise(YearDecision decision) {
        return new YearDecision(
                decision.decisionId(),
                decision.year(),
                decision.slot(),
                decision.kind(),
                decision.follows(),
                decision.by(),
                decision.decidedOn().plusDays(1),
                decision.reference(),
                decision.reason(),
                decision.level(),
                decision.computed(),
                decision.indicators(),
                decision.text(),
                decision.language(),
                decision.acknowledged(),
                decision.basis(),
                decision.picture(),
                decision.previous());
    }

    private static Set<String> inForce(YearDecisions decisions) {
        return decisions.inForce().values().stream()
                .map(placed -> placed.decision().decisionId())
                .collect(Collectors.toSet());
    }

    /** The same in another way: of those that were accepted, what no accepted one names. */
    private static Set<String> inForceByName(YearDecisions decisions) {
        Set<String> ids = new HashSet<>();
        decisions.accepted().forEach(placed -> ids.add(placed.decision().decisionId()));
        decisions.accepted().forEach(placed -> ids.remove(placed.decision().follows()));
        return ids;
    }
}
