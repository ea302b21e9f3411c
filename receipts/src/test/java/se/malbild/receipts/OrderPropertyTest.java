package se.malbild.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.malbild.applications.DrivenTopology;
import se.malbild.goals.RandomCases;
import se.malbild.goals.assessment.CellUse;
import se.malbild.goals.assessment.CellUses;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.EventReceipt;
import se.malbild.schemas.Keys;

/** Whatever order frameworks and events come in, the same becomes of every event, and the books balance at all times. */
class OrderPropertyTest {
    private static final int CASES = RandomCases.tried(60);
    private static final long FIRST_SEED = 30171; // any: a failing case names its own
    private static final List<byte[]> BAD = List.of(new byte[0], new byte[] {1, 2, 3}, TopologyFixture.bytes("{}"));

    @Test
    void the_same_becomes_of_every_event_in_any_order_and_the_books_always_balance() throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
            Random random = new Random(seed);
            RandomCases.Case given = RandomCases.of(seed).shuffled(random);
            int bad = random.nextInt(5);
            List<Consumer<DrivenTopology>> steps = DrivenTopology.steps(given);
            for (int i = 0; i < bad; i++) {
                byte[] value = BAD.get(random.nextInt(BAD.size()));
                steps.add(topology -> topology.send(TopologyFixture.bytes("1880"), value));
            }
            Collections.shuffle(steps, random);

            try (TopologyFixture topology = new TopologyFixture()) {
                for (Consumer<DrivenTopology> step : steps) {
                    step.accept(topology);
                    if (random.nextInt(10) == 0) {
                        assertThat(topology.books().balances())
                                .as("seed %d", seed)
                                .isTrue();
                    }
                }
                PartitionBooks books = topology.books();
                assertThat(books.balances()).as("seed %d", seed).isTrue();
                assertThat(sum(books, null))
                        .as("seed %d", seed)
                        .isEqualTo(given.observations().size() + bad);
                assertThat(sum(books, Status.Kind.REJECTED)).as("seed %d", seed).isEqualTo(bad);
                assertThat(told(topology, books)).as("seed %d", seed).isEqualTo(expected(given));
                assertThat(topology.published()).as("seed %d", seed).isEqualTo(published(given, topology, books));
            }
        }
    }

    private static long sum(PartitionBooks books, Status.Kind kind) {
        return books.books().stream()
                .mapToLong(
                        book -> kind == null ? book.received() : book.events().get(kind))
                .sum();
    }

    /** What is told of every event, and how many duplicates there are: as the lists of the departments say it. */
    private static Map<Object, Object> told(TopologyFixture topology, PartitionBooks books) {
        Map<Object, Object> told = new HashMap<>();
        long duplicates = 0;
        for (Receipt receipt : receipts(topology, books)) {
            if (receipt.status().kind() == Status.Kind.DUPLICATE) {
                duplicates++;
            } else if (receipt.status().kind() != Status.Kind.REJECTED) {
                String by = receipt.status() instanceof Status.Superseded superseded ? superseded.byEventId() : "";
                told.put(
                        receipt.observation().orElseThrow(),
                        receipt.status().kind() + by + receipt.faults().size());
            }
        }
        told.put("duplicates", duplicates);
        told.put("counted", sum(books, Status.Kind.COUNTED));
        return told;
    }

    private static List<Receipt> receipts(TopologyFixture topology, PartitionBooks books) {
        Set<List<String>> departments = new LinkedHashSet<>();
        books.books().forEach(book -> departments.add(List.of(book.organisation(), book.department())));
        return departments.stream()
                .flatMap(whom -> topology.listed(whom.get(0), whom.get(1), 7).stream())
                .toList();
    }

    /** The same, from the two sets alone. */
    private static Map<Object, Object> expected(RandomCases.Case given) throws InvalidFrameworkException {
        Set<Observation> events = new HashSet<>(given.observations());
        Map<Object, Object> expected = new HashMap<>();
        long counted = 0;
        for (String organisation : Set.of("1880", "1980")) {
            CellUses uses = new CellUses(inForce(given.frameworks(), organisation));
            ObservationSet set = new ObservationSet();
            events.stream()
                    .filter(event -> event.cell().organisation().equals(organisation))
                    .forEach(set::add);
            for (Winner winner : set.all()) {
                Observation won = winner.observation();
                CellUse use = uses.of(
                                won.cell().indicator(),
                                won.cell().year(),
                                set.cells(won.cell().indicator(), won.cell().year()))
                        .get(won.cell());
                Status.Kind kind = Status.Kind.COUNTED;
                if (won.content() instanceof Content.Retracted) {
                    kind = Status.Kind.RETRACTED;
                } else if (use instanceof CellUse.Parked) {
                    kind = Status.Kind.PARKED;
                } else if (use instanceof CellUse.Foretold) {
                    kind = Status.Kind.FORETOLD;
                } else if (use instanceof CellUse.Disregarded) {
                    kind = Status.Kind.DISREGARDED;
                }
                counted += kind == Status.Kind.COUNTED ? 1 : 0;
                for (Observation event : events) {
                    if (event.cell().equals(won.cell())) {
                        String status = event.equals(won) ? kind.toString() : Status.Kind.SUPERSEDED + won.eventId();
                        expected.put(event, status + (isReused(event, events) ? 1 : 0));
                    }
                }
            }
        }
        expected.put("duplicates", (long) given.observations().size() - events.size());
        expected.put("counted", counted);
        return expected;
    }

    private static boolean isReused(Observation event, Set<Observation> events) {
        return events.stream()
                .anyMatch(other -> !other.equals(event)
                        && other.eventId().equals(event.eventId())
                        && other.cell().organisation().equals(event.cell().organisation())
                        && other.cell().department().equals(event.cell().department()));
    }

    private static Collection<GoalFramework> inForce(List<String> documents, String organisation)
            throws InvalidFrameworkException {
        Map<String, FrameworkVersion> inForce = new TreeMap<>();
        for (String document : documents) {
            FrameworkVersion version = FrameworkVersion.read(document);
            if (version.framework().organisation().equals(organisation)) {
                inForce.merge(version.framework().id(), version, (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
        }
        return inForce.values().stream().map(FrameworkVersion::framework).toList();
    }

    /** What the published receipts are to be: every event of every cell, the greatest first, where it was listed. */
    private static Map<String, CellReceipts> published(
            RandomCases.Case given, TopologyFixture topology, PartitionBooks books) {
        Map<Observation, Receipt> first = receipts(topology, books).stream()
                .filter(receipt -> receipt.observation().isPresent())
                .filter(receipt -> receipt.status().kind() != Status.Kind.DUPLICATE)
                .collect(Collectors.toMap(receipt -> receipt.observation().orElseThrow(), receipt -> receipt));
        Comparator<Observation> order = Observation::compareRank;
        Map<String, List<Observation>> cells = new HashSet<>(given.observations())
                .stream()
                        .sorted(order.thenComparing(Observation::compareBytes).reversed())
                        .collect(Collectors.groupingBy(event -> Keys.cell(event.cell())));
        Map<String, CellReceipts> published = new TreeMap<>();
        cells.forEach((key, events) -> published.put(
                key,
                new CellReceipts(
                        events.stream()
                                .map(event -> new EventReceipt(
                                        event,
                                        0,
                                        first.get(event).offset(),
                                        first.get(event).appendedAt(),
                                        Collections.frequency(given.observations(), event) - 1,
                                        !first.get(event).faults().isEmpty()))
                                .toList(),
                        0)));
        return published;
    }
}
