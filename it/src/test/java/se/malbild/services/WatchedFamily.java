package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import se.malbild.cluster.TestCluster;
import se.malbild.goals.Attacker;
import se.malbild.goals.CountedFamily;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Reflects;
import se.malbild.schemas.Topic;

/** What is sent of one family to a running stack, what comes out again, and who looks at it. */
final class WatchedFamily {
    /** Decimals of every number on the wire. */
    private static final int SCALE = 10;

    private static final int SCHEMA_ID_BYTES = 5;

    private final TestCluster cluster;
    private final String organisation;
    private final CountedFamily family;
    private final Attacker attacker;
    private final List<FrameworkVersion> versions = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();
    private final Set<BigDecimal> seen = new TreeSet<>(Set.of(CountedFamily.TARGET));
    private int learned;

    /** When the broker had taken in so many statements and versions of the framework. */
    record Moment(Instant at, int statements, int versions) {}

    /** What is seen once so many statements have come. */
    private record Look(int statements, Runnable at) {}

    WatchedFamily(TestCluster cluster, long seed, String organisation) {
        this.cluster = cluster;
        this.organisation = organisation;
        this.family = CountedFamily.of(seed, organisation);
        this.attacker = new Attacker(family);
    }

    String organisation() {
        return organisation;
    }

    Attacker attacker() {
        return attacker;
    }

    /** Returns the first version of the framework. */
    String framework() {
        return family.frameworks().get(0);
    }

    List<Moment> moments() {
        return moments;
    }

    Moment end() {
        return moments.get(moments.size() - 1);
    }

    /** Sends the framework's version and the event of {@code turn}, now and then twice; returns whether more is to come. */
    boolean send(int turn) throws Exception {
        if (family.frameworks().containsKey(turn)) {
            String document = family.frameworks().get(turn);
            versions.add(FrameworkVersion.read(document));
            byte[] version = cluster.writer.framework(document, TestCluster.JUSTIFICATION);
            isTakenIn(send(Topic.GOAL_FRAMEWORKS, Keys.framework(organisation, "personer"), version));
        }
        if (turn < family.statements().size()) {
            byte[] event = cluster.writer.event(family.statements().get(turn).observation());
            RecordMetadata sent = send(Topic.INDICATOR_EVENTS, Keys.event(organisation), event);
            offsets.add(sent.offset());
            isTakenIn(sent);
            if (turn % 4 == 3) {
                send(Topic.INDICATOR_EVENTS, Keys.event(organisation), event);
            }
        }
        return turn < family.statements().size();
    }

    private RecordMetadata send(Topic topic, String key, byte[] value) throws Exception {
        int partition = Partitioning.of(organisation, TestCluster.PARTITIONS);
        return cluster.send(topic, partition, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private void isTakenIn(RecordMetadata sent) {
        Instant at = Instant.ofEpochMilli(sent.timestamp());
        moments.removeIf(moment -> moment.at().equals(at));
        moments.add(new Moment(at, offsets.size(), versions.size()));
    }

    /** Returns the picture that follows from what was known at {@code moment}. */
    Picture picture(Moment moment) {
        return Pictures.of(
                        versions.subList(0, moment.versions()),
                        family.statements().subList(0, moment.statements()).stream()
                                .map(CountedFamily.Statement::observation)
                                .toList())
                .get(new Pictures.Key(organisation, "personer", CountedFamily.YEAR));
    }

    /** A record of a topic is published. */
    void isPublished(ConsumerRecord<byte[], byte[]> record) {
        long reflected = Reflects.of(record.headers()).orElseThrow().events();
        int statements =
                (int) offsets.stream().filter(offset -> offset <= reflected).count();
        looks.add(new Look(statements, () -> look(record)));
    }

    /** Something is answered from what was known at {@code moment}. */
    void isAnswered(Moment moment, Told told) {
        looks.add(new Look(moment.statements(), () -> look(told)));
    }

    /**
     * Lets the attacker see everything that came out, each when what it is based on had come: of the pictures those of every moment,
     * since what was known then is shown to anybody, whether or not it was published when it was.
     */
    void attack() {
        moments.forEach(moment -> looks.add(new Look(moment.statements(), () -> look(picture(moment)))));
        looks.sort(Comparator.comparingInt(Look::statements));
        for (Look look : looks) {
            learn(look.statements());
            look.at().run();
        }
        learn(family.statements().size());
    }

    private void learn(int statements) {
        while (learned < statements) {
            attacker.learns(family.statements().get(learned++));
        }
    }

    private void look(ConsumerRecord<byte[], byte[]> record) {
        switch (cluster.cluster().prefix().named(record.topic()).orElseThrow()) {
            case PICTURES -> {
                assertSilent(record);
                look(cluster.reader.picture(record.value()));
            }
            case INDICATOR_ATTAINMENT -> {
                assertSilent(record);
                GenericRecord row = row(record);
                attacker.sees(number(row, "value"), number(row, "women"), number(row, "men"));
            }
            case INDICATOR_OBSERVATIONS -> look(cluster.reader.observations(record.value()));
            default -> assertSilent(record);
        }
    }

    private void look(Picture picture) {
        IndicatorPicture indicator = picture.strategicAreas()
                .get(0)
                .goalAreas()
                .get(0)
                .indicators()
                .get(0)
                .indicator();
        attacker.sees(indicator);
        indicator.value().ifPresent(seen::add);
        indicator.divisions().women().ifPresent(seen::add);
        indicator.divisions().men().ifPresent(seen::add);
        seen.addAll(indicator.divisions().districts().values());
    }

    /** What explanations show of the single cells. */
    private void look(IndicatorObservations behind) {
        behind.observations().stream()
                .filter(observation -> behind.shows(observation.cell()))
                .forEach(this::look);
    }

    private void look(Observation observation) {
        attacker.sees(observation);
        seen.add(((Content.Value) observation.content()).number());
    }

    private void look(Told told) {
        seen.addAll(attacker.reads(told.amounts()));
    }

    private static GenericRecord row(ConsumerRecord<byte[], byte[]> record) {
        int length = record.value().length - SCHEMA_ID_BYTES;
        try {
            return new GenericDatumReader<GenericRecord>(Topic.INDICATOR_ATTAINMENT.schema())
                    .read(null, DecoderFactory.get().binaryDecoder(record.value(), SCHEMA_ID_BYTES, length, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<BigDecimal> number(GenericRecord row, String column) {
        return Optional.ofNullable((ByteBuffer) row.get(column))
                .map(unscaled -> new DecimalConversion().fromBytes(unscaled, null, LogicalTypes.decimal(38, SCALE)));
    }

    /** No number of a small group is in the bytes, neither as a decimal nor in a text. */
    private void assertSilent(ConsumerRecord<byte[], byte[]> record) {
        String bytes = new String(record.value(), StandardCharsets.ISO_8859_1);
        for (String number : attacker.numbers()) {
            byte[] decimal =
                    new BigDecimal(number).setScale(SCALE).unscaledValue().toByteArray();
            assertThat(bytes).doesNotContain(number, new String(decimal, StandardCharsets.ISO_8859_1));
        }
    }

    /**
     * Returns the numbers in {@code told} that are of a small group, or that do not follow from one that the attacker has seen: as
     * what is left to the target, or rounded, as on pages.
     */
    List<String> tooMuch(Told told) {
        List<String> found = new ArrayList<>();
        told.digits().stream().filter(attacker.numbers()::contains).forEach(found::add);
        if (!told.isOfOthers()) {
            told.amounts().stream()
                    .filter(amount -> !isSeen(amount) && !isSeen(CountedFamily.TARGET.subtract(amount)))
                    .map(BigDecimal::toPlainString)
                    .forEach(found::add);
        }
        found.replaceAll(number -> number + " in " + told.address());
        return found;
    }

    private boolean isSeen(BigDecimal amount) {
        return seen.stream()
                .anyMatch(number ->
                        number.setScale(amount.scale(), RoundingMode.HALF_UP).compareTo(amount) == 0);
    }
}
