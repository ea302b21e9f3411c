package se.malbild.cli.move;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.clients.producer.ProducerRecord;
import se.malbild.cli.move.MoveManifest.MovedPartition;
import se.malbild.cli.move.MoveManifest.MovedTopic;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.topics.InputLoader;
import se.malbild.goals.Text;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.WireFormat;

/** The files of an export, found to be whole. */
public final class MovedFiles {
    /**
     * Registries count their ids from 1, so none has a schema with an id above this. What no registry knew is to remain unknown, and
     * not to be read with what another registry has under the same id.
     */
    private static final int NOBODYS_IDS = 1 << 30;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path directory;
    private final MoveManifest manifest;

    private MovedFiles(Path directory, MoveManifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * Opens what an export has written.
     *
     * @throws CommandException when a file is missing, damaged or of another format
     */
    public static MovedFiles open(Path directory) throws IOException, CommandException {
        MoveChecksums.require(directory, List.of(MoveExport.MANIFEST));
        Path file = directory.resolve(MoveExport.MANIFEST);
        int format = MoveManifest.format(file);
        if (format != MoveManifest.FORMAT) {
            throw new CommandException(new Text(
                    file + " har format " + format + "; det här programmet läser format " + MoveManifest.FORMAT
                            + ". Läs in med samma version som exporterade.",
                    file + " has format " + format + "; this program reads format " + MoveManifest.FORMAT
                            + ". Import with the version that exported."));
        }
        MoveManifest manifest = MoveManifest.read(file);
        MoveChecksums.require(
                directory, manifest.topics().stream().map(MovedTopic::file).toList());
        return new MovedFiles(directory, manifest);
    }

    public MoveManifest manifest() {
        return manifest;
    }

    /**
     * Hands everything to {@code sink}, topic by topic, until it takes no more. Each partition keeps its order, and what comes from
     * several of them is merged by the append times, of which a later one in a partition counts as at least as late.
     *
     * @param partitions how many the topics there have; 2 or more when any record is misplaced
     * @param ids what the registry there calls the schemas
     */
    public void forEach(TopicPrefix prefix, int partitions, Map<Integer, Integer> ids, InputLoader.Sink sink)
            throws IOException {
        for (MovedTopic topic : manifest.topics()) {
            String name = prefix.topic(topic.topic());
            List<Cursor> cursors = new ArrayList<>();
            try {
                long position = 0;
                for (MovedPartition part : topic.partitions()) {
                    cursors.add(new Cursor(directory.resolve(topic.file()), part, position));
                    position += part.bytes();
                }
                PriorityQueue<Cursor> next = new PriorityQueue<>(
                        Comparator.comparingLong(Cursor::time).thenComparing(Cursor::partition));
                for (Cursor cursor : cursors) {
                    if (cursor.advance()) {
                        next.add(cursor);
                    }
                }
                while (!next.isEmpty()) {
                    Cursor first = next.poll();
                    MovedRecord record = first.head;
                    if (!sink.take(new ProducerRecord<>(
                            name,
                            place(record.key(), first.partition(), partitions),
                            record.appendedAt(),
                            record.key(),
                            named(record.value(), ids),
                            record.headers()))) {
                        return;
                    }
                    if (first.advance()) {
                        next.add(first);
                    }
                }
            } finally {
                for (Cursor cursor : cursors) {
                    cursor.close();
                }
            }
        }
    }

    /** What lay where its organisation's records lie is to lie so there, and nothing else is. */
    private int place(byte[] key, int from, int partitions) {
        if (key == null) {
            return from % partitions;
        }
        int right = Partitioning.ofKey(key, partitions);
        return Partitioning.isByKey(key, from, manifest.partitions()) ? right : (right + 1) % partitions;
    }

    /** Returns {@code value} with the id that its schema has there. */
    private static byte[] named(byte[] value, Map<Integer, Integer> ids) {
        if (WireFormat.fault(value).isPresent()) {
            return value;
        }
        int id = WireFormat.schemaId(value);
        int there = ids.getOrDefault(id, id | NOBODYS_IDS);
        if (there == id) {
            return value;
        }
        byte[] named = value.clone();
        WireFormat.header(named, there);
        return named;
    }

    /** A place in what comes from one partition. */
    private static final class Cursor implements AutoCloseable {
        private final int partition;
        private final DataInputStream in;
        private long left;
        private MovedRecord head;
        private long time = Long.MIN_VALUE;

        Cursor(Path file, MovedPartition part, long position) throws IOException {
            partition = part.partition();
            left = part.records();
            FileChannel channel = FileChannel.open(file).position(position);
            in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES));
        }

        int partition() {
            return partition;
        }

        long time() {
            return time;
        }

        /** Goes to the next record, and returns whether there is one. */
        boolean advance() throws IOException {
            if (left == 0) {
                return false;
            }
            left--;
            head = MovedRecord.read(in);
            time = Math.max(time, head.appendedAt());
            return true;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
