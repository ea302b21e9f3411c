package se.malbild.history;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.CommittedRecords;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.intake.InputRecord;

/**
 * Reads one partition of the input topics and of those of outputs, from the beginning and then on, and keeps what it is about,
 * organisation by organisation in the order of their codes: as many as fit in memory when they are read first, but one at least.
 */
final class PartitionReading implements AutoCloseable {
    /** Takes an input record that is nobody's. */
    interface Ownerless {
        void take(Topic topic, InputRecord record) throws UndecodedException;
    }

    private static final List<Topic> INPUTS =
            List.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS, Topic.YEAR_DECISIONS);

    private final TopicPrefix prefix;
    private final Admin admin;
    private final int partition;
    private final int partitions;
    private final Predicate<String> isWanted;
    private final long mostBytes;
    private final Ownerless ownerless;
    private final Runnable progress;
    private final Consumer<byte[], byte[]> inputs;
    private final Consumer<byte[], byte[]> outputs;
    private final SortedMap<String, OwnedRecords> owned = new TreeMap<>();
    private final Map<String, Long> bytesOf = new HashMap<>();
    private final Map<String, byte[]> keys = new HashMap<>(); // few, and the same array for all records of one
    private Optional<String> leftFrom = Optional.empty();
    private boolean isChosen;
    private long bytes;

    /**
     * @param partitions how many there are in all
     * @param isWanted whether to keep what is about an organisation
     * @param mostBytes about how much memory may be taken
     * @param progress is told of every record
     */
    PartitionReading(
            Cluster cluster,
            Admin admin,
            int partition,
            int partitions,
            Predicate<String> isWanted,
            long mostBytes,
            Ownerless ownerless,
            Runnable progress) {
        this.prefix = cluster.prefix();
        this.admin = admin;
        this.partition = partition;
        this.partitions = partitions;
        this.isWanted = isWanted;
        this.mostBytes = mostBytes;
        this.ownerless = ownerless;
        this.progress = progress;
        inputs = consumer(cluster, INPUTS);
        outputs = consumer(cluster, OutputKey.TOPICS);
    }

    private Consumer<byte[], byte[]> consumer(Cluster cluster, Collection<Topic> topics) {
        Consumer<byte[], byte[]> consumer = CommittedRecords.consumer(cluster);
        List<TopicPartition> assigned = topics.stream().map(this::place).toList();
        consumer.assign(assigned);
        consumer.seekToBeginning(assigned);
        return consumer;
    }

    /** Returns the partition of {@code topic}. */
    TopicPartition place(Topic topic) {
        return new TopicPartition(prefix.topic(topic), partition);
    }

    /** Returns what has been read and fits, by owner. */
    SortedMap<String, OwnedRecords> owned() {
        return owned;
    }

    /** Returns the first owner that did not fit; it and those behind it are left for another reading. */
    Optional<String> leftFrom() {
        return leftFrom;
    }

    /**
     * Reads on, so that the outputs of every organisation stand as the application left them at one moment, and its log is read at
     * least as far as they reflect it.
     *
     * <p>A transaction becomes visible in one topic after the other. So what is reflected is asked first, and then all topics are
     * read as far as they had been written by then.
     */
    void readOn() throws ExecutionException, InterruptedException, UndecodedException {
        owned.values().forEach(OwnedRecords::thaw);
        readInputs();
        readOutputs();
        owned.values().forEach(OwnedRecords::freeze);
        readInputs();
        readOutputs();
        isChosen = true;
    }

    private void readInputs() throws UndecodedException {
        CommittedRecords.<UndecodedException>read(inputs, inputs.assignment(), this::takeInput);
    }

    private void readOutputs() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked =
                outputs.assignment().stream().collect(Collectors.toMap(place -> place, place -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all()
                .get()
                .forEach((place, end) -> ends.put(place, end.offset()));
        CommittedRecords.<RuntimeException>readTo(outputs, ends, this::takeOutput);
    }

    private void takeInput(ConsumerRecord<byte[], byte[]> record) throws UndecodedException {
        progress.run();
        Topic topic = prefix.named(record.topic()).orElseThrow();
        Optional<String> owner = LogOwner.of(topic, record.key())
                .filter(organisation -> Partitioning.of(organisation, partitions) == partition);
        if (owner.isEmpty()) {
            ownerless.take(topic, input(record, record.key()));
        } else if (isKept(owner.get())) {
            byte[] key = keys.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), first -> record.key());
            keep(owner.get(), of(owner.get()).add(topic, input(record, key)));
        }
    }

    private static InputRecord input(ConsumerRecord<byte[], byte[]> record, byte[] key) {
        return new InputRecord(record.partition(), record.offset(), record.timestamp(), key, record.value());
    }

    private void takeOutput(ConsumerRecord<byte[], byte[]> record) {
        progress.run();
        OutputKey key = new OutputKey(
                prefix.named(record.topic()).orElseThrow(), new String(record.key(), StandardCharsets.UTF_8));
        if (isKept(key.owner())) {
            keep(key.owner(), of(key.owner()).put(key, record));
        }
    }

    private boolean isKept(String owner) {
        return isWanted.test(owner) && leftFrom.stream().allMatch(left -> owner.compareTo(left) < 0);
    }

    private OwnedRecords of(String owner) {
        return owned.computeIfAbsent(owner, OwnedRecords::new);
    }

    private void keep(String owner, long more) {
        bytesOf.merge(owner, more, Long::sum);
        bytes += more;
        while (!isChosen && bytes > mostBytes && owned.size() > 1) {
            String last = owned.lastKey();
            owned.remove(last);
            bytes -= bytesOf.remove(last);
            leftFrom = Optional.of(last);
        }
    }

    /** Returns how many offsets there are to read in all of {@code cluster}'s partitions of these topics. */
    static long offsets(Admin admin, TopicPrefix prefix, Collection<Integer> partitions)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> places = Stream.concat(INPUTS.stream(), OutputKey.TOPICS.stream())
                .flatMap(topic -> partitions.stream().map(number -> new TopicPartition(prefix.topic(topic), number)))
                .toList();
        return sum(admin, places, OffsetSpec.latest()) - sum(admin, places, OffsetSpec.earliest());
    }

    private static long sum(Admin admin, List<TopicPartition> places, OffsetSpec of)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(places.stream().collect(Collectors.toMap(place -> place, place -> of)))
                .all()
                .get()
                .values()
                .stream()
                .mapToLong(found -> found.offset())
                .sum();
    }

    @Override
    public void close() {
        inputs.close();
        outputs.close();
    }
}
