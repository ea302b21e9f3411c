package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.TestCluster;
import se.malbild.goals.Attacker;
import se.malbild.goals.CountedFamily;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Reflects;
import se.malbild.schemas.Topic;
import se.malbild.streams.StreamsApplication;

/**
 * Whether exact arithmetic finds a small group's value in what a running application publishes while events come one by one, in
 * every committed record of the topics that anybody may read.
 */
@Tag("proof")
class SmallGroupsAttackIT {
    private static final int FAMILIES = 1_000;
    private static final int FIRST_ORGANISATION = 1_000;
    private static final long FIRST_SEED = 200_000; // others than in goals and streams
    /** Decimals of every number on the wire. */
    private static final int SCALE = 10;

    private static final int SCHEMA_ID_BYTES = 5;
    private static final Pattern REFLECTED_EVENT = Pattern.compile("indicator-events=(\\d+)");

    @TempDir
    private Path data;

    /** What has been sent of one family and has come out again, and who looks at it. */
    private static final class Watched {
        private final CountedFamily family;
        private final Attacker attacker;
        private final Deque<Long> offsets = new ArrayDeque<>();
        private final List<ConsumerRecord<byte[], byte[]>> published = new ArrayList<>();
        private int learned;

        Watched(CountedFamily family) {
            this.family = family;
            this.attacker = new Attacker(family);
        }

        void learnUpTo(long offset) {
            while (!offsets.isEmpty() && offsets.getFirst() <= offset) {
                offsets.removeFirst();
                attacker.learns(family.statements().get(learned++));
            }
        }
    }

    @Test
    void nothing_is_found_in_the_topics_of_a_running_application() throws Exception {
        List<Watched> all = new ArrayList<>();
        for (int i = 0; i < FAMILIES; i++) {
            all.add(new Watched(CountedFamily.of(FIRST_SEED + i, organisation(i))));
        }
        int outputs = 0;

        try (TestCluster cluster = TestCluster.start(data)) {
            for (int i = 0; i < FAMILIES; i++) {
                byte[] framework =
                        cluster.writer.framework(all.get(i).family.frameworks().get(0), TestCluster.JUSTIFICATION);
                send(cluster, Topic.GOAL_FRAMEWORKS, i, Keys.framework(organisation(i), "personer"), framework);
            }
            try (StreamsApplication application = cluster.startApplication("attacked")) {
                boolean isLeft = true;
                for (int turn = 0; isLeft; turn++) {
                    isLeft = false;
                    for (int i = 0; i < FAMILIES; i++) {
                        List<CountedFamily.Statement> statements =
                                all.get(i).family.statements();
                        if (turn < statements.size()) {
                            byte[] event =
                                    cluster.writer.event(statements.get(turn).observation());
                            all.get(i)
                                    .offsets
                                    .add(send(cluster, Topic.INDICATOR_EVENTS, i, Keys.event(organisation(i)), event));
                            isLeft = true;
                        }
                    }
                }
                cluster.awaitPictures();
                assertThat(application.isRunning()).isTrue();
            }
            for (Topic topic : List.of(Topic.PICTURES, Topic.INDICATOR_ATTAINMENT, Topic.GOAL_AREA_ATTAINMENT)) {
                TopicScan.of(cluster.cluster(), topic, record -> {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    all.get(Integer.parseInt(key.substring(0, 4)) - FIRST_ORGANISATION)
                            .published
                            .add(record);
                });
            }
            for (Watched one : all) {
                outputs += one.published.size();
                one.published.sort(Comparator.comparingLong(SmallGroupsAttackIT::reflectedEvent));
                for (ConsumerRecord<byte[], byte[]> record : one.published) {
                    one.learnUpTo(reflectedEvent(record));
                    assertSilent(record, one.attacker);
                    look(cluster, record, one.attacker);
                }
                one.learnUpTo(Long.MAX_VALUE);
            }
        }

        int small = all.stream().mapToInt(one -> one.attacker.small()).sum();
        int shown = all.stream().mapToInt(one -> one.attacker.shown()).sum();
        int recovered = all.stream().mapToInt(one -> one.attacker.recovered()).sum();
        int smallLeft = all.stream().mapToInt(one -> one.attacker.smallLeft()).sum();
        int recoveredLeft =
                all.stream().mapToInt(one -> one.attacker.recoveredLeft()).sum();
        System.out.printf(
                "Small groups in %d outputs of a running application, %d families: %d numbers shown, %d of %d small values and"
                        + " %d of %d small remainders recovered%n",
                outputs, FAMILIES, shown, recovered, small, recoveredLeft, smallLeft);
        assertThat(small).isGreaterThan(4 * FAMILIES);
        assertThat(shown).isGreaterThan(4 * FAMILIES);
        assertThat(recovered).isZero();
        assertThat(recoveredLeft).isZero();
    }

    private static String organisation(int family) {
        return Integer.toString(FIRST_ORGANISATION + family);
    }

    private static long send(TestCluster cluster, Topic topic, int family, String key, byte[] value) throws Exception {
        int partition = Partitioning.of(organisation(family), TestCluster.PARTITIONS);
        return cluster.send(topic, partition, key.getBytes(StandardCharsets.UTF_8), value)
                .offset();
    }

    /** Returns the offset of the last event that changed what {@code output} is based on, -1 when there was none. */
    private static long reflectedEvent(ConsumerRecord<byte[], byte[]> output) {
        String reflects =
                new String(output.headers().lastHeader(Reflects.HEADER).value(), StandardCharsets.UTF_8);
        Matcher event = REFLECTED_EVENT.matcher(reflects);
        return event.find() ? Long.parseLong(event.group(1)) : -1;
    }

    private static void look(TestCluster cluster, ConsumerRecord<byte[], byte[]> record, Attacker attacker)
            throws Exception {
        if (record.topic().equals(Topic.PICTURES.topicName())) {
            attacker.sees(cluster.reader
                    .picture(record.value())
                    .strategicAreas()
                    .get(0)
                    .goalAreas()
                    .get(0)
                    .indicators()
                    .get(0)
                    .indicator());
        } else if (record.topic().equals(Topic.INDICATOR_ATTAINMENT.topicName())) {
            GenericRecord row = new GenericDatumReader<GenericRecord>(Topic.INDICATOR_ATTAINMENT.schema())
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(
                                            record.value(),
                                            SCHEMA_ID_BYTES,
                                            record.value().length - SCHEMA_ID_BYTES,
                                            null));
            attacker.sees(number(row, "value"), number(row, "women"), number(row, "men"));
        }
    }

    private static Optional<BigDecimal> number(GenericRecord row, String column) {
        return Optional.ofNullable((ByteBuffer) row.get(column))
                .map(unscaled -> new DecimalConversion().fromBytes(unscaled, null, LogicalTypes.decimal(38, SCALE)));
    }

    /** No number of a small group is in the bytes, neither as a decimal nor in a text. */
    private static void assertSilent(ConsumerRecord<byte[], byte[]> record, Attacker attacker) {
        String bytes = new String(record.value(), StandardCharsets.ISO_8859_1);
        for (String number : attacker.numbers()) {
            byte[] decimal =
                    new BigDecimal(number).setScale(SCALE).unscaledValue().toByteArray();
            assertThat(bytes).doesNotContain(number, new String(decimal, StandardCharsets.ISO_8859_1));
        }
    }
}
