package se.malbild.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import se.malbild.goals.Fault;
import se.malbild.history.VerifiedOrganisation.RejectedThen;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.CommittedRecords;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Reflects;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.OutputReader;
import se.malbild.schemas.codec.RecordDifferences;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** Compares the outputs of one organisation with what follows from its log. For one thread. */
final class OrganisationVerification {
    private record Own(Topic topic, InputRecord record) {}

    private final Cluster cluster;
    private final RecordWriter writer;
    private final OutputReader reader;
    private final RecordDifferences differences;
    private final History history;
    private final DecisionVerification decisions;

    OrganisationVerification(Cluster cluster, SchemaRegistry registry) throws RegistryException {
        this.cluster = cluster;
        this.writer = new RecordWriter(registry, OutputKey.TOPICS.toArray(Topic[]::new));
        this.reader = new OutputReader(registry);
        this.differences = new RecordDifferences(registry);
        this.history = new History(registry);
        this.decisions = new DecisionVerification(registry, DecisionVerification.Rules.CURRENT);
    }

    /** Verifies what is decided in all of the log that has been read. */
    VerifiedDecisions verifyDecisions(OwnedRecords owned) throws UndecodedException {
        return decisions.verify(owned.log());
    }

    /** Compares the outputs with what follows from the log through {@code end}. */
    VerifiedOrganisation verify(OwnedRecords owned, Reflects end) throws UndecodedException {
        return compare(owned, owned.log(end), List.of());
    }

    /**
     * As {@link #verify}, but where that gives differences and the outputs are more like what follows without the records that were
     * rejected once, these are named instead.
     */
    VerifiedOrganisation verifyWithRejections(OwnedRecords owned, Reflects end) throws UndecodedException {
        VerifiedOrganisation all = verify(owned, end);
        if (all.differences().isEmpty()) {
            return all;
        }
        OrganisationLog log = owned.log(end);
        List<RejectedThen> rejected = rejectedThen(log);
        if (rejected.isEmpty()) {
            return all;
        }
        VerifiedOrganisation without = compare(
                owned,
                log.without(offsets(rejected, Topic.INDICATOR_EVENTS), offsets(rejected, Topic.GOAL_FRAMEWORKS)),
                rejected);
        return without.differences().size() < all.differences().size() ? without : all;
    }

    private static Set<Long> offsets(List<RejectedThen> rejected, Topic topic) {
        return rejected.stream()
                .filter(record -> record.topic() == topic)
                .map(RejectedThen::offset)
                .collect(Collectors.toSet());
    }

    private VerifiedOrganisation compare(OwnedRecords owned, OrganisationLog log, List<RejectedThen> named)
            throws UndecodedException {
        SortedMap<OutputKey, byte[]> expected =
                ExpectedOutputs.of(history.at(log, log.end()).judged(), writer);
        Map<OutputKey, byte[]> found = owned.outputs();
        Set<OutputKey> keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        List<Difference> all = new ArrayList<>();
        for (OutputKey key : keys) {
            byte[] right = expected.get(key);
            byte[] standing = found.get(key);
            if (right == null) {
                all.add(new Difference(key, Difference.Kind.SURPLUS, List.of()));
            } else if (standing == null) {
                all.add(new Difference(key, Difference.Kind.MISSING, List.of()));
            } else if (!Arrays.equals(right, standing)) {
                all.add(new Difference(
                        key, Difference.Kind.DIFFERENT, differences.between(key.topic(), right, standing)));
            }
        }
        return new VerifiedOrganisation(
                log.organisation(), Optional.empty(), expected.size(), all, named, VerifiedDecisions.NONE);
    }

    /** Returns the records of {@code log} that were rejected and are taken in now. */
    private List<RejectedThen> rejectedThen(OrganisationLog log) throws UndecodedException {
        SortedMap<String, Own> own = new TreeMap<>();
        for (Topic topic : List.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS)) {
            for (InputRecord record : log.records(topic)) {
                own.put(Keys.rejected(topic.topicName(), record.partition(), record.offset()), new Own(topic, record));
            }
        }
        List<RejectedThen> rejected = new ArrayList<>();
        if (!own.isEmpty()) {
            int partition = own.get(own.firstKey()).record().partition();
            for (Map.Entry<String, byte[]> rejection :
                    rejections(own.keySet(), partition).entrySet()) {
                Own then = own.get(rejection.getKey());
                if (history.takesIn(then.topic(), then.record())) {
                    rejected.add(new RejectedThen(
                            then.topic(), partition, then.record().offset(), faults(rejection.getValue())));
                }
            }
        }
        return rejected;
    }

    /** Returns what stands in {@code rejected-events} under {@code keys}. */
    private SortedMap<String, byte[]> rejections(Set<String> keys, int partition) {
        SortedMap<String, byte[]> standing = new TreeMap<>();
        List<TopicPartition> place =
                List.of(new TopicPartition(cluster.prefix().topic(Topic.REJECTED_EVENTS), partition));
        try (Consumer<byte[], byte[]> consumer = CommittedRecords.consumer(cluster)) {
            consumer.assign(place);
            consumer.seekToBeginning(place);
            CommittedRecords.<RuntimeException>read(consumer, place, record -> {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                if (record.value() != null && keys.contains(key)) {
                    standing.put(key, record.value());
                }
            });
        }
        return standing;
    }

    private List<String> faults(byte[] rejected) {
        return OutputReader.settled(() -> reader.rejected(rejected)).faults().stream()
                .map(Fault::code)
                .distinct()
                .toList();
    }
}
