package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Attacker;
import se.malbild.goals.CountedFamily;
import se.malbild.goals.RandomCases;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.Topic;

/**
 * Whether exact arithmetic finds a small group's value in what is published: in every record of the topics that anybody may read
 * and in the single values that explanations show, after every event and every version of the framework. That the same attack finds them where nothing is remembered is shown in {@code goals}.
 */
class SmallGroupsAttackTest {
    private static final int FAMILIES = RandomCases.tried(100);
    /** Decimals of every number on the wire. */
    private static final int SCALE = 10;

    private static final int FIRST_ORGANISATION = 1_000;
    private static final long FIRST_SEED = 100_000; // others than in goals

    @Test
    void nothing_is_found_in_the_outputs() throws Exception {
        int small = 0;
        int shown = 0;
        int recovered = 0;
        int smallLeft = 0;
        int recoveredLeft = 0;
        try (TopologyFixture topology = new TopologyFixture()) {
            for (int i = 0; i < FAMILIES; i++) {
                long seed = FIRST_SEED + i;
                CountedFamily family = CountedFamily.of(seed, Integer.toString(FIRST_ORGANISATION + i));
                Attacker attacker = attack(topology, family, new Random(seed));
                small += attacker.small();
                shown += attacker.shown();
                recovered += attacker.recovered();
                smallLeft += attacker.smallLeft();
                recoveredLeft += attacker.recoveredLeft();
            }
        }

        System.out.printf(
                "Small groups in the outputs of %d families: %d numbers shown, %d of %d small values and %d of %d small"
                        + " remainders recovered%n",
                FAMILIES, shown, recovered, small, recoveredLeft, smallLeft);
        assertThat(small).isGreaterThan(4 * FAMILIES);
        assertThat(shown).isGreaterThan(4 * FAMILIES);
        assertThat(smallLeft).isGreaterThan(FAMILIES);
        assertThat(recovered).isZero();
        assertThat(recoveredLeft).isZero();
    }

    /** The framework comes at any time, and its versions after it; before that nothing is published. */
    private static Attacker attack(TopologyFixture topology, CountedFamily family, Random random) {
        Attacker attacker = new Attacker(family);
        int frameworkAfter =
                random.nextBoolean() ? 0 : random.nextInt(family.statements().size());
        for (int i = 0; i < family.statements().size(); i++) {
            if (i == frameworkAfter) {
                family.frameworks().headMap(i + 1).values().forEach(topology::apply);
            } else if (i > frameworkAfter && family.frameworks().containsKey(i)) {
                topology.apply(family.frameworks().get(i));
                topology.flush();
                read(topology, attacker);
            }
            CountedFamily.Statement statement = family.statements().get(i);
            attacker.learns(statement);
            topology.send(statement.observation());
            if (random.nextInt(4) == 0) {
                topology.send(statement.observation()); // a retry
            }
            topology.flush();
            read(topology, attacker);
        }
        return attacker;
    }

    private static void read(TopologyFixture topology, Attacker attacker) {
        readPictures(topology, attacker);
        readIndicators(topology, attacker);
        readExplained(topology, attacker);
        assertThat(topology.read(Topic.GOAL_AREA_ATTAINMENT)).allSatisfy(record -> assertSilent(record, attacker));
    }

    private static void readPictures(TopologyFixture topology, Attacker attacker) {
        for (TestRecord<byte[], byte[]> record : topology.read(Topic.PICTURES)) {
            assertSilent(record, attacker);
            Picture picture = topology.reader().picture(record.value());
            assertThat(attacker.numbers()).noneMatch(PictureJson.compact(picture)::contains);
            attacker.sees(indicator(picture));
        }
    }

    private static IndicatorPicture indicator(Picture picture) {
        return picture.strategicAreas()
                .get(0)
                .goalAreas()
                .get(0)
                .indicators()
                .get(0)
                .indicator();
    }

    private static void readIndicators(TopologyFixture topology, Attacker attacker) {
        for (TestRecord<byte[], byte[]> record : topology.read(Topic.INDICATOR_ATTAINMENT)) {
            assertSilent(record, attacker);
            GenericRecord row = TopologyFixture.row(Topic.INDICATOR_ATTAINMENT, record);
            attacker.sees(number(row, "value"), number(row, "women"), number(row, "men"));
        }
    }

    /** What the explanations on the dashboard show of the single cells. */
    private static void readExplained(TopologyFixture topology, Attacker attacker) {
        for (TestRecord<byte[], byte[]> record : topology.read(Topic.INDICATOR_OBSERVATIONS)) {
            IndicatorObservations behind = topology.reader().observations(record.value());
            behind.observations().stream()
                    .filter(observation -> behind.shows(observation.cell()))
                    .forEach(attacker::sees);
        }
    }

    private static Optional<BigDecimal> number(GenericRecord row, String column) {
        return Optional.ofNullable((ByteBuffer) row.get(column))
                .map(unscaled -> new DecimalConversion().fromBytes(unscaled, null, LogicalTypes.decimal(38, SCALE)));
    }

    /** No number of a small group is in the bytes, neither as a decimal nor in a text. */
    private static void assertSilent(TestRecord<byte[], byte[]> record, Attacker attacker) {
        String bytes = new String(record.value(), StandardCharsets.ISO_8859_1);
        for (String number : attacker.numbers()) {
            byte[] decimal =
                    new BigDecimal(number).setScale(SCALE).unscaledValue().toByteArray();
            assertThat(bytes).doesNotContain(number, new String(decimal, StandardCharsets.ISO_8859_1));
        }
    }
}
