package se.malbild.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.WireFormat;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.schemas.registry.WriterSchemas;

/**
 * A digest of the log of each organisation, and one of all logs, which are the same for a copy of the input topics on another
 * cluster. They cover, in the order of each topic, the append time, key and value of every record that lies in its organisation's
 * partition and has its key, whether or not it can be taken in; offsets, headers, the number of partitions and what lies between do
 * not enter into them. A registry gives ids of its own, so of a value whose schema the registry knows, the schema itself is covered
 * instead of its id, and of one whose schema it does not know, only what is behind the id; every other value is covered as it is.
 *
 * <p>Of a topic: SHA-256 over its records, each as append time (eight bytes, milliseconds since 1970), the key's length (four) and
 * bytes, and a byte that says what follows: 0 nothing, since there is no value; 1 the value's length (four) and bytes; 2 the SHA-256
 * of the schema as {@link org.apache.avro.Schema#toString()} writes it, then length and bytes of what is behind the id; 3 only those,
 * since no schema has the id. Of an
 * organisation: SHA-256 over the number of records (four) and digest of {@code indicator-events}, then of {@code goal-frameworks}. Of
 * all: SHA-256 over code and digest of every organisation, in the order of the codes. Numbers are big-endian, texts UTF-8.
 *
 * <p>What is decided changes nothing of what was known, so decisions have digests of their own, made in the same way: of an
 * organisation over the number of records and digest of {@code year-decisions}, of all over the organisations that have any.
 *
 * <p>Records are taken one by one, so a log need not fit in memory. For one thread.
 */
public final class InputDigests {
    private static final byte NO_VALUE = 0;
    private static final byte AS_IT_IS = 1;
    private static final byte OF_KNOWN_SCHEMA = 2;
    private static final byte OF_UNKNOWN_SCHEMA = 3;
    private static final Duration ASKS_AGAIN_AFTER = Duration.ofMillis(100);

    /** The digest of one topic of one organisation, so far. */
    private static final class Running {
        private final MessageDigest digest = sha256();
        private int records;

        byte[] soFar() {
            try {
                return ((MessageDigest) digest.clone()).digest();
            } catch (CloneNotSupportedException impossible) {
                throw new IllegalStateException(impossible); // Java's own SHA-256 can be copied
            }
        }
    }

    private record Topics(Running events, Running frameworks) {}

    private final WriterSchemas schemas;
    private final int partitions;
    private final Map<Integer, byte[]> hashes = new HashMap<>();
    private final SortedMap<String, Topics> organisations = new TreeMap<>();
    private final SortedMap<String, Running> decisions = new TreeMap<>();
    private long ownerless;

    /** @param partitions of each input topic */
    public InputDigests(WriterSchemas schemas, int partitions) {
        this.schemas = schemas;
        this.partitions = partitions;
    }

    /**
     * Takes the next record of its organisation.
     *
     * @param topic an input topic
     * @throws UndecodedException when the registry does not tell whether there is a schema with the record's id
     */
    public void add(Topic topic, InputRecord record) throws UndecodedException {
        Optional<String> owner = LogOwner.of(topic, record.key())
                .filter(organisation -> Partitioning.of(organisation, partitions) == record.partition());
        if (owner.isEmpty()) {
            ownerless++;
            return;
        }
        add(running(topic, owner.get()), record);
    }

    /**
     * Returns the digest of the events and frameworks of {@code log} before each of {@code cuts}, in hexadecimal: what decisions rest on.
     * A cut behind its end has none.
     *
     * @throws UndecodedException when the registry does not tell whether there is a schema with the id of a record
     */
    public static Map<Cut, String> of(WriterSchemas schemas, OrganisationLog log, Collection<Cut> cuts)
            throws UndecodedException {
        InputDigests digests = new InputDigests(schemas, 1);
        Map<Cut, String> found = new HashMap<>();
        Topics its = new Topics(new Running(), new Running());
        Cut end = log.end();
        for (Cut cut : new TreeSet<>(cuts)) {
            if (cut.frameworks() < its.frameworks().records) {
                its = new Topics(
                        new Running(), new Running()); // of a log of one place after the other this is never so
            }
            if (cut.events() <= end.events() && cut.frameworks() <= end.frameworks()) {
                digests.addTo(its.events(), log.events(), cut.events());
                digests.addTo(its.frameworks(), log.frameworks(), cut.frameworks());
                found.put(cut, of(its).sha256());
            }
        }
        return found;
    }

    private void addTo(Running running, TopicLog topic, int count) throws UndecodedException {
        while (running.records < count) {
            add(running, topic.records().get(running.records));
        }
    }

    private Running running(Topic topic, String owner) {
        return switch (topic) {
            case INDICATOR_EVENTS -> topics(owner).events();
            case GOAL_FRAMEWORKS -> topics(owner).frameworks();
            case YEAR_DECISIONS -> decisions.computeIfAbsent(owner, key -> new Running());
            default -> throw new IllegalArgumentException(topic + " is no input topic");
        };
    }

    private Topics topics(String owner) {
        return organisations.computeIfAbsent(owner, key -> new Topics(new Running(), new Running()));
    }

    /** Takes all of {@code log}. */
    public void add(OrganisationLog log) throws UndecodedException {
        for (InputRecord record : log.events().records()) {
            add(Topic.INDICATOR_EVENTS, record);
        }
        for (InputRecord record : log.frameworks().records()) {
            add(Topic.GOAL_FRAMEWORKS, record);
        }
        for (InputRecord record : log.decisions().records()) {
            add(Topic.YEAR_DECISIONS, record);
        }
    }

    private void add(Running topic, InputRecord record) throws UndecodedException {
        byte[] value = record.value();
        MessageDigest digest = topic.digest;
        digest.update(
                ByteBuffer.allocate(Long.BYTES).putLong(record.appendedAt()).flip());
        update(digest, record.key(), 0);
        if (value == null) {
            digest.update(NO_VALUE);
        } else if (WireFormat.fault(value).isPresent()) {
            digest.update(AS_IT_IS);
            update(digest, value, 0);
        } else {
            Optional<byte[]> schema = schema(WireFormat.schemaId(value), record);
            digest.update(schema.isPresent() ? OF_KNOWN_SCHEMA : OF_UNKNOWN_SCHEMA);
            schema.ifPresent(digest::update);
            update(digest, value, WireFormat.HEADER_BYTES);
        }
        topic.records++;
    }

    private static void update(MessageDigest digest, byte[] bytes, int from) {
        digest.update(
                ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length - from).flip());
        digest.update(bytes, from, bytes.length - from);
    }

    /** Returns what stands for the schema with {@code id}; empty when there is none. */
    private Optional<byte[]> schema(int id, InputRecord record) throws UndecodedException {
        byte[] known = hashes.get(id);
        long since = System.nanoTime();
        while (known == null) {
            if (schemas.lookup(id) instanceof SchemaRegistry.Lookup.Known found) {
                known = sha256().digest(found.schema().toString().getBytes(StandardCharsets.UTF_8));
                hashes.put(id, known);
            } else if (schemas.doesNotExist(id, record.appendedAt())) {
                return Optional.empty();
            } else if (System.nanoTime() - since > RecordReader.REGISTRY_ANSWERS_WITHIN.toNanos()) {
                throw new UndecodedException(record.partition(), record.offset());
            } else {
                LockSupport.parkNanos(ASKS_AGAIN_AFTER.toNanos());
            }
        }
        return Optional.of(known);
    }

    /** Returns the digest of every organisation that an event or framework was taken of, by its code. */
    public SortedMap<String, LogDigest> organisations() {
        SortedMap<String, LogDigest> digests = new TreeMap<>();
        organisations.forEach((organisation, its) -> digests.put(organisation, of(its)));
        return digests;
    }

    /** Returns the digest of {@code organisation}; empty when no event or framework of it was taken. */
    public Optional<LogDigest> of(String organisation) {
        return Optional.ofNullable(organisations.get(organisation)).map(InputDigests::of);
    }

    /** Returns the digest of the decisions of {@code organisation}; empty when none was taken. */
    public Optional<DecisionsDigest> decisionsOf(String organisation) {
        return Optional.ofNullable(decisions.get(organisation))
                .map(its -> new DecisionsDigest(its.records, hex(digest(its))));
    }

    private static MessageDigest digest(Running... topics) {
        MessageDigest digest = sha256();
        for (Running topic : topics) {
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(topic.records).flip());
            digest.update(topic.soFar());
        }
        return digest;
    }

    private static LogDigest of(Topics its) {
        MessageDigest digest = digest(its.events(), its.frameworks());
        return new LogDigest(new Cut(its.events().records, its.frameworks().records), hex(digest));
    }

    /** Returns the digest of all organisations together. */
    public LogDigest whole() {
        MessageDigest digest = sha256();
        int events = 0;
        int frameworks = 0;
        for (Map.Entry<String, LogDigest> its : organisations().entrySet()) {
            digest.update(its.getKey().getBytes(StandardCharsets.UTF_8));
            digest.update(HexFormat.of().parseHex(its.getValue().sha256()));
            events += its.getValue().records().events();
            frameworks += its.getValue().records().frameworks();
        }
        return new LogDigest(new Cut(events, frameworks), hex(digest));
    }

    /** Returns the digest of the decisions of all organisations together. */
    public DecisionsDigest wholeOfDecisions() {
        MessageDigest digest = sha256();
        int records = 0;
        for (Map.Entry<String, Running> its : decisions.entrySet()) {
            digest.update(its.getKey().getBytes(StandardCharsets.UTF_8));
            digest.update(digest(its.getValue()).digest());
            records += its.getValue().records;
        }
        return new DecisionsDigest(records, hex(digest));
    }

    /**
     * Returns how many records were taken that no digest covers: they lie in another partition than their organisation's, or their
     * key is no organisation's.
     */
    public long ownerless() {
        return ownerless;
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has it
        }
    }
}
