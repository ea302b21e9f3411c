package se.malbild.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Fault;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.Reason;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.EventReceipt;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;

/** What is told of an event, one status after the other. */
class StatusTest {
    private static final byte[] OREBRO = TopologyFixture.bytes("1880");
    private static final String FRAMEWORK = ShippedFrameworks.documents().stream()
            .filter(document -> document.contains("framework: orebro-2017-2019"))
            .findFirst()
            .orElseThrow();
    private static final String CELL = "1880/2018/N00914/kommunstyrelsen/2018/TOTAL//OUTCOME";

    private TopologyFixture topology;

    @BeforeEach
    void start() throws Exception {
        topology = new TopologyFixture();
    }

    @AfterEach
    void stop() {
        assertThat(topology.books().balances()).isTrue();
        topology.close();
    }

    @Test
    void an_event_is_parked_until_a_framework_knows_it_and_then_counted() {
        topology.send(event("h1", 0, "78.4"));
        assertThat(codes(only("h1"))).isEqualTo("parked no-framework");
        assertThat(book(2018)).isEqualTo(Map.of("parked", 1L));

        topology.apply(FRAMEWORK);

        Receipt receipt = only("h1");
        assertThat(codes(receipt)).isEqualTo("counted");
        assertThat(receipt.offset()).isZero();
        assertThat(receipt.appendedAt()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(receipt.observation()).contains(event("h1", 0, "78.4"));
        assertThat(book(2018)).isEqualTo(Map.of("counted", 1L));
    }

    @Test
    void what_the_framework_does_not_know_is_parked_and_says_why() {
        topology.apply(FRAMEWORK);

        topology.send(built(draft("h1", 0).indicator("N99999").value("1")));
        topology.send(built(draft("h2", 0).year(2030).value("1")));

        assertThat(codes(only("h1"))).isEqualTo("parked unknown-indicator");
        assertThat(codes(only("h2"))).isEqualTo("parked year-not-covered");
    }

    @Test
    void an_event_is_superseded_by_the_greater_one_whichever_came_first() {
        topology.apply(FRAMEWORK);

        topology.send(event("h2", 2, "79"));
        topology.send(event("h1", 1, "78"));
        topology.send(event("h3", 3, "80"));

        assertThat(only("h1").status()).isEqualTo(new Status.Superseded("h3", 2));
        assertThat(only("h2").status()).isEqualTo(new Status.Superseded("h3", 2));
        assertThat(codes(only("h3"))).isEqualTo("counted");
        assertThat(book(2018)).isEqualTo(Map.of("counted", 1L, "superseded", 2L));
    }

    @Test
    void a_retraction_is_retracted_and_supersedes_what_it_takes_back() {
        topology.apply(FRAMEWORK);

        topology.send(event("h1", 0, "78"));
        topology.send(built(draft("h2", 1).retracted(true).comment("fel underlag")));

        assertThat(only("h1").status()).isEqualTo(new Status.Superseded("h2", 1));
        assertThat(codes(only("h2"))).isEqualTo("retracted");
        assertThat(book(2018)).isEqualTo(Map.of("retracted", 1L, "superseded", 1L));
    }

    @Test
    void a_value_that_is_not_possible_is_disregarded() {
        topology.apply(FRAMEWORK);

        topology.send(event("h1", 0, "178"));

        assertThat(codes(only("h1"))).isEqualTo("disregarded outside-range");
    }

    @Test
    void a_forecast_is_used_as_such_until_the_outcome_of_the_whole_year_has_come() {
        topology.apply(FRAMEWORK);

        topology.send(built(draft("h1", 0).kind(Kind.FORECAST).value("78")));
        topology.send(built(draft("h2", 0).period("2018-T1").value("77")));
        assertThat(codes(only("h1"))).isEqualTo("foretold");
        assertThat(book(2018)).isEqualTo(Map.of("counted", 1L, "foretold", 1L));

        topology.send(event("h3", 0, "79"));
        assertThat(codes(only("h1"))).isEqualTo("disregarded forecast-ended");
        assertThat(book(2018)).isEqualTo(Map.of("counted", 2L, "disregarded", 1L));
    }

    @Test
    void the_same_event_again_is_a_duplicate_of_the_first() {
        topology.apply(FRAMEWORK);

        topology.send(event("h1", 0, "78"));
        topology.send(event("h1", 0, "78"));
        topology.send(event("h1", 0, "78"));

        List<Receipt> receipts = topology.partition().withId("h1", Optional.empty(), 10);
        assertThat(receipts).extracting(StatusTest::codes).containsExactly("counted", "duplicate", "duplicate");
        assertThat(receipts.get(2).status()).isEqualTo(new Status.Duplicate(0));
        assertThat(receipts).extracting(Receipt::faults).containsOnly(List.of());
        assertThat(book(2018)).isEqualTo(Map.of("counted", 1L, "duplicate", 2L));
    }

    @Test
    void an_id_that_is_used_again_is_a_fault_of_every_event_that_carries_it() {
        topology.apply(FRAMEWORK);

        topology.send(event("h1", 0, "78"));
        topology.send(built(draft("h1", 0).year(2017).value("77")));
        topology.send(event("h1", 0, "79"));
        topology.send(event("h2", 1, "80"));

        assertThat(topology.partition().withId("h1", Optional.empty(), 10))
                .hasSize(3)
                .allSatisfy(receipt ->
                        assertThat(receipt.faults()).extracting(Fault::code).containsExactly("event-id-reused"));
        assertThat(only("h2").faults()).isEmpty();
    }

    @Test
    void the_same_id_of_another_organisation_is_another_event() {
        topology.send(event("h1", 0, "78"));
        topology.send(built(draft("h1", 0).organisation("1980").value("77")));

        assertThat(topology.partition().withId("h1", Optional.of("1980"), 10)).hasSize(1);
        assertThat(topology.partition().withId("h1", Optional.empty(), 10))
                .hasSize(2)
                .allSatisfy(receipt -> assertThat(receipt.faults()).isEmpty());
    }

    @Test
    void the_id_of_a_departments_event_says_nothing_of_it_when_another_department_uses_it() {
        topology.apply(FRAMEWORK);

        topology.send(event("h1", 0, "78"));
        for (int revision = 0; revision < 5; revision++) {
            topology.send(built(draft("h1", revision).department("annan").value("77")));
        }
        topology.send(event("h1", 0, "78"));

        assertThat(topology.partition().withId("h1", "1880", Set.of("kommunstyrelsen"), 2))
                .extracting(StatusTest::codes)
                .containsExactly("counted", "duplicate");
        assertThat(topology.partition().withId("h1", "1880", Set.of("kommunstyrelsen"), 2))
                .allSatisfy(receipt -> assertThat(receipt.faults()).isEmpty());
        assertThat(topology.partition().withId("h1", "1880", Set.of("annan"), 10))
                .hasSize(5)
                .allSatisfy(receipt ->
                        assertThat(receipt.faults()).extracting(Fault::code).containsExactly("event-id-reused"));
        assertThat(topology.partition().withId("h1", Optional.empty(), 10)).hasSize(7);
    }

    @Test
    void a_rejected_event_is_told_with_every_fault_to_the_department_that_it_names() throws Exception {
        byte[] wrongPlace = topology.writer().event(event("h1", 0, "78"));

        topology.send(TopologyFixture.bytes("1980"), wrongPlace);

        Receipt receipt = only("h1");
        assertThat(codes(receipt)).isEqualTo("rejected");
        assertThat(receipt.faults()).extracting(Fault::code).containsExactly("wrong-key");
        assertThat(receipt.department()).isEqualTo("kommunstyrelsen");
        assertThat(receipt.year()).isEqualTo(2018);
        assertThat(book(2018)).isEqualTo(Map.of("rejected", 1L));
    }

    @Test
    void what_cannot_be_read_stands_in_the_book_of_nobody() {
        topology.send(OREBRO, TopologyFixture.bytes("{\"indicator\": \"N00914\"}"));
        topology.send(null, null);

        assertThat(topology.books().books())
                .containsExactly(
                        new Book("1880", "", 0, 1, Map.of(Status.Kind.REJECTED, 1L)),
                        new Book("????", "", 0, 1, Map.of(Status.Kind.REJECTED, 1L)));
        assertThat(topology.listed("1880", "", 10)).singleElement().satisfies(receipt -> {
            assertThat(receipt.eventId()).isEmpty();
            assertThat(receipt.faults()).extracting(Fault::code).containsExactly("not-avro");
        });
    }

    @Test
    void an_event_whose_schema_is_not_known_waits_and_is_then_entered_as_if_it_had_just_come() throws Exception {
        topology.apply(FRAMEWORK);
        Schema later = new Schema.Parser().parse(Topic.INDICATOR_EVENTS.schema().toString());
        later.addProp("version", "2");
        byte[] value = topology.writer().event(event("h1", 0, "78"));
        ByteBuffer.wrap(value).putInt(1, Topic.values().length + 1);

        topology.send(OREBRO, value);
        topology.send(event("h1", 0, "78"));
        assertThat(topology.partition().isWaiting(0)).isTrue();
        assertThat(topology.books().waiting()).isEqualTo(1);
        assertThat(topology.books().balances()).isTrue();
        assertThat(topology.register(Topic.INDICATOR_EVENTS, later)).isEqualTo(Topic.values().length + 1);
        topology.pass(Duration.ofSeconds(1)); // asks again
        topology.pass(Duration.ofSeconds(1)); // tries again

        assertThat(topology.partition().isWaiting(0)).isFalse();
        assertThat(topology.partition().withId("h1", Optional.empty(), 10))
                .extracting(StatusTest::codes)
                .containsExactly("counted", "duplicate");
        assertThat(topology.published().get(CELL).receipts().get(0).offset()).isZero();
    }

    @Test
    void a_receipt_says_who_sent_each_record_also_one_that_had_to_wait() throws Exception {
        Schema later = new Schema.Parser().parse(Topic.INDICATOR_EVENTS.schema().toString());
        later.addProp("version", "2");
        byte[] waiting = topology.writer().event(event("h1", 0, "78"));
        ByteBuffer.wrap(waiting).putInt(1, Topic.values().length + 1);
        byte[] same = topology.writer().event(event("h1", 0, "78"));

        topology.sendAs("Åsa Ek", OREBRO, waiting);
        topology.sendAs("Skolsystemet", OREBRO, same);
        topology.send(OREBRO, same);
        topology.sendAs("Okänt system", OREBRO, new byte[] {1});
        topology.register(Topic.INDICATOR_EVENTS, later);
        topology.pass(Duration.ofSeconds(1)); // asks again
        topology.pass(Duration.ofSeconds(1)); // tries again

        assertThat(topology.partition().withId("h1", Optional.empty(), 10))
                .extracting(receipt -> receipt.offset() + " " + codes(receipt).replaceFirst(" .*", "") + " "
                        + receipt.sender().map(Sender::name).orElse("?"))
                .containsExactly("0 parked Åsa Ek", "1 duplicate Skolsystemet", "2 duplicate ?");
        assertThat(topology.listed("1880", "", 10))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.sender()).contains(new Sender("Okänt system")));
    }

    @Test
    void a_schema_that_does_not_exist_is_a_fault_once_the_registry_has_said_so_for_a_while() {
        byte[] value = topology.writer().event(event("h1", 0, "78"));
        ByteBuffer.wrap(value).putInt(1, 987_654);

        topology.send(OREBRO, value);
        for (int second = 0; second < 8; second++) {
            topology.pass(Duration.ofSeconds(1));
        }

        assertThat(topology.listed("1880", "", 10))
                .singleElement()
                .satisfies(receipt ->
                        assertThat(receipt.faults()).extracting(Fault::code).containsExactly("unknown-schema"));
    }

    @Test
    void a_department_is_listed_page_by_page_and_by_status_and_year() {
        topology.apply(FRAMEWORK);
        for (int i = 0; i < 7; i++) {
            topology.send(built(draft("a" + i, 0).year(2017 + i % 2).revision(i).value("78")));
        }
        topology.send(built(draft("b", 0).department("kommunstyrelsen-2").value("78")));

        assertThat(topology.listed("1880", "kommunstyrelsen", 2))
                .extracting(receipt -> receipt.eventId().orElseThrow())
                .containsExactly("a0", "a2", "a4", "a6", "a1", "a3", "a5");
        assertThat(page(OptionalInt.of(2018), Optional.empty(), 100).receipts())
                .extracting(receipt -> receipt.eventId().orElseThrow())
                .containsExactly("a1", "a3", "a5");
        assertThat(page(OptionalInt.empty(), Optional.of(Status.Kind.COUNTED), 100)
                        .receipts())
                .extracting(receipt -> receipt.eventId().orElseThrow())
                .containsExactly("a6", "a5");
        PartitionReader.Page few = page(OptionalInt.empty(), Optional.of(Status.Kind.COUNTED), 3);
        assertThat(few.receipts()).isEmpty();
        assertThat(few.next()).contains(new PartitionReader.Place(2017, 4));
    }

    @Test
    void the_events_of_a_cell_are_published_the_winner_first() {
        topology.send(event("h1", 0, "78"));
        topology.send(event("h3", 2, "80"));
        topology.send(event("h2", 1, "79"));
        topology.send(event("h1", 0, "78"));

        SortedMap<String, CellReceipts> published = topology.published();

        Instant at = Instant.parse("2020-01-01T00:00:00Z");
        assertThat(published)
                .isEqualTo(Map.of(
                        CELL,
                        new CellReceipts(
                                List.of(
                                        new EventReceipt(event("h3", 2, "80"), 0, 1, at, 0, false),
                                        new EventReceipt(event("h2", 1, "79"), 0, 2, at, 0, false),
                                        new EventReceipt(event("h1", 0, "78"), 0, 0, at, 1, false)),
                                0)));
        assertThat(topology.published()).isEmpty();
    }

    @Test
    void a_cell_of_very_many_events_is_published_with_its_newest_and_the_number_of_the_others() {
        for (int revision = 0; revision < 250; revision++) {
            topology.send(event("h" + revision, revision, "78"));
        }

        CellReceipts receipts = topology.published().get(CELL);

        assertThat(receipts.receipts()).hasSize(100);
        assertThat(receipts.receipts().get(99).observation().revision()).isEqualTo(150);
        assertThat(receipts.older()).isEqualTo(150);
    }

    private PartitionReader.Page page(OptionalInt year, Optional<Status.Kind> kind, int lookedAt) {
        return topology.partition().listed("1880", "kommunstyrelsen", year, kind, Optional.empty(), 100, lookedAt);
    }

    private Receipt only(String eventId) {
        List<Receipt> receipts = topology.partition().withId(eventId, Optional.empty(), 10);
        assertThat(receipts).hasSize(1);
        return receipts.get(0);
    }

    /** Returns what is not 0 in the book of kommunstyrelsen. */
    private Map<String, Long> book(int year) {
        return topology.books().books().stream()
                .filter(book -> book.department().equals("kommunstyrelsen") && book.year() == year)
                .flatMap(book -> book.events().entrySet().stream())
                .filter(entry -> entry.getValue() > 0)
                .collect(Collectors.toMap(entry -> entry.getKey().code(), Map.Entry::getValue));
    }

    private static String codes(Receipt receipt) {
        String status = receipt.status().kind().code();
        if (receipt.status() instanceof Status.Parked parked) {
            return status + " " + parked.why().code();
        }
        return receipt.status() instanceof Status.Disregarded disregarded
                ? status + " " + disregarded.why().stream().map(Reason::code).collect(Collectors.joining(" "))
                : status;
    }

    private static Observation event(String eventId, int revision, String value) {
        return built(draft(eventId, revision).value(value));
    }

    private static ObservationDraft draft(String eventId, int revision) {
        return new ObservationDraft()
                .eventId(eventId)
                .organisation("1880")
                .indicator("N00914")
                .department("kommunstyrelsen")
                .year(2018)
                .revision(revision)
                .observedAt(Instant.parse("2019-03-01T00:00:00Z"));
    }

    private static Observation built(ObservationDraft draft) {
        try {
            return draft.build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
