package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.RandomCases;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.Part.Judged;
import se.malbild.history.Part.Kind;
import se.malbild.history.Part.Shown;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.registry.SchemaRegistry;

class HistoryTest {
    private static final String VASTERAS = "1980";
    private static final String FRAMEWORK = SampleEvents.framework("vasteras-exempel-2017-2019");
    private static final int CASES = 300;

    private final List<InputRecord> events = new ArrayList<>();
    private final List<InputRecord> frameworks = new ArrayList<>();
    private long clock;
    private RecordWriter writer;
    private History history;

    @BeforeEach
    void registry() throws Exception {
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();
        SchemaRegistry registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty());
        for (Topic topic : Topic.values()) {
            client.register(topic.subject(), new AvroSchema(topic.schema()));
            registry.preload(topic);
        }
        writer = new RecordWriter(registry, Topic.values());
        history = new History(registry);
    }

    @Test
    void given_the_changes_between_two_places_then_they_lead_from_what_was_shown_to_what_is_shown() throws Exception {
        long changes = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            OrganisationLog log = log(RandomCases.of(seed).shuffled(random), random);
            Cut after = log.at(Instant.ofEpochMilli(clock / 5)).cut();
            Cut through = log.at(Instant.ofEpochMilli(clock - 1_000)).cut();
            Map<List<Object>, Shown> shown = shown(history.at(log, after).pictures());

            List<Change> between = new ArrayList<>();
            history.changes(log, after, through, between::add);

            for (Change change : between) {
                Part part = change.part();
                if (part.kind() == Kind.PICTURE
                        && (part.before().isEmpty() || part.now().isEmpty())) {
                    // A picture that comes or goes brings or takes its parts.
                    shown.keySet().removeIf(key -> key.get(0).equals(picture(change)));
                    shown(history.at(log, change.cut()).pictures()).forEach((key, value) -> {
                        if (key.get(0).equals(picture(change))) {
                            shown.put(key, value);
                        }
                    });
                } else {
                    assertThat(told(part.kind(), part.before()))
                            .as("seed %d, %s", seed, change)
                            .isEqualTo(told(part.kind(), Optional.ofNullable(shown.get(key(change)))));
                    part.now().ifPresentOrElse(now -> shown.put(key(change), now), () -> shown.remove(key(change)));
                }
            }
            assertThat(told(shown))
                    .as("seed %d", seed)
                    .isEqualTo(told(shown(history.at(log, through).pictures())));
            changes += between.stream()
                    .filter(change -> change.part().kind() != Kind.PICTURE)
                    .count();
        }

        assertThat(changes).isGreaterThan(CASES);
    }

    @Test
    void given_an_observation_that_lifts_an_indicator_then_the_change_says_what_it_was_and_because_of_what()
            throws Exception {
        apply(1_000, FRAMEWORK);
        for (Observation observation : SampleEvents.of(VASTERAS)) {
            observe(2_000, observation);
        }
        Observation correction = diploma("corrected", "99");
        observe(3_000, diploma("before-that", "50"));
        observe(4_000, correction);
        OrganisationLog log = log();
        Cut before = log.at(Instant.ofEpochMilli(3_999)).cut();

        List<Change> changes = new ArrayList<>();
        history.changes(log, before, log.end(), changes::add);

        assertThat(changes).allSatisfy(change -> {
            assertThat(change.at()).isEqualTo(Instant.ofEpochMilli(4_000));
            assertThat(change.cut()).isEqualTo(log.end());
            assertThat(change.because()).isEqualTo(new Because.Observed(correction));
        });
        assertThat(changes)
                .filteredOn(change ->
                        change.picture().year() == 2018 && change.part().kind() == Kind.INDICATOR)
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.part().id()).isEqualTo("N17461");
                    assertThat(change.part()
                                    .before()
                                    .orElseThrow()
                                    .outcome()
                                    .value()
                                    .orElseThrow())
                            .isEqualByComparingTo("50");
                    assertThat(change.part()
                                    .now()
                                    .orElseThrow()
                                    .outcome()
                                    .value()
                                    .orElseThrow())
                            .isEqualByComparingTo("99");
                });
    }

    @Test
    void given_an_observation_that_does_not_win_then_nothing_changes() throws Exception {
        apply(1_000, FRAMEWORK);
        observe(2_000, diploma("a", "70"));
        Cut before = log().end();
        observe(3_000, diploma("A-loses", "70")); // of two equal revisions the greater id wins

        List<Change> changes = new ArrayList<>();
        history.changes(log(), before, log().end(), changes::add);

        assertThat(changes).isEmpty();
    }

    @Test
    void given_a_new_version_and_its_withdrawal_then_each_is_a_change_of_every_picture() throws Exception {
        apply(1_000, FRAMEWORK);
        Cut first = log().end();
        apply(2_000, FRAMEWORK.replace("\nversion: 1\n", "\nversion: 2\n"));
        apply(3_000, FRAMEWORK.replace("\nversion: 1\n", "\nversion: 3\nwithdrawn: true\n"));

        List<Change> changes = new ArrayList<>();
        history.changes(log(), first, log().end(), changes::add);

        assertThat(changes)
                .hasSize(6)
                .allSatisfy(change -> assertThat(change.part().kind()).isEqualTo(Kind.PICTURE));
        assertThat(changes.subList(0, 3))
                .allSatisfy(
                        change -> assertThat(change.part().now().orElseThrow().frameworkVersion())
                                .isEqualTo(2));
        assertThat(changes.subList(3, 6))
                .allSatisfy(change -> assertThat(change.part().now()).isEmpty());
    }

    @Test
    void given_records_that_cannot_be_taken_in_then_they_are_counted_and_change_nothing() throws Exception {
        apply(1_000, FRAMEWORK);
        events.add(record("1980", 2_000, "no Avro".getBytes(StandardCharsets.UTF_8)));
        events.add(record("1980", 2_500, null));
        observe(3_000, diploma("good", "70"));
        OrganisationLog log = log();

        assertThat(log.end()).isEqualTo(new Cut(3, 1));
        assertThat(json(history.at(log, log.end()).pictures()))
                .isEqualTo(
                        json(Pictures.of(List.of(FrameworkVersion.read(FRAMEWORK)), List.of(diploma("good", "70")))));
    }

    @Test
    void what_was_known_is_found_at_the_pace_that_is_asked_for_and_may_be_asked_for_more_without_it() throws Exception {
        apply(1_000, FRAMEWORK);
        observe(2_000, diploma("good", "70"));
        OrganisationLog log = log();
        history.at(log, log.end());
        AtomicInteger steps = new AtomicInteger();

        Known known = history.at(log, log.end(), steps::incrementAndGet);

        long series = FrameworkVersion.read(FRAMEWORK).framework().indicators().stream()
                .map(Indicator::series)
                .distinct()
                .count();
        assertThat(steps.get()).isGreaterThanOrEqualTo((int) series);
        int found = steps.get();
        assertThat(known.observed().cells("N00000", 2018)).isEmpty();
        assertThat(steps.get()).isEqualTo(found);
    }

    private static Observation diploma(String eventId, String value) throws Exception {
        return new ObservationDraft()
                .eventId(eventId)
                .organisation(VASTERAS)
                .indicator("N17461")
                .department("barn-och-utbildning")
                .year(2018)
                .value(value)
                .revision(eventId.equals("corrected") ? 8 : 7)
                .observedAt(Instant.parse("2020-03-01T00:00:00Z"))
                .build();
    }

    /** Returns the log of an organisation of {@code given}, with every record a second later than the one before. */
    private OrganisationLog log(RandomCases.Case given, Random random) throws Exception {
        events.clear();
        frameworks.clear();
        clock = 0;
        String organisation =
                FrameworkVersion.read(given.frameworks().get(0)).framework().organisation();
        List<String> documents = new ArrayList<>(given.frameworks());
        for (Observation observation : given.observations()) {
            if (frameworks.isEmpty() || (!documents.isEmpty() && random.nextInt(9) == 0)) {
                String document = documents.remove(0);
                if (FrameworkVersion.read(document).framework().organisation().equals(organisation)) {
                    clock += 1_000;
                    apply(clock, document);
                }
            }
            if (observation.cell().organisation().equals(organisation)) {
                clock += 1_000;
                observe(clock, observation);
            }
        }
        return log(organisation);
    }

    private OrganisationLog log() {
        return log(VASTERAS);
    }

    private OrganisationLog log(String organisation) {
        return new OrganisationLog(
                organisation, new TopicLog(events, 0, clock, false), new TopicLog(frameworks, 0, clock, false));
    }

    private void observe(long at, Observation observation) {
        events.add(record(Keys.event(observation.cell().organisation()), at, writer.event(observation)));
    }

    private void apply(long at, String document) throws Exception {
        var framework = FrameworkVersion.read(document).framework();
        byte[] applied = writer.framework(document, new Justification("Sara Lind", "Nya mål", Optional.empty()));
        frameworks.add(record(Keys.framework(framework.organisation(), framework.id()), at, applied));
    }

    private static InputRecord record(String key, long at, byte[] value) {
        return new InputRecord(0, 0, at, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static Pictures.Key picture(Change change) {
        Picture picture = change.picture();
        return new Pictures.Key(picture.organisation(), picture.framework(), picture.year());
    }

    private static List<Object> key(Change change) {
        return List.of(picture(change), change.part().kind(), change.part().id());
    }

    /** Returns what is shown of every part of every picture. */
    private static Map<List<Object>, Shown> shown(SortedMap<Pictures.Key, Picture> pictures) {
        Map<List<Object>, Shown> shown = new HashMap<>();
        pictures.forEach((key, picture) -> PictureParts.of(picture)
                .forEach((name, content) -> shown.put(
                        List.of(key, name.kind(), name.id()), content.shown().get())));
        return shown;
    }

    private static Map<List<Object>, Optional<String>> told(Map<List<Object>, Shown> shown) {
        return shown.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> told((Kind) entry.getKey().get(1), Optional.of(entry.getValue()))));
    }

    /** Returns what a change of such a part is about. */
    private static Optional<String> told(Kind kind, Optional<Shown> shown) {
        return shown.map(part -> switch (kind) {
            case PICTURE -> part.frameworkVersion() + " " + part.outcome().level();
            case STRATEGIC_AREA, GOAL_AREA ->
                part.outcome().level() + " " + part.forecast().map(Judged::level);
            case INDICATOR -> numbers(part.outcome()) + " " + part.forecast().map(HistoryTest::numbers);
        });
    }

    private static String numbers(Judged judged) {
        return judged.level() + " " + judged.value() + " " + judged.attainment();
    }

    private static Map<Pictures.Key, String> json(SortedMap<Pictures.Key, Picture> pictures) {
        return pictures.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> PictureJson.compact(entry.getValue())));
    }
}
