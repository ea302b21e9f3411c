package se.malbild.cli.move;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import se.malbild.cli.move.CarriedSchemas.UnansweredException;
import se.malbild.cli.move.MoveManifest.MovedPartition;
import se.malbild.cli.move.MoveManifest.MovedTopic;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.InputFold;
import se.malbild.goals.Text;
import se.malbild.history.InputDigests;
import se.malbild.history.UndecodedException;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.CommittedRecords;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.registry.SchemaRegistry;

/** Writes the committed records of the input topics to files, as they lie there: every partition in its order. */
public final class MoveExport implements AutoCloseable {
    static final String MANIFEST = "move.json";

    private final Cluster cluster;
    private final int partitions;
    private final Map<Topic, List<TopicPartition>> all;
    private final Map<TopicPartition, Long> beginnings;
    private final Map<TopicPartition, Long> ends;
    private final CarriedSchemas schemas;
    private final InputDigests digests;
    private final Consumer<byte[], byte[]> consumer;
    private long done;

    /** @param registry with the schemas of the input topics preloaded */
    public MoveExport(Cluster cluster, SchemaRegistry registry) throws CommandException, BrokerException {
        this.cluster = cluster;
        this.partitions = Brokers.partitionsInForce(Brokers.partitionCounts(cluster));
        this.schemas = new CarriedSchemas(registry);
        this.digests = new InputDigests(registry, partitions);
        this.consumer = CommittedRecords.consumer(cluster);
        this.all = Topic.inputs().stream().collect(Collectors.toMap(Function.identity(), this::partitionsOf));
        List<TopicPartition> every = all.values().stream().flatMap(List::stream).toList();
        this.beginnings = consumer.beginningOffsets(every);
        this.ends = written(every);
    }

    private List<TopicPartition> partitionsOf(Topic topic) {
        return consumer.partitionsFor(cluster.prefix().topic(topic)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** Returns where each partition ends, with what is not committed. */
    private Map<TopicPartition, Long> written(List<TopicPartition> every) throws BrokerException {
        try (Admin admin = AdminClients.create(cluster)) {
            Map<TopicPartition, ListOffsetsResultInfo> answer = admin.listOffsets(
                            every.stream()
                                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get();
            Map<TopicPartition, Long> written = new HashMap<>();
            answer.forEach((partition, end) -> written.put(partition, end.offset()));
            return written;
        } catch (ExecutionException failed) {
            throw new BrokerException(failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new BrokerException(stop);
        }
    }

    /** Returns how many records there are at most: transactions take offsets, too. */
    public long mostRecords() {
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - beginnings.get(end.getKey()))
                .sum();
    }

    /**
     * Writes everything into {@code directory}.
     *
     * @param progress is told how many of {@link #mostRecords} have been written
     * @throws CommandException when a transaction holds records back, or the registry does not tell a schema
     * @throws java.nio.file.FileAlreadyExistsException when there is an export already
     */
    public MoveManifest write(Path directory, LongConsumer progress) throws IOException, CommandException {
        List<MovedTopic> topics = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (Topic topic : Topic.inputs()) {
            MovedTopic written = new TopicFile(topic, progress).write(directory);
            topics.add(written);
            files.add(written.file());
        }
        MoveManifest manifest =
                new MoveManifest(partitions, topics, schemas.found(), digests.whole(), digests.wholeOfDecisions());
        manifest.write(directory.resolve(MANIFEST));
        files.add(MANIFEST);
        MoveChecksums.write(directory, files);
        return manifest;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** The file of one topic, while it is written. */
    private final class TopicFile {
        private final Topic topic;
        private final LongConsumer progress;
        private long records;
        private long misplaced;
        private long undecodable;

        TopicFile(Topic topic, LongConsumer progress) {
            this.topic = topic;
            this.progress = progress;
        }

        MovedTopic write(Path directory) throws IOException, CommandException {
            List<MovedPartition> parts = new ArrayList<>();
            String file = new MovedTopic(topic, parts, 0, 0).file();
            long bytes = 0;
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                    Files.newOutputStream(directory.resolve(file), StandardOpenOption.CREATE_NEW)))) {
                for (TopicPartition partition : all.get(topic)) {
                    records = 0;
                    write(partition, out);
                    out.flush();
                    long size = Files.size(directory.resolve(file));
                    parts.add(new MovedPartition(partition.partition(), records, size - bytes));
                    bytes = size;
                }
            }
            return new MovedTopic(topic, parts, misplaced, undecodable);
        }

        private void write(TopicPartition partition, DataOutputStream out) throws IOException, CommandException {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            try {
                CommittedRecords.read(consumer, List.of(partition), record -> write(record, out));
            } catch (UnansweredException away) {
                throw InputFold.registryAway();
            }
            if (consumer.position(partition) < ends.get(partition)) {
                throw new CommandException(new Text(
                        partition + " har poster i en transaktion som inte är avslutad. Stoppa det som skickar, och kör"
                                + " kommandot igen till en annan katalog.",
                        partition + " has records in a transaction that has not ended. Stop what sends, and run the"
                                + " command again, to another directory."));
            }
        }

        private void write(ConsumerRecord<byte[], byte[]> read, DataOutputStream out) throws IOException {
            MovedRecord record = MovedRecord.of(read);
            record.write(out);
            records++;
            misplaced += Partitioning.isByKey(read.key(), read.partition(), partitions) ? 0 : 1;
            undecodable += schemas.find(record.value(), record.appendedAt()) ? 0 : 1;
            try {
                digests.add(
                        topic,
                        new InputRecord(read.partition(), read.offset(), read.timestamp(), read.key(), read.value()));
            } catch (UndecodedException away) {
                throw new UnansweredException();
            }
            done++;
            progress.accept(done);
        }
    }
}
