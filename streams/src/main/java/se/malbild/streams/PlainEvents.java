package se.malbild.streams;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.utils.Bytes;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.observation.Period;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.WireFormat;
import se.malbild.schemas.registry.SchemaRegistry;

/**
 * Takes plain events in from their bytes, without an object for each of them and its parts. An event is plain when it is written with our
 * own schema, lies where it is to lie, gives a whole year a value, has no comment and no text but visible ASCII and such as was
 * accepted before, and is the first of its cell or has come before. What becomes of it is then what {@code EventIntake} and
 * {@link CellStore#merge} make of it, to the byte, and they are asked about every other event. For one thread.
 */
final class PlainEvents {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final Schema OURS = Topic.INDICATOR_EVENTS.schema();
    private static final int NOT_PLAIN = -1;
    private static final int LONGEST_VALUE = 4 * 1024;
    private static final int LONGEST_NUMBER_BYTES = Long.BYTES;
    private static final int ORGANISATION_DIGITS = 4;
    /** The year, which has two bytes, that there is no part of it, and the gender. */
    private static final int FROM_DEPARTMENT_TO_DISTRICT = 4;
    /** Unions have null first, and enumerations UNKNOWN. */
    private static final int PRESENT = 1;

    private static final byte[] GENDERS = {0, 'T', 'W', 'M'};
    private static final byte[] KINDS = {0, 'O', 'F'};
    /** The years 1970 to 2200. */
    private static final long LAST_MICROSECOND = 7_289_654_399_999_999L;

    private final SchemaRegistry registry;
    private final int partitions;
    private final CellStore cells;
    private final KnownTexts ids = new KnownTexts(ObservationDraft.LONGEST_ID);
    private final KnownTexts texts = new KnownTexts(ObservationDraft.LONGEST_TEXT);
    private final byte[] entry = new byte[2 * LONGEST_VALUE];
    private boolean hasId;
    private int latestId;
    private boolean isLatestOurs;
    private boolean isTextUnknown;

    private byte[] bytes = {};
    private int at;

    // Who reported the latest plain event, and of what, which the next is often of, too: its bytes from organisation to
    // department,
    // then its district's.
    private byte[] latestReporter = {};
    private byte[] latestDistrict = {};
    private Bytes sliceKey = Bytes.wrap(new byte[0]);
    private String organisation = "";
    private int partition;
    private String series = "";
    private int year;
    private CellStore.Reporter reporter = new CellStore.Reporter("", "");

    // Where readReporter() and readDistrict() found the parts of it.
    private int readOrganisationAt;
    private int readSeriesAt;
    private int readSeriesLength;
    private int readDepartmentAt;
    private int readDepartmentLength;
    private int readDistrictAt;
    private int readDistrictLength;

    /** @param partitions of the topic */
    PlainEvents(SchemaRegistry registry, int partitions, CellStore cells) {
        this.registry = registry;
        this.partitions = partitions;
        this.cells = cells;
    }

    /** What became of an event. */
    enum Taken {
        /** Nothing: it is not plain. */
        NOT_PLAIN,
        /** It was known. */
        UNCHANGED,
        NEW_CELL
    }

    /**
     * Takes an event in if it is plain.
     *
     * @param key of the record; may be null, as {@code value}
     */
    Taken take(byte[] key, byte[] value, int onPartition, long offset) {
        isTextUnknown = false;
        if (key == null || value == null || value.length > LONGEST_VALUE || !isOurs(value)) {
            return Taken.NOT_PLAIN;
        }
        bytes = value;
        at = WireFormat.HEADER_BYTES;
        int length = readEntry();
        if (length == NOT_PLAIN
                || at != value.length
                || onPartition != partition
                || key.length != ORGANISATION_DIGITS
                || !Arrays.equals(key, 0, key.length, sliceKey.get(), 0, key.length)) {
            return Taken.NOT_PLAIN;
        }
        return switch (cells.add(sliceKey, entry, length, offset)) {
            case NOTHING -> Taken.UNCHANGED;
            case NEW_CELL -> Taken.NEW_CELL;
            case CHANGED_CELL, UNDECIDED -> Taken.NOT_PLAIN;
        };
    }

    /** Learns the texts of an event that was accepted the long way, if one of them was why it was not plain. */
    void learn(Observation accepted) {
        if (isTextUnknown) {
            ids.add(accepted.cell().indicator());
            ids.add(accepted.cell().department());
            ids.add(accepted.cell().district());
            texts.add(accepted.source());
        }
    }

    /** Returns the organisation of the event that was taken last. */
    String organisation() {
        return organisation;
    }

    /** Returns the series of the event that was taken last. */
    String series() {
        return series;
    }

    /** Returns the year of the event that was taken last. */
    int year() {
        return year;
    }

    /** Returns who reported the event that was taken last. */
    CellStore.Reporter reporter() {
        return reporter;
    }

    private boolean isOurs(byte[] value) {
        if (value.length < WireFormat.HEADER_BYTES || value[0] != 0) {
            return false;
        }
        int id = (int) INT.get(value, 1);
        if (!hasId || id != latestId) {
            Optional<Schema> known = registry.known(id);
            if (known.isEmpty()) {
                return false;
            }
            hasId = true;
            latestId = id;
            isLatestOurs = OURS.equals(known.get());
        }
        return isLatestOurs;
    }

    /** Reads the event and writes its entry; returns how long that is, or {@link #NOT_PLAIN}. */
    private int readEntry() {
        int idLength = readInt();
        int id = at;
        if (!skip(ids, idLength)) {
            return NOT_PLAIN;
        }
        int reporterAt = at;
        boolean isLatest = isAt(at, latestReporter)
                && isAt(at + latestReporter.length + FROM_DEPARTMENT_TO_DISTRICT, latestDistrict);
        if (isLatest) {
            at += latestReporter.length;
        } else if (!readReporter()) {
            return NOT_PLAIN;
        }
        int reporterEnd = at;
        int readYear = readInt();
        int period = readInt();
        int gender = readInt();
        int district = at;
        if (district != reporterEnd + FROM_DEPARTMENT_TO_DISTRICT
                || readYear < Period.FIRST_YEAR
                || readYear > Period.LAST_YEAR
                || period != 0
                || gender < 1
                || gender >= GENDERS.length) {
            return NOT_PLAIN;
        }
        if (isLatest) {
            at += latestDistrict.length;
        } else if (readDistrict()) {
            enterReporter(reporterAt, reporterEnd, district);
        } else {
            return NOT_PLAIN;
        }
        if (!isLatest || readYear != year) {
            enterYear(readYear, isLatest);
        }
        return writeEntry(id, idLength, GENDERS[gender]);
    }

    private boolean readReporter() {
        int length = readInt();
        readOrganisationAt = at;
        if (length != ORGANISATION_DIGITS || !skip(ids, length)) {
            return false;
        }
        for (int i = readOrganisationAt; i < at; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        readSeriesLength = readInt();
        readSeriesAt = at;
        if (!skip(ids, readSeriesLength)) {
            return false;
        }
        readDepartmentLength = readInt();
        readDepartmentAt = at;
        return skip(ids, readDepartmentLength);
    }

    private boolean readDistrict() {
        int branch = readInt();
        readDistrictLength = branch == PRESENT ? readInt() : 0;
        readDistrictAt = at;
        return branch == 0 || (branch == PRESENT && skip(ids, readDistrictLength));
    }

    private void enterReporter(int from, int to, int districtFrom) {
        latestReporter = Arrays.copyOfRange(bytes, from, to);
        latestDistrict = Arrays.copyOfRange(bytes, districtFrom, at);
        if (!organisation.equals(ascii(readOrganisationAt, ORGANISATION_DIGITS))) {
            organisation = ascii(readOrganisationAt, ORGANISATION_DIGITS);
            partition = Partitioning.of(organisation, partitions);
        }
        series = utf8(readSeriesAt, readSeriesLength);
        reporter = new CellStore.Reporter(
                utf8(readDepartmentAt, readDepartmentLength), utf8(readDistrictAt, readDistrictLength));
    }

    private void enterYear(int readYear, boolean isOfLatest) {
        boolean isSameSlice = isOfLatest && Slice.firstYear(readYear) == Slice.firstYear(year);
        year = readYear;
        if (!isSameSlice) {
            sliceKey = CellStore.key(organisation, year, series, reporter.department(), reporter.district());
        }
    }

    private String ascii(int from, int length) {
        return new String(bytes, from, length, StandardCharsets.US_ASCII);
    }

    private String utf8(int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** Reads what follows the slice, and writes the entry as {@link Slice} describes it. */
    private int writeEntry(int id, int idLength, byte gender) {
        if (readInt() != PRESENT) {
            return NOT_PLAIN;
        }
        int valueLength = readInt();
        if (valueLength < 1 || valueLength > LONGEST_NUMBER_BYTES || valueLength > bytes.length - at) {
            return NOT_PLAIN;
        }
        long unscaled = bytes[at++];
        for (int i = 1; i < valueLength; i++) {
            unscaled = unscaled << Byte.SIZE | (bytes[at++] & 0xff);
        }
        if (readInt() != 0) { // a reason why there is none
            return NOT_PLAIN;
        }
        int branch = readInt();
        long count = branch == PRESENT ? readLong() : 0;
        int kind = readInt();
        if (branch < 0 || branch > PRESENT || count < 0 || kind < 1 || kind >= KINDS.length) {
            return NOT_PLAIN;
        }
        if (at == bytes.length || bytes[at++] != 0) { // it is retracted
            return NOT_PLAIN;
        }
        int revision = readInt();
        long micros = readLong();
        int sourceBranch = readInt();
        int sourceLength = sourceBranch == PRESENT ? readInt() : 0;
        int source = at;
        if (revision < 0
                || micros < 0
                || micros > LAST_MICROSECOND
                || sourceBranch < 0
                || sourceBranch > PRESENT
                || (sourceBranch == PRESENT && !skip(texts, sourceLength))
                || readInt() != 0 // a comment
                || at != bytes.length) {
            return NOT_PLAIN;
        }
        int end = Slice.startEntry(entry, year, branch == 0, gender, KINDS[kind], revision, micros);
        end = writeText(end, id, idLength);
        end = writeValue(end, unscaled);
        entry[end++] = (byte) branch;
        if (branch == PRESENT) {
            LONG.set(entry, end, count);
            end += Long.BYTES;
        }
        end = writeText(end, source, sourceLength);
        end = writeText(end, source, 0);
        if (branch == PRESENT) { // the least above 0, which there is none of when it is 0, and the greatest
            LONG.set(entry, end, count);
            LONG.set(entry, end + Long.BYTES, count);
            end += 2 * Long.BYTES;
        }
        Slice.endEntry(entry, end);
        return end;
    }

    private int writeText(int to, int from, int length) {
        entry[to] = (byte) (length >> Byte.SIZE);
        entry[to + 1] = (byte) length;
        System.arraycopy(bytes, from, entry, to + 2, length);
        return to + 2 + length;
    }

    /** As a BigDecimal without trailing zeros. */
    private int writeValue(int to, long unscaled) {
        int scale = unscaled == 0 ? 0 : Observation.VALUE_DECIMALS;
        long digits = unscaled;
        while (scale > 0 && digits % 10 == 0) {
            digits /= 10;
            scale--;
        }
        int length = (Long.SIZE - Long.numberOfLeadingZeros(digits < 0 ? ~digits : digits)) / Byte.SIZE + 1;
        entry[to] = 0;
        entry[to + 1] = (byte) scale;
        entry[to + 2] = (byte) length;
        for (int i = 0; i < length; i++) {
            entry[to + 3 + i] = (byte) (digits >> (Byte.SIZE * (length - 1 - i)));
        }
        return to + 3 + length;
    }

    private boolean isAt(int from, byte[] expected) {
        return from + expected.length <= bytes.length
                && expected.length > 0
                && Arrays.equals(bytes, from, from + expected.length, expected, 0, expected.length);
    }

    /** Passes over a text of {@code length} bytes, if it is one that is known to be in order. */
    private boolean skip(KnownTexts known, int length) {
        if (length < 1 || length > bytes.length - at) {
            return false;
        }
        if (!known.has(bytes, at, length)) {
            isTextUnknown = true;
            return false;
        }
        at += length;
        return true;
    }

    /** Reads a number of Avro's; {@link #NOT_PLAIN} when it is negative, has more than 28 bits, or is not there. */
    private int readInt() {
        int number = 0;
        for (int shift = 0; shift < 28 && at < bytes.length; shift += 7) {
            byte next = bytes[at++];
            number |= (next & 0x7f) << shift;
            if (next >= 0) {
                return (number & 1) == 0 ? number >>> 1 : NOT_PLAIN;
            }
        }
        return NOT_PLAIN;
    }

    /** Reads a number of Avro's; {@link #NOT_PLAIN} when it is negative, has more than 63 bits, or is not there. */
    private long readLong() {
        long number = 0;
        for (int shift = 0; shift < 63 && at < bytes.length; shift += 7) {
            byte next = bytes[at++];
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (number & 1) == 0 ? number >>> 1 : NOT_PLAIN;
            }
        }
        return NOT_PLAIN;
    }
}
