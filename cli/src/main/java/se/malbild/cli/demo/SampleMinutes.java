package se.malbild.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import se.malbild.cli.demo.SampleDecisions.Said;
import se.malbild.goals.Language;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.assessment.RulesVersion;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.Condition;
import se.malbild.goals.decision.ConditionCode;
import se.malbild.goals.decision.Conditions;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.KnownYear;
import se.malbild.goals.decision.Slot;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.reporting.MissingReports;
import se.malbild.history.InputDigests;
import se.malbild.history.LogDigest;
import se.malbild.history.UndecodedException;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.EventIntake;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.registry.SchemaRegistry;

/** Writes the demo's decisions, each on what its log holds when it comes. */
final class SampleMinutes {
    private final TopicPrefix prefix;
    private final RecordWriter writer;
    private final InputDigests digests;
    private final EventIntake eventIntake;
    private final FrameworkIntake frameworkIntake;
    private final List<FrameworkVersion> frameworks = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();
    private final Map<DecisionYear, YearDecisions> decided = new HashMap<>();
    private int written;

    private SampleMinutes(TopicPrefix prefix, RecordWriter writer, SchemaRegistry registry) {
        this.prefix = prefix;
        this.writer = writer;
        this.digests = new InputDigests(registry, Topic.DEFAULT_PARTITIONS);
        this.eventIntake = EventIntake.anywhere(registry);
        this.frameworkIntake = FrameworkIntake.anywhere(registry);
    }

    /**
     * Returns {@code inputs} with the decisions between them.
     *
     * @param inputs events and frameworks in the order of their time
     * @param registry with the schemas of the input topics preloaded
     */
    static List<ProducerRecord<byte[], byte[]>> with(
            List<ProducerRecord<byte[], byte[]>> inputs,
            TopicPrefix prefix,
            RecordWriter writer,
            SchemaRegistry registry) {
        SampleMinutes minutes = new SampleMinutes(prefix, writer, registry);
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        List<Said> said = SampleDecisions.all();
        int next = 0;
        for (ProducerRecord<byte[], byte[]> input : inputs) {
            while (next < said.size() && said.get(next).at().toEpochMilli() < input.timestamp()) {
                all.add(minutes.write(said.get(next++)));
            }
            minutes.take(input);
            all.add(input);
        }
        for (Said last : said.subList(next, said.size())) {
            all.add(minutes.write(last));
        }
        return all;
    }

    private void take(ProducerRecord<byte[], byte[]> input) {
        Topic topic = prefix.named(input.topic()).orElseThrow();
        InputRecord record = new InputRecord(input.partition(), 0, input.timestamp(), input.key(), input.value());
        try {
            digests.add(topic, record);
        } catch (UndecodedException impossible) {
            throw new IllegalStateException("a sample has an unknown schema", impossible);
        }
        if (topic == Topic.GOAL_FRAMEWORKS) {
            FrameworkVersion version = accepted(frameworkIntake.judge(record)).version();
            if (version.framework().organisation().equals(SampleDecisions.ORGANISATION)) {
                frameworks.add(version);
            }
        } else {
            Observation observation = accepted(eventIntake.judge(record));
            if (observation.cell().organisation().equals(SampleDecisions.ORGANISATION)) {
                observations.add(observation);
            }
        }
    }

    private static <T> T accepted(Intake<T> intake) {
        if (intake instanceof Intake.Accepted<T> accepted) {
            return accepted.content();
        }
        throw new IllegalStateException("a sample is invalid: " + intake);
    }

    private ProducerRecord<byte[], byte[]> write(Said said) {
        DecisionYear year = new DecisionYear(SampleDecisions.ORGANISATION, SampleDecisions.FRAMEWORK, said.year());
        YearDecisions before = decided.getOrDefault(year, YearDecisions.NONE);
        Picture picture = Pictures.of(frameworks, observations)
                .get(new Pictures.Key(year.organisation(), year.framework(), year.year()));
        YearDecision decision = decision(said, year, before, picture);
        if (said.kind() == DecisionKind.READY
                && !Conditions.ofReady(known(year, picture), before, said.department())
                        .isEmpty()) {
            throw new IllegalStateException("a sample is ready too early: " + said);
        }
        YearDecisions after = before.with(decision);
        if (after.inForce(decision.slot()).filter(decision::equals).isEmpty()) {
            throw new IllegalStateException("a sample decides nothing: " + after.voids());
        }
        decided.put(year, after);
        return new ProducerRecord<>(
                prefix.topic(Topic.YEAR_DECISIONS),
                Partitioning.of(year.organisation(), Topic.DEFAULT_PARTITIONS),
                said.at().toEpochMilli(),
                Keys.decisions(year.organisation(), year.framework(), year.year())
                        .getBytes(StandardCharsets.UTF_8),
                writer.decision(decision));
    }

    private YearDecision decision(Said said, DecisionYear year, YearDecisions before, Picture picture) {
        Slot slot = Slot.of(said.kind(), said.subject(), said.department());
        String computed = said.kind() == DecisionKind.JUDGED ? computed(picture, said.subject()) : "";
        boolean isDeparture = !computed.equals(said.level());
        boolean hasReason = said.kind() == DecisionKind.REOPENED || isDeparture;
        boolean isClosing = said.kind() == DecisionKind.CLOSED;
        written++;
        return new YearDecision(
                "exempel-beslut-" + written,
                year,
                slot,
                said.kind(),
                before.inForce(slot).map(YearDecision::decisionId).orElse(""),
                said.by(),
                SwedishTime.day(said.at()),
                said.reference(),
                hasReason ? said.reason() : "",
                said.level(),
                computed,
                isDeparture ? said.indicators() : List.of(),
                said.text(),
                Language.SV,
                isClosing ? acknowledged(year, before, picture) : List.of(),
                basis(said),
                isClosing ? Optional.of(ClosedPicture.of(picture)) : Optional.empty(),
                before.tip());
    }

    private static String computed(Picture picture, String goalArea) {
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .filter(area -> area.id().equals(goalArea))
                .map(GoalAreaPicture::standing)
                .findFirst()
                .orElseThrow()
                .level();
    }

    private FrameworkVersion version() {
        return frameworks.stream()
                .filter(version -> version.framework().id().equals(SampleDecisions.FRAMEWORK))
                .reduce(FrameworkVersion::inForce)
                .orElseThrow();
    }

    private Basis basis(Said said) {
        LogDigest digest = digests.of(SampleDecisions.ORGANISATION).orElseThrow();
        return new Basis(
                digest.records().events(),
                digest.records().frameworks(),
                digest.sha256(),
                version().framework().version(),
                version().contentHash(),
                RulesVersion.CURRENT,
                List.of(),
                said.kind() == DecisionKind.READY ? values(said) : 0);
    }

    /** The samples do not say who sent them. */
    private int values(Said said) {
        return (int) standing(said.year())
                .filter(observation -> observation.cell().department().equals(said.department()))
                .filter(observation -> !(observation.content() instanceof Content.Retracted))
                .count();
    }

    private Stream<Observation> standing(int year) {
        ObservationSet observed = observed();
        return version().framework().indicators().stream()
                .map(indicator -> indicator.series())
                .distinct()
                .flatMap(series -> observed.cells(series, year).stream())
                .map(Winner::observation)
                .filter(observation -> observation.cell().kind() == Kind.OUTCOME);
    }

    private ObservationSet observed() {
        ObservationSet observed = new ObservationSet();
        observations.forEach(observed::add);
        return observed;
    }

    private List<String> acknowledged(DecisionYear year, YearDecisions before, Picture picture) {
        return Conditions.ofClosing(known(year, picture), before).stream()
                .map(Condition::code)
                .map(ConditionCode::id)
                .toList();
    }

    private KnownYear known(DecisionYear year, Picture picture) {
        Map<String, Integer> newest = new HashMap<>();
        standing(year.year()).forEach(observation -> {
            Cell cell = observation.cell();
            newest.merge(cell.department(), observations.indexOf(observation) + 1, Math::max);
        });
        List<Integer> openYears = version()
                .framework()
                .years()
                .filter(earlier -> earlier < year.year()
                        && !decided.getOrDefault(
                                        new DecisionYear(year.organisation(), year.framework(), earlier),
                                        YearDecisions.NONE)
                                .isClosed())
                .boxed()
                .toList();
        return new KnownYear(
                version().framework(),
                picture,
                MissingReports.of(version().framework(), year.year(), observed()),
                newest,
                0,
                openYears);
    }
}
