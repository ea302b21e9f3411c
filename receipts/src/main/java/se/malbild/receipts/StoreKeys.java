package se.malbild.receipts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import se.malbild.applications.InputStore;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Topic;

/**
 * The keys of the one store. Everything that the books are made of lies between {@link #BOOKS_FROM} and {@link #BOOKS_TO},
 * so that one iterator, which sees the store as it was when it was opened, sees books that are closed. Texts end with a
 * zero byte, which no id holds; numbers are big-endian, so that they sort.
 */
final class StoreKeys {
    /** The organisation of a record that does not say which. */
    static final String UNKNOWN_ORGANISATION = "????";
    /** The department of a record that does not say which. */
    static final String UNKNOWN_DEPARTMENT = "";
    /** The year of a record that does not say which. */
    static final int UNKNOWN_YEAR = 0;

    static final Bytes BOOKS_FROM = Bytes.wrap(new byte[] {'o'});
    static final Bytes BOOKS_TO = Bytes.wrap(new byte[] {'x'});

    static final byte OF_ORGANISATION = 'o';
    static final byte RECEIVED = 'b';
    static final byte EVENT = 'c';
    static final byte LISTED = 'l';
    static final byte POSITION = 'p';
    static final byte WAITING = 'w';

    private static final byte ID = 'a';
    private static final byte CHANGED = 'b';
    private static final byte ORGANISATION = 'c';
    private static final byte FRAMEWORK = 'f';
    private static final byte EVENTS_OF_CELL = 'n';
    private static final int ORGANISATION_BYTES = 4;
    private static final int HASH_BYTES = 16;
    private static final byte[] END = {0};
    private static final byte[] BEYOND = {(byte) 0xff};

    private StoreKeys() {}

    /** How far a topic has been read. */
    static Bytes position(Topic topic) {
        return key(new byte[] {POSITION, letter(topic)});
    }

    /** A record whose schema is not known. */
    static Bytes waiting(Topic topic, long offset) {
        return key(waiting(topic), number(offset));
    }

    /** Returns where what must be remembered of {@code topic} is kept; a record that came twice would be counted twice. */
    static InputStore inputOf(Topic topic) {
        return new InputStore(ReceiptsTopology.STORE, key(waiting(topic)), Optional.of(position(topic)));
    }

    private static byte[] waiting(Topic topic) {
        return new byte[] {WAITING, letter(topic)};
    }

    /** Returns whether {@code key} is one of {@link #waiting}. */
    static boolean isWaiting(Topic topic, Bytes key) {
        return key.get()[0] == WAITING && key.get()[1] == letter(topic);
    }

    static Bytes framework(String key) {
        return key(new byte[] {FRAMEWORK}, text(key));
    }

    /** That there is anything of {@code organisation}. */
    static Bytes organisation(String organisation) {
        return key(new byte[] {ORGANISATION}, text(organisation));
    }

    /** What the keys of all {@link #organisation} begin with. */
    static Bytes organisations() {
        return key(new byte[] {ORGANISATION});
    }

    /** Returns the organisation that a key of {@link #organisation} is of. */
    static String organisationOf(Bytes key) {
        return new String(key.get(), 1, ORGANISATION_BYTES, StandardCharsets.UTF_8);
    }

    /** How many records were received that name {@code department} and {@code year}. */
    static Bytes received(String organisation, String department, int year) {
        return key(ofOrganisation(organisation, RECEIVED), year(year), text(department));
    }

    /** What the keys of all events of the cell begin with. */
    static Bytes cell(Cell cell) {
        return key(
                series(cell.organisation(), cell.year(), cell.indicator()).get(),
                text(cell.department()),
                END,
                text(cell.district()),
                END,
                new byte[] {
                    (byte) cell.gender().name().charAt(0),
                    (byte) cell.kind().name().charAt(0),
                    (byte) cell.period().granularity().name().charAt(0),
                    (byte) cell.period().number()
                });
    }

    /** What the keys of all events of {@code series} in {@code year} begin with. */
    static Bytes series(String organisation, int year, String series) {
        return key(ofOrganisation(organisation, EVENT), year(year), text(series), END);
    }

    /** An event: those of a cell lie in rising order of rank; equal events have the same key. */
    static Bytes event(Bytes cell, Observation observation) {
        return key(
                cell.get(),
                ByteBuffer.allocate(Integer.BYTES)
                        .putInt(observation.revision())
                        .array(),
                number(StoredEvent.micros(observation.observedAt())
                        ^ Long.MIN_VALUE), // so that times before 1970 sort first
                text(observation.eventId()),
                END,
                hash(observation));
    }

    /** Returns a key after all that begin with {@code prefix} and go on with a number that is not negative. */
    static Bytes after(Bytes prefix) {
        return key(prefix.get(), BEYOND);
    }

    /** How many different events the cell has. */
    static Bytes eventsOf(Bytes cell) {
        return key(new byte[] {EVENTS_OF_CELL}, cell.get());
    }

    /** That the cell has changed since its receipts were published. */
    static Bytes changed(Bytes cell) {
        return key(new byte[] {CHANGED}, cell.get());
    }

    /** What the keys of all {@link #changed} begin with. */
    static Bytes changed() {
        return key(new byte[] {CHANGED});
    }

    /** Returns the cell that a key of {@link #changed} is about. */
    static Bytes cellOf(Bytes changed) {
        return Bytes.wrap(Arrays.copyOfRange(changed.get(), 1, changed.get().length));
    }

    /** A record that names {@code department} and {@code year}, by its offset. */
    static Bytes listed(String organisation, String department, int year, long offset) {
        return key(listed(organisation, department).get(), year(year), number(offset));
    }

    /** What the keys of everything listed of {@code department} begin with. */
    static Bytes listed(String organisation, String department) {
        return key(ofOrganisation(organisation, LISTED), text(department), END);
    }

    /** What the keys of everything listed of {@code department} in {@code year} begin with. */
    static Bytes listed(String organisation, String department, int year) {
        return key(listed(organisation, department).get(), year(year));
    }

    /** A record of {@code department} that carries {@code eventId}, by its offset. */
    static Bytes id(String eventId, String organisation, boolean rejected, String department, long offset) {
        return key(id(eventId, organisation, rejected, department).get(), number(offset));
    }

    /** What the keys of all records with {@code eventId} begin with. */
    static Bytes id(String eventId) {
        return key(new byte[] {ID}, text(eventId), END);
    }

    /** What the keys of the records of {@code organisation} with {@code eventId} begin with. */
    static Bytes id(String eventId, String organisation, boolean rejected) {
        return key(id(eventId).get(), text(organisation), new byte[] {(byte) (rejected ? 1 : 0)});
    }

    /** What the keys of the records of {@code department} with {@code eventId} begin with. */
    static Bytes id(String eventId, String organisation, boolean rejected, String department) {
        return key(id(eventId, organisation, rejected).get(), text(department), END);
    }

    /** Whom a record concerns. */
    record OfDepartment(String organisation, String department, int year) {}

    /** Returns what a key of {@link #received} or {@link #listed} says of the record. */
    static OfDepartment ofDepartment(Bytes key) {
        byte[] bytes = key.get();
        int from = 2 + ORGANISATION_BYTES;
        String organisation = new String(bytes, 1, ORGANISATION_BYTES, StandardCharsets.UTF_8);
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        if (bytes[from - 1] == RECEIVED) {
            int departmentFrom = from + Integer.BYTES;
            return new OfDepartment(
                    organisation,
                    new String(bytes, departmentFrom, bytes.length - departmentFrom, StandardCharsets.UTF_8),
                    numbers.getInt(from));
        }
        int yearFrom = bytes.length - Long.BYTES - Integer.BYTES;
        return new OfDepartment(
                organisation,
                new String(bytes, from, yearFrom - 1 - from, StandardCharsets.UTF_8),
                numbers.getInt(yearFrom));
    }

    /** Returns what kind of entry a key that begins with {@link #OF_ORGANISATION} is of. */
    static byte kind(Bytes key) {
        return key.get()[1 + ORGANISATION_BYTES];
    }

    /** Returns the offset that a key ends with. */
    static long offset(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES);
    }

    private static byte letter(Topic topic) {
        return (byte) (topic == Topic.INDICATOR_EVENTS ? 'e' : 'f');
    }

    private static byte[] ofOrganisation(String organisation, byte what) {
        return key(new byte[] {OF_ORGANISATION}, text(organisation), new byte[] {what})
                .get();
    }

    private static byte[] year(int year) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(year).array();
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hash(Observation observation) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(observation.canonicalBytes()), HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has SHA-256
        }
    }

    private static Bytes key(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer key = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            key.put(part);
        }
        return Bytes.wrap(key.array());
    }
}
