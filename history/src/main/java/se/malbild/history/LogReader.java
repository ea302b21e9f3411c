package se.malbild.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.CommittedRecords;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.schemas.admin.PartitionCounts;
import se.malbild.schemas.intake.InputRecord;

/**
 * Reads the log of one organisation: its partition of each input topic, committed records only, where those of others are passed
 * over by their keys.
 */
public final class LogReader {
    /** What takes some microseconds to pass over: a step looks at the clock. */
    private static final int RECORDS_A_STEP = 64;

    private final Cluster cluster;

    /** The memory that is left for a log. */
    private static final class Room {
        private final String organisation;
        private final long mostBytes;
        private long bytes;

        Room(OrganisationLog log, long mostBytes) {
            this.organisation = log.organisation();
            this.mostBytes = mostBytes;
            this.bytes = log.bytes();
        }

        void take(InputRecord record) throws TooLargeException {
            bytes += OrganisationLog.bytes(record);
            if (bytes > mostBytes) {
                throw new TooLargeException(organisation, mostBytes);
            }
        }
    }

    public LogReader(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Returns the log of {@code organisation} as it is now.
     *
     * @throws BrokerException when Kafka does not tell how many partitions there are
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer within ten seconds, or falls silent for thirty
     */
    public OrganisationLog read(String organisation) throws BrokerException {
        try {
            return readOn(OrganisationLog.unread(organisation), Long.MAX_VALUE, Pace.FULL);
        } catch (TooLargeException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * As {@link #read}, but reads only what has come since {@code log} was read.
     *
     * @throws TooLargeException as soon as the log takes more memory than {@code mostBytes}
     */
    OrganisationLog readOn(OrganisationLog log, long mostBytes, Pace pace) throws BrokerException, TooLargeException {
        try (Admin admin = AdminClients.create(cluster);
                Consumer<byte[], byte[]> consumer = CommittedRecords.consumer(cluster)) {
            int partitions = PartitionCounts.of(cluster, admin)
                    .inForce()
                    .orElseThrow(() -> new UnknownTopicOrPartitionException("There are no topics"));
            int partition = Partitioning.of(log.organisation(), partitions);
            TopicPartition events = place(Topic.INDICATOR_EVENTS, partition);
            TopicPartition frameworks = place(Topic.GOAL_FRAMEWORKS, partition);
            TopicPartition decisions = place(Topic.YEAR_DECISIONS, partition);
            // Asked before where what is committed ends, so that what is missing then was held back by a transaction.
            Map<TopicPartition, Long> written = written(admin, List.of(events, frameworks, decisions));
            return readOn(log, events, frameworks, decisions, written, consumer, mostBytes, pace);
        } catch (ExecutionException failed) {
            throw new BrokerException(failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new BrokerException(stop);
        }
    }

    private TopicPartition place(Topic topic, int partition) {
        return new TopicPartition(cluster.prefix().topic(topic), partition);
    }

    private static Map<TopicPartition, Long> written(Admin admin, List<TopicPartition> places)
            throws ExecutionException, InterruptedException {
        ListOffsetsResult asked = admin.listOffsets(
                places.stream().collect(Collectors.toMap(place -> place, place -> OffsetSpec.latest())),
                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED));
        Map<TopicPartition, Long> written = new HashMap<>();
        for (TopicPartition place : places) {
            written.put(place, asked.partitionResult(place).get().offset());
        }
        return written;
    }

    /**
     * Reads all topics to where they end before any is read: a record of one tells that time has gone by in the other, too, and
     * must not be younger than the end of what is read there.
     *
     * @param written where the topics end with what open transactions hold back
     */
    static OrganisationLog readOn(
            OrganisationLog log,
            TopicPartition events,
            TopicPartition frameworks,
            TopicPartition decisions,
            Map<TopicPartition, Long> written,
            Consumer<byte[], byte[]> consumer,
            long mostBytes,
            Pace pace)
            throws TooLargeException {
        Room room = new Room(log, mostBytes);
        String organisation = log.organisation();
        byte[] event = Keys.event(organisation).getBytes(StandardCharsets.UTF_8);
        byte[] framework = Keys.framework(organisation, "").getBytes(StandardCharsets.UTF_8);
        Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(events, frameworks, decisions));
        return log.readOn(
                readOn(
                        log.events(),
                        events,
                        key -> Arrays.equals(key, event),
                        ends.get(events),
                        ends.get(events) < written.get(events),
                        consumer,
                        PackedRecords.of(log.events().records()),
                        room,
                        pace),
                readOn(
                        log.frameworks(),
                        frameworks,
                        key -> startsWith(key, framework),
                        ends.get(frameworks),
                        ends.get(frameworks) < written.get(frameworks),
                        consumer,
                        new ArrayList<>(log.frameworks().records()),
                        room,
                        pace),
                readOn(
                        log.decisions(),
                        decisions,
                        key -> startsWith(key, framework),
                        ends.get(decisions),
                        ends.get(decisions) < written.get(decisions),
                        consumer,
                        new ArrayList<>(log.decisions().records()),
                        room,
                        pace));
    }

    private static TopicLog readOn(
            TopicLog log,
            TopicPartition partition,
            Predicate<byte[]> isOwn,
            long end,
            boolean isOpen,
            Consumer<byte[], byte[]> consumer,
            List<InputRecord> own,
            Room room,
            Pace pace)
            throws TooLargeException {
        List<TopicPartition> assigned = List.of(partition);
        consumer.assign(assigned);
        if (log.nextOffset() == 0) {
            consumer.seekToBeginning(assigned);
        } else {
            consumer.seek(partition, log.nextOffset());
        }
        Map<ByteBuffer, byte[]> keys = new HashMap<>(); // few, and the same array for all records of one
        Map<Optional<Sender>, Optional<Sender>> senders = new HashMap<>(); // as few
        AtomicLong newestAt = new AtomicLong(log.newestAt());
        CommittedRecords.<TooLargeException>readTo(consumer, Map.of(partition, end), record -> {
            if (record.offset() >= end) {
                return;
            }
            newestAt.set(record.timestamp());
            if (record.offset() % RECORDS_A_STEP == 0) {
                pace.step();
            }
            // Of all that others have sent, too: so it is bytes that are compared.
            if (record.key() != null && isOwn.test(record.key())) {
                InputRecord kept = new InputRecord(
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        keys.computeIfAbsent(ByteBuffer.wrap(record.key()), ByteBuffer::array),
                        record.value(),
                        senders.computeIfAbsent(Sender.of(record.headers()), first -> first));
                room.take(kept);
                own.add(kept);
            }
        });
        return new TopicLog(own, end, newestAt.get(), isOpen);
    }

    private static boolean startsWith(byte[] key, byte[] beginning) {
        return key.length >= beginning.length
                && Arrays.equals(key, 0, beginning.length, beginning, 0, beginning.length);
    }
}
