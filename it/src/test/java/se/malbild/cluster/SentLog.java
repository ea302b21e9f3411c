package se.malbild.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.PartitionCounts;

/** An organisation's log as a test sends it with the times it wants, and what of it can be taken in. */
public final class SentLog {
    /** The first record is no earlier. */
    public static final Instant BEGINNING = Instant.parse("2018-01-10T08:00:00Z");

    private final TestCluster cluster;
    private final int partitions;
    private final Vasteras organisation;
    private final SortedMap<Instant, Observation> observations = new TreeMap<>();
    private final SortedMap<Instant, String> frameworks = new TreeMap<>();
    private Instant clock = BEGINNING;

    /** @param cluster whose input topics take the times that they are given */
    public SentLog(TestCluster cluster, String organisation) throws BrokerException {
        this.cluster = cluster;
        this.partitions = PartitionCounts.of(cluster.cluster()).inForce().orElseThrow();
        this.organisation = new Vasteras(organisation);
    }

    public Vasteras organisation() {
        return organisation;
    }

    /** Returns when the latest record was sent that can be taken in. */
    public Instant clock() {
        return clock;
    }

    public int partition() {
        return Partitioning.of(organisation.organisation(), partitions);
    }

    public void observe(Instant at, Observation observation) throws Exception {
        clock = at;
        observations.put(at, observation);
        event(at, cluster.writer.event(observation));
    }

    private void event(Instant at, byte[] value) throws Exception {
        byte[] key = Keys.event(organisation.organisation()).getBytes(StandardCharsets.UTF_8);
        cluster.send(Topic.INDICATOR_EVENTS, partition(), at, key, value);
    }

    public void apply(Instant at, String document) throws Exception {
        clock = at;
        frameworks.put(at, document);
        String id = FrameworkVersion.read(document).framework().id();
        cluster.send(
                Topic.GOAL_FRAMEWORKS,
                partition(),
                at,
                Keys.framework(organisation.organisation(), id).getBytes(StandardCharsets.UTF_8),
                cluster.writer.framework(document, TestCluster.JUSTIFICATION));
    }

    /** Returns the pictures of what can be taken in and was sent at {@code moment} or before. */
    public SortedMap<Pictures.Key, Picture> knownAt(Instant moment) throws Exception {
        List<FrameworkVersion> versions = new ArrayList<>();
        for (String document : frameworks.headMap(moment.plusMillis(1)).values()) {
            versions.add(FrameworkVersion.read(document));
        }
        return Pictures.of(versions, observations.headMap(moment.plusMillis(1)).values());
    }

    /**
     * Sends a year of {@code organisation}: its sample observations in any order, revisions, versions of its framework, records
     * that cannot be taken in, and between them those of a neighbour in the same partition.
     */
    public static SentLog year(TestCluster cluster, String organisation, Random random) throws Exception {
        SentLog sent = new SentLog(cluster, organisation);
        Vasteras neighbour = new Vasteras(sent.neighbour());
        List<Observation> observations = new ArrayList<>(sent.organisation.observations());
        for (int revision = 1; revision <= 30; revision++) {
            observations.add(sent.organisation.pupilsWithDiploma(
                    2017 + random.nextInt(3), revision, Integer.toString(40 + random.nextInt(60))));
        }
        Collections.shuffle(observations, random);
        int version = 0;
        for (int i = 0; i < observations.size(); i++) {
            Instant at = sent.clock.plusMillis(1 + random.nextInt(3 * 24 * 3_600_000));
            switch (i % 30) {
                case 2 -> {
                    version++;
                    String target = "2018: " + (60 + random.nextInt(30));
                    sent.apply(at, sent.organisation.framework(version).replaceFirst("2018: 73\\.5", target));
                    at = at.plusMillis(1);
                }
                case 7 -> sent.event(at, "no Avro".getBytes(StandardCharsets.UTF_8));
                case 11 -> // in another partition than its own
                    cluster.send(
                            Topic.INDICATOR_EVENTS,
                            (sent.partition() + 1) % sent.partitions,
                            at,
                            organisation.getBytes(StandardCharsets.UTF_8),
                            cluster.writer.event(sent.organisation.pupilsWithDiploma(2018, 99, "1")));
                case 13 -> // under another's key
                    cluster.send(
                            Topic.INDICATOR_EVENTS,
                            sent.partition(),
                            at,
                            neighbour.organisation().getBytes(StandardCharsets.UTF_8),
                            cluster.writer.event(sent.organisation.pupilsWithDiploma(2018, 99, "1")));
                default ->
                    cluster.send(
                            Topic.INDICATOR_EVENTS,
                            sent.partition(),
                            at,
                            neighbour.organisation().getBytes(StandardCharsets.UTF_8),
                            cluster.writer.event(neighbour.observations().get(i % 100)));
            }
            sent.observe(at, observations.get(i));
        }
        return sent;
    }

    private String neighbour() {
        for (int code = 2_000; ; code++) {
            if (Partitioning.of(Integer.toString(code), partitions) == partition()) {
                return Integer.toString(code);
            }
        }
    }
}
