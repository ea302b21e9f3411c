package se.malbild.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.ServiceProcess;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.Fault;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.streams.service.GroupStatus;

/** Starts of the streams application over an empty state that meet what slows them down. What they took is printed. */
@Tag("proof")
class StartIT {
    private static final int UNKNOWN = 2_000;
    private static final int FIRST_UNKNOWN_ID = 1_000_000;
    private static final Duration FREEZE = Duration.ofSeconds(4);
    private static final Duration FROM_ONE_MOMENT_TO_THE_NEXT = Duration.ofMillis(500);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(8);
    private static final List<Vasteras> MUNICIPALITIES =
            List.of(new Vasteras("0380"), new Vasteras("0580"), new Vasteras("0581"), new Vasteras("1280"));

    @TempDir
    private Path data;

    private TestCluster cluster;
    private int events;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start(data);
        for (Vasteras municipality : MUNICIPALITIES) {
            cluster.apply(municipality.framework());
            cluster.publish(municipality.observations());
        }
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void records_of_2_000_unknown_schemas_are_rejected_and_the_rest_is_read() throws Exception {
        timeToReadEverything("warm", 0);
        Duration without = timeToReadEverything("without", 0);
        Set<RecordMetadata> unknown = new HashSet<>();
        byte[] key = "1280".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < UNKNOWN; i++) {
            byte[] record = ByteBuffer.allocate(8)
                    .put((byte) 0)
                    .putInt(FIRST_UNKNOWN_ID + i)
                    .array();
            unknown.add(
                    cluster.send(Topic.INDICATOR_EVENTS, Partitioning.of("1280", TestCluster.PARTITIONS), key, record));
        }

        Duration with = timeToReadEverything("with", UNKNOWN);

        System.out.printf(
                "From the start until everything is read or rejected: %d ms without and %d ms with %d records of unknown schemas%n",
                without.toMillis(), with.toMillis(), UNKNOWN);
        assertThat(cluster.awaitRejected(unknown).values())
                .allSatisfy(rejected ->
                        assertThat(rejected.faults()).extracting(Fault::code).containsExactly("unknown-schema"));
        cluster.awaitPictures();
    }

    /** @param rejected how many records are rejected then */
    private Duration timeToReadEverything(String name, int rejected) throws Exception {
        long started = System.nanoTime();
        try (ServiceProcess streams = streams(name);
                Admin admin = AdminClients.create(cluster.cluster())) {
            await("everything is read")
                    .until(() -> GroupStatus.of(name, cluster.cluster().prefix(), admin)
                                    .filter(group -> group.lag() == 0)
                                    .isPresent()
                            && cluster.standing(Topic.REJECTED_EVENTS).size() == rejected);
            Duration taken = Duration.ofNanos(System.nanoTime() - started);
            streams.stop();
            return taken;
        }
    }

    @Test
    void frozen_for_four_seconds_at_any_moment_it_goes_on_with_the_next_picture() throws Exception {
        List<String> taken = new ArrayList<>();
        taken.add("not frozen: " + timeToNextPicture("not-frozen", Duration.ZERO, Duration.ZERO));
        Duration moment = Duration.ZERO;
        while (moment.compareTo(LAST_MOMENT) <= 0) {
            taken.add("at " + moment.toMillis() + " ms: "
                    + timeToNextPicture("frozen-" + moment.toMillis(), moment, FREEZE));
            moment = moment.plus(FROM_ONE_MOMENT_TO_THE_NEXT);
        }
        System.out.println("Frozen for 4 s after the start, then until the next picture: " + String.join(", ", taken));
        cluster.awaitPictures();
    }

    /** Freezes a start over an empty state after {@code moment}; returns what it then took to show a new event. */
    private String timeToNextPicture(String name, Duration moment, Duration freeze) throws Exception {
        events++;
        try (ServiceProcess streams = streams(name)) {
            pass(moment);
            streams.signal("STOP");
            pass(freeze);
            streams.signal("CONT");
            long goesOn = System.nanoTime();
            cluster.publish(MUNICIPALITIES.get(0).pupilsWithDiploma(2018, events, "" + (20 + events)));
            cluster.awaitPicturesOf("0380");
            return Duration.ofNanos(System.nanoTime() - goesOn).toMillis() + " ms";
        }
    }

    private ServiceProcess streams(String name) throws Exception {
        return ServiceProcess.start(cluster, "streams", data.resolve(name), Map.of("MALBILD_APPLICATION_ID", name));
    }

    /** The moment of a freeze, and its length, are what is tried here. */
    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
