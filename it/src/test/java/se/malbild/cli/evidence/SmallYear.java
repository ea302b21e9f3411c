package se.malbild.cli.evidence;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Language;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.assessment.RulesVersion;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.Slot;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Cut;
import se.malbild.history.History;
import se.malbild.history.InputDigests;
import se.malbild.history.Known;
import se.malbild.history.OrganisationLog;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.registry.SchemaRegistry;

/** The log of a municipality with one indicator, which somebody reports and somebody closes. */
final class SmallYear {
    static final DecisionYear YEAR = new DecisionYear("1880", "skola-2018", 2018);
    static final String FRAMEWORK = """
            framework: skola-2018
            version: 1
            organisation: "1880"
            title: {sv: Skola, en: School}
            period: {from: 2018, to: 2018}
            scale:
              id: two-level
              levels:
                - {id: fortsatt-sa, label: {sv: Fortsätt så, en: Keep going}, from: 0.55, colour: "#1b7837", shape: circle}
                - {id: mer-behovs, label: {sv: Mer behövs, en: More is needed}, from: 0, colour: "#b35806", shape: triangle}
            departments:
              - {id: skola, name: {sv: Skolnämnden, en: School committee}}
            indicators:
              - id: N1
                title: {sv: Elever, en: Pupils}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                rule: {kind: reach, direction: higher, target: 80, tolerance: 1}
            strategicAreas:
              - id: barn
                title: {sv: Barn, en: Children}
                goalAreas:
                  - id: barn-1
                    statement: {sv: Alla ska klara skolan., en: All shall succeed at school.}
                    indicators: [{indicator: N1}]
            """;
    private static final long FIRST = Instant.parse("2018-01-02T08:00:00Z").toEpochMilli();
    private static final int HOUR_MILLIS = 3_600_000;

    final SchemaRegistry registry;
    final List<InputRecord> events = new ArrayList<>();
    final List<InputRecord> frameworks = new ArrayList<>();
    final List<InputRecord> decisions = new ArrayList<>();
    private final RecordWriter writer;
    private Optional<YearDecision> newest = Optional.empty();

    SmallYear() throws Exception {
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();
        registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty());
        for (Topic topic : Topic.values()) {
            client.register(topic.subject(), new AvroSchema(topic.schema()));
            registry.preload(topic);
        }
        writer = new RecordWriter(registry, Topic.values());
        add(
                frameworks,
                Keys.framework(YEAR.organisation(), YEAR.framework()),
                writer.framework(FRAMEWORK, new Justification("Sara Lind", "Nya mål", Optional.of("Ks 1/2018"))),
                null);
    }

    /** Returns one in which the value 81 was reported and the year closed. */
    static SmallYear closed() throws Exception {
        SmallYear year = new SmallYear();
        year.report("81", "Eva Ask");
        year.close();
        return year;
    }

    void report(String value, String sender) throws Exception {
        add(
                events,
                Keys.event(YEAR.organisation()),
                writer.event(new ObservationDraft()
                        .eventId("e-" + (events.size() + 1))
                        .organisation(YEAR.organisation())
                        .indicator("N1")
                        .department("skola")
                        .year(YEAR.year())
                        .value(value)
                        .revision(events.size())
                        .observedAt(Instant.parse("2019-01-10T00:00:00Z"))
                        .source("Skolregistret")
                        .build()),
                sender);
    }

    /** Adds an event as it is. */
    void send(byte[] value) {
        add(events, Keys.event(YEAR.organisation()), value, null);
    }

    YearDecision close() throws Exception {
        return decide(DecisionKind.CLOSED, picture());
    }

    YearDecision reopen() throws Exception {
        return decide(DecisionKind.REOPENED, null);
    }

    Picture picture() throws Exception {
        return known().pictures().get(new Pictures.Key(YEAR.organisation(), YEAR.framework(), YEAR.year()));
    }

    private Known known() throws Exception {
        return new History(registry).at(log(), log().end());
    }

    YearDecision decide(DecisionKind kind, Picture picture) throws Exception {
        Cut end = log().end();
        FrameworkVersion inForce = known().inForce().get(YEAR.framework());
        YearDecision decision = new YearDecision(
                "d-" + (decisions.size() + 1),
                YEAR,
                Slot.of(kind, "", ""),
                kind,
                newest.map(YearDecision::decisionId).orElse(""),
                new Author("Anna Ek", Author.Role.STEERING_OFFICE, "t-1"),
                LocalDate.of(2019, 3, 1),
                "Ks 217/2019",
                kind == DecisionKind.REOPENED ? "Ett värde var fel." : "",
                "",
                "",
                List.of(),
                "",
                Language.SV,
                List.of(),
                new Basis(
                        end.events(),
                        end.frameworks(),
                        InputDigests.of(registry, log(), List.of(end)).get(end),
                        inForce.framework().version(),
                        inForce.contentHash(),
                        RulesVersion.CURRENT,
                        List.of(),
                        0),
                Optional.ofNullable(picture).map(ClosedPicture::of),
                newest.map(YearDecision::sha256).orElse(""));
        newest = Optional.of(decision);
        write(decision);
        return decision;
    }

    void write(YearDecision decision) {
        add(
                decisions,
                Keys.decisions(YEAR.organisation(), YEAR.framework(), YEAR.year()),
                writer.decision(decision),
                null);
    }

    private static void add(List<InputRecord> topic, String key, byte[] value, String sender) {
        topic.add(new InputRecord(
                3,
                100 + topic.size(),
                FIRST + (long) topic.size() * HOUR_MILLIS,
                key.getBytes(StandardCharsets.UTF_8),
                value,
                Optional.ofNullable(sender).map(Sender::new)));
    }

    OrganisationLog log() {
        return OrganisationLog.of(YEAR.organisation(), events, frameworks, decisions);
    }
}
