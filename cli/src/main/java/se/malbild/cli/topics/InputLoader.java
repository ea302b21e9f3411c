package se.malbild.cli.topics;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.Text;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.CommittedRecords;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.schemas.admin.GivenTimes;

/**
 * Fills empty input topics with records that have their append times already. They go in one transaction, so readers see all of them
 * or none, whatever happens.
 */
public final class InputLoader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InputLoader.class);
    private static final String TRANSACTIONAL_ID = "malbild-move";
    /** The longest that brokers allow unless they are set up otherwise. */
    private static final Duration TRANSACTION_WITHIN = Duration.ofMinutes(15);

    private static final Duration TIMES_KEPT_WITHIN = Duration.ofSeconds(30);
    private static final Duration SHOWN_WITHIN = Duration.ofMinutes(1);
    private static final Duration TRIES_AGAIN_AFTER = Duration.ofMillis(100);
    private static final int BATCH_BYTES = 256 * 1024;
    private static final int LINGER_MILLIS = 20;

    /** What helps when the topics may have other settings than their own. */
    public static final Text SETTINGS_BACK = new Text(
            "Kör ”malbild topics apply”, som ger topics deras inställningar, innan något annat skickas.",
            "Run “malbild topics apply”, which gives the topics their settings, before anything else is sent.");

    /** Records with partition and time, in the order in which they are to lie. */
    public interface Source {
        /** Hands them to {@code sink} from the first on, until it takes no more. */
        void forEach(Sink sink) throws IOException;
    }

    /** What takes records in. */
    public interface Sink {
        /** Takes a record in, and returns whether it makes sense to hand on the next one. */
        boolean take(ProducerRecord<byte[], byte[]> record);
    }

    private final Cluster cluster;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Also ends what another one has begun and not finished: it has loaded nothing then. */
    public InputLoader(Cluster cluster) {
        this.cluster = cluster;
        Map<String, Object> config = cluster.kafkaConfig();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, cluster.prefix().group(TRANSACTIONAL_ID));
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_WITHIN.toMillis());
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, GivenTimes.LARGEST_BATCH_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) GivenTimes.LARGEST_BATCH_BYTES);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException failed) {
            producer.close(Duration.ZERO);
            throw failed;
        }
    }

    /** Returns the name in Kafka of an input topic that has committed records. */
    public static Optional<String> filled(Cluster cluster) {
        try (Consumer<byte[], byte[]> consumer = CommittedRecords.consumer(cluster)) {
            for (Topic topic : Topic.inputs()) {
                List<TopicPartition> partitions = consumer
                        .partitionsFor(cluster.prefix().topic(topic))
                        .stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                CommittedRecords.read(consumer, partitions, record -> {
                    throw new Filled(record.topic());
                });
            }
            return Optional.empty();
        } catch (Filled filled) {
            return Optional.of(filled.getMessage());
        }
    }

    /** Ends the reading of the topics at their first record. */
    private static final class Filled extends Exception {
        Filled(String topic) {
            super(topic);
        }
    }

    /** Fails, and says which input topic it is, when one has committed records. */
    public void requireEmpty() throws CommandException {
        Optional<String> filled = filled(cluster);
        if (filled.isPresent()) {
            throw new CommandException(new Text(
                    filled.get() + " har poster redan, så inget är inläst. Är de från en inläsning som avbröts, är alla"
                            + " inlästa: kör ”malbild topics apply”, som ger topics deras inställningar, och jämför"
                            + " kontrollsumman som ”malbild verify” skriver ut. Skapa annars tomma topics med ”malbild"
                            + " topics apply”, i ett annat kluster eller med ett annat --topic-prefix.",
                    filled.get()
                            + " has records already, so nothing has been loaded. If they are from an import that was"
                            + " interrupted, all of them are loaded: run “malbild topics apply”, which gives the topics"
                            + " their settings, and compare the digest that “malbild verify” prints. Otherwise create"
                            + " empty topics with “malbild topics apply”, on another cluster or with another"
                            + " --topic-prefix."));
        }
    }

    /**
     * Loads everything that {@code source} has.
     *
     * @param source may be asked several times
     * @param progress is told how many records have been sent
     * @throws CommandException when a topic is not empty, or Kafka does not take the records; it says what there is then
     * @throws InterruptedException when it is interrupted; nothing has been loaded then
     * @throws BrokerException when everything has been loaded, but the topics do not have their own settings again
     */
    public void load(Source source, LongConsumer progress)
            throws CommandException, IOException, InterruptedException, BrokerException {
        requireEmpty();
        GivenTimes times = begin();
        boolean isLoaded = false;
        try {
            loadWithin(TIMES_KEPT_WITHIN, source, progress);
            awaitShown();
            isLoaded = true;
        } finally {
            putBack(times, isLoaded);
        }
    }

    /** What made loading fail says what there is then, so it is told rather than what fails after it. */
    private static void putBack(GivenTimes times, boolean isLoaded) throws BrokerException {
        boolean isStopped = Thread.interrupted(); // or the settings could not be put back
        try {
            times.close();
        } catch (BrokerException failed) {
            if (isLoaded) {
                throw failed;
            }
            LOG.warn("The topics keep the times that records are sent with: {}", failed.toString());
        } finally {
            if (isStopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private GivenTimes begin() throws CommandException {
        try {
            return GivenTimes.begin(cluster);
        } catch (BrokerException failed) {
            throw new CommandException(new Text(
                    failed.text().sv() + " Inget är inläst. " + SETTINGS_BACK.sv(),
                    failed.text().en() + " Nothing has been loaded. " + SETTINGS_BACK.en()));
        }
    }

    private void loadWithin(Duration longest, Source source, LongConsumer progress)
            throws CommandException, IOException, InterruptedException {
        long since = System.nanoTime();
        while (!isLoaded(source, progress)) {
            if (System.nanoTime() - since > longest.toNanos()) {
                throw nothing("Kafka sätter egna tider på posterna", "Kafka gives the records times of its own");
            }
            LockSupport.parkNanos(TRIES_AGAIN_AFTER.toNanos());
        }
    }

    /** Returns false when a broker does not keep the times yet, and then nothing has been loaded. */
    private boolean isLoaded(Source source, LongConsumer progress)
            throws CommandException, IOException, InterruptedException {
        Sending sending = new Sending(progress);
        boolean isWhole = false;
        try {
            producer.beginTransaction();
            source.forEach(sending::send);
            producer.flush();
            isWhole = sending.failure.isEmpty() && !sending.isStamped;
        } catch (KafkaException failed) {
            sending.failure = Optional.of(failed);
        } finally {
            if (!isWhole) {
                abort();
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (sending.failure.isPresent()) {
            Exception failure = sending.failure.get();
            if (failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException) {
                throw ended();
            }
            String why = failure.getMessage();
            throw nothing("Kafka tog inte emot posterna (" + why + ")", "Kafka did not take the records (" + why + ")");
        }
        if (isWhole) {
            commit();
        }
        return isWhole;
    }

    /** Kafka confirms a commit before it has told every partition, and until then readers see nothing of what lies there. */
    private void awaitShown() throws CommandException {
        long since = System.nanoTime();
        try (Admin admin = AdminClients.create(cluster)) {
            List<String> topics = Topic.inputs().stream()
                    .map(topic -> cluster.prefix().topic(topic))
                    .toList();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> topic.partitions()
                            .forEach(partition ->
                                    ends.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
            while (!offsets(admin, ends, IsolationLevel.READ_COMMITTED)
                    .equals(offsets(admin, ends, IsolationLevel.READ_UNCOMMITTED))) {
                if (System.nanoTime() - since > SHOWN_WITHIN.toNanos()) {
                    throw notShown();
                }
                TimeUnit.NANOSECONDS.sleep(TRIES_AGAIN_AFTER.toNanos());
            }
        } catch (ExecutionException failed) {
            LOG.warn("Kafka does not tell what it shows", failed.getCause());
            throw notShown();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw notShown();
        }
    }

    private static CommandException notShown() {
        return new CommandException(new Text(
                "Allt är inläst, men Kafka visar kanske inte allt än. Vänta med annat tills ”malbild verify” skriver"
                        + " exportens kontrollsumma.",
                "Everything has been loaded, but Kafka may not show all of it yet. Wait with anything else until “malbild"
                        + " verify” prints the digest of the export."));
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Map<TopicPartition, OffsetSpec> partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(partitions, new ListOffsetsOptions(isolation))
                .all()
                .get()
                .forEach((partition, end) -> offsets.put(partition, end.offset()));
        return offsets;
    }

    private void commit() throws CommandException {
        try {
            producer.commitTransaction();
        } catch (KafkaException failed) {
            throw new CommandException(new Text(
                    "Kafka svarade inte på om allt är inläst (" + failed.getMessage()
                            + "). Kör kommandot igen: det läser in allt, eller säger att posterna finns.",
                    "Kafka did not answer whether everything has been loaded (" + failed.getMessage()
                            + "). Run the command again: it loads everything, or says that the records are there."));
        }
    }

    /** What cannot be aborted by this, the next one ends, or the brokers do when its time is up. */
    private void abort() {
        boolean isStopped = Thread.interrupted();
        try {
            producer.abortTransaction();
        } catch (KafkaException failed) {
            LOG.warn("The transaction is left to time out: {}", failed.toString());
        }
        if (isStopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static CommandException ended() {
        long minutes = TRANSACTION_WITHIN.toMinutes();
        return new CommandException(new Text(
                "Kafka avslutade transaktionen, eftersom inläsningen tog längre tid än " + minutes
                        + " minuter eller en annan import började, så inget är inläst och topics är tomma som förut. Kör"
                        + " kommandot igen, på en dator närmare Kafka om tiden inte räckte.",
                "Kafka ended the transaction, since loading took longer than " + minutes
                        + " minutes or another import began, so nothing has been loaded and the topics are as empty as"
                        + " before. Run the command again, on a computer closer to Kafka if time ran out."));
    }

    private static CommandException nothing(String sv, String en) {
        return new CommandException(new Text(
                sv + ", så inget är inläst och topics är tomma som förut. Kör kommandot igen.",
                en + ", so nothing has been loaded and the topics are as empty as before. Run the command again."));
    }

    @Override
    public void close() {
        producer.close();
    }

    /** One attempt. */
    private final class Sending {
        private final LongConsumer progress;
        private long sent;
        private volatile Optional<Exception> failure = Optional.empty();
        /** Whether a broker gave a record another time than its own. */
        private volatile boolean isStamped;

        Sending(LongConsumer progress) {
            this.progress = progress;
        }

        /** Returns whether it makes sense to send the next one. */
        @SuppressWarnings("FutureReturnValueIgnored") // the callback is told of failures
        boolean send(ProducerRecord<byte[], byte[]> record) {
            long time = record.timestamp();
            producer.send(record, (place, failed) -> {
                if (failed != null) {
                    failure = Optional.of(failed);
                } else if (place.timestamp() != time) {
                    isStamped = true;
                }
            });
            sent++;
            progress.accept(sent);
            return failure.isEmpty() && !isStamped;
        }
    }
}
