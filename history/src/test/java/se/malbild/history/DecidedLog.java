package se.malbild.history;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.ConditionCode;
import se.malbild.goals.decision.DecisionDraft;
import se.malbild.goals.decision.DecisionForm;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.registry.SchemaRegistry;

/** The log of a made-up Västerås, in which somebody decides about 2018. */
final class DecidedLog {
    static final String VASTERAS = "1980";
    static final String FRAMEWORK = "vasteras-exempel-2017-2019";
    static final DecisionYear YEAR = new DecisionYear(VASTERAS, FRAMEWORK, 2018);
    static final Author OFFICE = new Author("Anna Ek", Author.Role.STEERING_OFFICE, "t-1");
    private static final LocalDate TODAY = LocalDate.of(2019, 3, 1);

    final SchemaRegistry registry;
    final List<InputRecord> events = new ArrayList<>();
    final List<InputRecord> frameworks = new ArrayList<>();
    final List<InputRecord> decisions = new ArrayList<>();
    private final RecordWriter writer;
    private final History history;
    private int decided;

    DecidedLog() throws Exception {
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();
        registry = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty());
        for (Topic topic : Topic.values()) {
            client.register(topic.subject(), new AvroSchema(topic.schema()));
            registry.preload(topic);
        }
        writer = new RecordWriter(registry, Topic.values());
        history = new History(registry);
        byte[] applied = writer.framework(
                SampleEvents.framework(FRAMEWORK), new Justification("Sara Lind", "Nya mål", Optional.empty()));
        frameworks.add(record(frameworks, Keys.framework(VASTERAS, FRAMEWORK), applied, Optional.empty()));
    }

    /** Returns one in which all sample events have come, of nobody says who. */
    static DecidedLog reported() throws Exception {
        DecidedLog log = new DecidedLog();
        for (Observation observation : SampleEvents.of(VASTERAS)) {
            log.observe(observation, null);
        }
        return log;
    }

    void observe(Observation observation, String sender) {
        events.add(record(
                events,
                Keys.event(VASTERAS),
                writer.event(observation),
                Optional.ofNullable(sender).map(Sender::new)));
    }

    /** Returns another value of the cell of {@code observation}. */
    static Observation revised(Observation observation, String value) throws Exception {
        return new ObservationDraft()
                .eventId(observation.eventId() + "-revised-" + value)
                .organisation(VASTERAS)
                .indicator(observation.cell().indicator())
                .department(observation.cell().department())
                .year(observation.cell().year())
                .value(new BigDecimal(value))
                .revision(observation.revision() + 1)
                .observedAt(observation.observedAt())
                .build();
    }

    private static InputRecord record(List<InputRecord> topic, String key, byte[] value, Optional<Sender> sender) {
        long at = Instant.parse("2019-01-15T08:00:00Z").toEpochMilli() + topic.size() * 1_000L;
        return new InputRecord(0, topic.size(), at, key.getBytes(StandardCharsets.UTF_8), value, sender);
    }

    OrganisationLog log() {
        return new OrganisationLog(VASTERAS, TopicLog.of(events), TopicLog.of(frameworks), TopicLog.of(decisions));
    }

    Sitting sit() throws Exception {
        OrganisationLog log = log();
        return new Sitting(
                log,
                history.at(log, log.end()),
                history.decisions(log),
                InputDigests.of(registry, log, List.of(log.end())).get(log.end()),
                history);
    }

    FrameworkVersion framework() throws Exception {
        return FrameworkVersion.read(SampleEvents.framework(FRAMEWORK));
    }

    DecisionDraft draft(DecisionKind kind) {
        return new DecisionDraft()
                .organisation(VASTERAS)
                .framework(FRAMEWORK)
                .year(YEAR.year())
                .kind(kind)
                .reference("Ks 217/2019 § 41");
    }

    DecisionForm form(DecisionDraft draft) throws Exception {
        return draft.build(sit().framework(FRAMEWORK), TODAY);
    }

    /** Prepares what {@code draft} says, and writes it. */
    YearDecision decide(DecisionDraft draft, Author by) throws Exception {
        YearDecision decision = sit().prepare(form(draft), by, "d-" + ++decided);
        write(decision);
        return decision;
    }

    void write(YearDecision decision) {
        decisions.add(record(
                decisions,
                Keys.decisions(VASTERAS, FRAMEWORK, YEAR.year()),
                writer.decision(decision),
                Optional.empty()));
    }

    YearDecision close() throws Exception {
        List<String> all = List.of(ConditionCode.values()).stream()
                .filter(ConditionCode::canBeAcknowledged)
                .map(ConditionCode::id)
                .toList();
        String seen = ClosedPicture.sha256(sit().known(YEAR).picture());
        return decide(draft(DecisionKind.CLOSED).picture(seen.substring(0, 8)).acknowledged(all), OFFICE);
    }

    YearDecision reopen() throws Exception {
        return decide(draft(DecisionKind.REOPENED).reason("Ett värde var fel."), OFFICE);
    }
}
