package se.malbild.dashboard.follow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.dashboard.view.AppliedVersion;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.PictureChange;
import se.malbild.dashboard.view.Published;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.dashboard.view.View;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.OutputReader;
import se.malbild.schemas.codec.UnreadableRecordException;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.intake.TopicIntake;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Reads what is published, from the beginning, and goes on reading. It belongs to no consumer group and keeps nothing, so
 * any number can run. Kafka or the registry being away only delays it.
 */
public final class Follower implements View, AutoCloseable {
    /** The topics that it must be able to read; {@link Topic#YEAR_DECISIONS} it reads where it can. */
    public static final List<Topic> TOPICS =
            List.of(Topic.GOAL_FRAMEWORKS, Topic.CELL_RECEIPTS, Topic.INDICATOR_OBSERVATIONS, Topic.PICTURES);

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(5);
    /** Nothing waits for longer than this, so that everything does. */
    private static final Duration LONG_AFTER = Duration.ofHours(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final TopicPrefix prefix;
    private final SchemaRegistry registry;
    private final MeterRegistry meters;
    private final OutputReader outputs;
    private final java.util.function.Consumer<PictureChange> changes;
    private final Fold fold = new Fold();
    private final Backlog backlog;
    private final Extent extent = new Extent();
    private final AtomicLong unreadable = new AtomicLong();
    private final Thread thread;
    private final Map<Integer, Long> lastPictures = new HashMap<>();
    private TopicIntake<FrameworkIntake.Applied> frameworks;
    private DecisionsTopic decisions;
    private volatile int partitions;
    private volatile Consumer<byte[], byte[]> consumer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean ready;
    private volatile boolean failed;
    private volatile double progress;
    private volatile Snapshot snapshot = Snapshot.EMPTY;
    private volatile Map<Integer, Long> readThrough = Map.of();

    /**
     * Returns one that is still to be started.
     *
     * @param meters where the metrics of Kafka's client are kept
     * @param changes called with every change of a picture that comes after everything had been read; by one thread
     */
    public Follower(
            Cluster cluster,
            SchemaRegistry registry,
            MeterRegistry meters,
            java.util.function.Consumer<PictureChange> changes) {
        this(() -> consumer(cluster), cluster.prefix(), registry, meters, changes);
    }

    /** As above, with a consumer from {@code consumers}, which is closed with it. */
    public Follower(
            Supplier<Consumer<byte[], byte[]>> consumers,
            TopicPrefix prefix,
            SchemaRegistry registry,
            MeterRegistry meters,
            java.util.function.Consumer<PictureChange> changes) {
        this.consumers = consumers;
        this.prefix = prefix;
        this.backlog = new Backlog(prefix);
        this.registry = registry;
        this.meters = meters;
        this.outputs = new OutputReader(registry);
        this.changes = changes;
        this.thread = new Thread(this::run, "follower");
        thread.setDaemon(true);
    }

    private static Consumer<byte[], byte[]> consumer(Cluster cluster) {
        Map<String, Object> config = cluster.kafkaConfig();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A topic is made by malbild topics apply, never by somebody who reads it.
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public void start() {
        thread.start();
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public double progress() {
        return progress;
    }

    @Override
    public Snapshot now() {
        return snapshot;
    }

    /** Waits until it reads no more: it was closed, or ended by a defect. */
    public void awaitEnd() throws InterruptedException {
        thread.join();
    }

    /** Tells whether it has ended by a defect. */
    public boolean hasFailed() {
        return failed;
    }

    /** Returns how many records could not be read since the start. */
    public long unreadable() {
        return unreadable.get();
    }

    /** Returns by partition the last record of {@code pictures} that was there when everything had been read. */
    public Map<Integer, Long> readThrough() {
        return readThrough;
    }

    /** Returns how many partitions every topic was made with; 0 until that is known. */
    public int partitions() {
        return partitions;
    }

    private void run() {
        try (Consumer<byte[], byte[]> opened = consumers.get();
                KafkaClientMetrics measured = new KafkaClientMetrics(opened)) {
            measured.bindTo(meters);
            consumer = opened;
            while (!isClosing() && partitions == 0) {
                partitions = ask(() -> assign(opened)).orElse(0);
            }
            frameworks = new TopicIntake<>(
                    SchemaLookups.onOwnThread(registry),
                    new FrameworkIntake(registry, partitions)::judge,
                    this::addFramework);
            decisions = new DecisionsTopic(prefix, registry, partitions, fold);
            while (!isClosing()) {
                ask(() -> poll(opened)).ifPresent(records -> take(records, opened));
            }
        } catch (WakeupException | InterruptException asked) {
            LOG.debug("Stopped reading");
        } catch (RuntimeException defect) {
            failed = true;
            LOG.error("Reading has ended by a defect", defect);
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> opened) {
        try {
            return opened.poll(POLL);
        } catch (TopicAuthorizationException refused) {
            if (!decisions.isLeftOut(opened, refused)) {
                throw refused;
            }
            extent.retain(opened.assignment());
            return ConsumerRecords.empty();
        }
    }

    /** Returns what Kafka answers; nothing, after a moment, when it does not. */
    private <T> Optional<T> ask(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (WakeupException | InterruptException asked) {
            throw asked;
        } catch (KafkaException notNow) {
            LOG.warn("Kafka cannot be read at the moment: {}", notNow.getMessage());
            waitToTryAgain();
            return Optional.empty();
        }
    }

    /** Returns how many partitions every topic was made with: the least, since Kafka only ever adds to them. */
    private int assign(Consumer<byte[], byte[]> opened) {
        List<TopicPartition> all = new ArrayList<>();
        int made = Integer.MAX_VALUE;
        for (Topic topic : TOPICS) {
            List<PartitionInfo> infos = opened.partitionsFor(prefix.topic(topic));
            if (infos.isEmpty()) {
                throw new UnknownTopicOrPartitionException("There is no topic " + prefix.topic(topic));
            }
            infos.forEach(info -> all.add(new TopicPartition(info.topic(), info.partition())));
            made = Math.min(made, infos.size());
        }
        all.addAll(DecisionsTopic.partitions(prefix, opened));
        opened.assign(all);
        opened.seekToBeginning(all);
        extent.measure(opened, all);
        return made;
    }

    /** Waits a moment, or until it is closed, which throws. */
    private void waitToTryAgain() {
        try {
            if (closing.await(TRY_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WakeupException();
            }
        } catch (InterruptedException asked) {
            throw new InterruptException(asked);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void take(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> opened) {
        if (ready) {
            records.forEach(this::ask);
            records.forEach(this::take);
            frameworks.retry();
            decisions.retry();
            List<PictureChange> news = new ArrayList<>();
            // Readable before it is sent: a reader that hears of it and asks must find it.
            snapshot = fold.settle(System.nanoTime(), news::add);
            news.forEach(changes);
        } else {
            records.forEach(backlog::add);
            ask(() -> extent.read(opened)).ifPresent(this::catchUp);
        }
    }

    private void catchUp(long read) {
        long toRead = extent.records();
        progress = share(read - backlog.size(), toRead);
        if (read == toRead) {
            backlog.forEach(this::ask);
            backlog.takeAll(record -> {
                progress = share(read - backlog.size(), toRead);
                take(record);
            });
            frameworks.retry();
            decisions.retry();
            if (isClosing() || frameworks.waiting() + decisions.waiting() > 0) {
                return; // what waits for the registry is not taken in
            }
            progress = 1;
            // What changed until now is no news to anybody.
            snapshot = fold.settle(System.nanoTime() + LONG_AFTER.toNanos(), change -> {});
            fold.forgetReasons();
            readThrough = Map.copyOf(lastPictures);
            ready = true;
            LOG.info("Everything that is published has been read: {} records", read);
        }
    }

    /** Records that came meanwhile are read beyond what there was. */
    private static double share(long done, long toRead) {
        return toRead == 0 ? 0 : Math.max(0, (double) done / toRead);
    }

    /** Records of several unknown schemas then wait together, and not one after another. */
    private void ask(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            outputs.ask(record.value());
        }
    }

    /** Takes {@code record} in, trying again while only the registry is in the way. */
    private void take(ConsumerRecord<byte[], byte[]> record) {
        while (!isClosing()) {
            try {
                if (!add(record)) {
                    unreadable.incrementAndGet();
                    LOG.warn("{}-{}-{} is not for reading", record.topic(), record.partition(), record.offset());
                }
                return;
            } catch (UnreadableRecordException why) {
                if (why.obstacle() == UnreadableRecordException.Obstacle.RECORD) {
                    unreadable.incrementAndGet();
                    LOG.warn(
                            "{}-{}-{} cannot be read: {}",
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            why.getMessage());
                    return;
                }
                LOG.warn("Waiting for the schema registry: {}", why.getMessage());
                waitToTryAgain();
            }
        }
    }

    private boolean add(ConsumerRecord<byte[], byte[]> record) {
        Topic topic = prefix.named(record.topic()).orElseThrow();
        LogPosition position = new LogPosition(topic.topicName(), record.partition(), record.offset());
        if (topic == Topic.GOAL_FRAMEWORKS) {
            frameworks.take(input(record));
            return true;
        }
        if (topic == Topic.YEAR_DECISIONS) {
            decisions.take(input(record));
            return true;
        }
        String text = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        Optional<byte[]> value = Optional.ofNullable(record.value());
        if (topic == Topic.CELL_RECEIPTS) {
            return addReceipts(text, value.map(outputs::receipts), position);
        }
        Optional<Fold.Key> key = Fold.Key.parse(text);
        if (key.isEmpty()) {
            return false;
        }
        Instant at = Instant.ofEpochMilli(record.timestamp());
        if (topic == Topic.PICTURES) {
            lastPictures.put(record.partition(), record.offset());
            fold.picture(key.get(), value.map(outputs::picture), position, at, System.nanoTime());
        } else {
            fold.indicator(key.get(), value.map(outputs::observations), position, at);
        }
        return true;
    }

    private static InputRecord input(ConsumerRecord<byte[], byte[]> record) {
        return new InputRecord(record.partition(), record.offset(), record.timestamp(), record.key(), record.value());
    }

    /** By the same rule as the pictures are drawn: what was not taken in there is not here. */
    private void addFramework(TopicIntake.Settled<FrameworkIntake.Applied> settled) {
        InputRecord record = settled.record();
        LogPosition position = new LogPosition(Topic.GOAL_FRAMEWORKS.topicName(), record.partition(), record.offset());
        if (settled.intake() instanceof Intake.Accepted<FrameworkIntake.Applied> accepted) {
            FrameworkIntake.Applied applied = accepted.content();
            fold.framework(new Published<>(
                    new AppliedVersion(applied.version(), applied.justification()),
                    position,
                    Instant.ofEpochMilli(record.appendedAt())));
        } else {
            unreadable.incrementAndGet();
            LOG.warn("{}-{}-{} is not accepted", position.topic(), position.partition(), position.offset());
        }
    }

    private boolean addReceipts(String cell, Optional<CellReceipts> receipts, LogPosition position) {
        boolean isCell = cell.indexOf('/') > 0
                && receipts.map(read -> !read.receipts().isEmpty()).orElse(true);
        if (isCell) {
            fold.receipts(cell, receipts, position);
        }
        return isCell;
    }

    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> opened = consumer;
        if (opened != null) {
            opened.wakeup();
        }
        try {
            thread.join(CLOSES_WITHIN.toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
