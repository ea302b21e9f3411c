package se.malbild.streams;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Consumer;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.CellMemory;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;
import se.malbild.goals.observation.Winner;

/**
 * The winners of one organisation, series, department and district in {@value #YEARS} years as one value of the store. An event that comes again
 * is told by its bytes; only cells that have several events are decoded. Layout, big-endian:
 *
 * <pre>
 * version     1 byte
 * changedAt   8 bytes   greatest offset of the events that changed the slice
 * entry*      4 bytes   length of what follows
 *             1 byte    flags: 1 contested, 2 revised, 4 a value without a count, 8 counts
 *             5 bytes   cell: granularity, number, gender, kind, and how many years after the first
 *             12 bytes  revision, observedAt in microseconds
 *             2+n bytes eventId
 *             n bytes   content, count, source, comment
 *             16 bytes  with counts: the least above 0, the greatest; 0 when there was none
 * </pre>
 *
 * What is one of a few is written as the first letter of its name.
 */
final class Slice {
    /** One year would be a record of the changelog for every few events, and ten would be long ones for every correction. */
    static final int YEARS = 4;
    /** More than the cells of that many years take, with the longest texts. */
    static final int LARGEST_BYTES = 8 * 1024 * 1024;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte VERSION = 3;
    private static final int CONTESTED = 1;
    private static final int REVISED = 2;
    private static final int VALUE_WITHOUT_COUNT = 4;
    private static final int COUNTS = 8;
    private static final int HEADER = 1 + Long.BYTES;
    private static final int INITIAL_BYTES = 256;
    private static final int FLAG = Integer.BYTES;
    private static final int CELL = FLAG + 1;
    private static final int YEAR = CELL + Integer.BYTES;
    private static final int REST = YEAR + 1;
    private static final byte RETRACTED = -1;
    private static final byte VALUE = 0;
    private static final Period.Granularity[] GRANULARITIES = Period.Granularity.values();
    private static final Gender[] GENDERS = Gender.values();
    private static final Kind[] KINDS = Kind.values();
    private static final MissingReason[] REASONS = MissingReason.values();
    private static final long MICROS_A_SECOND = 1_000_000;

    private final String organisation;
    private final String series;
    private final int firstYear;
    private final String department;
    private final String district;

    /** Names what the slices to be read are of. */
    Slice(String organisation, String series, int firstYear, String department, String district) {
        this.organisation = organisation;
        this.series = series;
        this.firstYear = firstYear;
        this.department = department;
        this.district = district;
    }

    /**
     * Returns the slice after {@code observation}: {@code slice} itself when it changes nothing.
     *
     * @param slice null when there is none yet
     * @param offset where {@code observation} lies in its partition
     */
    static byte[] merge(byte[] slice, Observation observation, long offset) {
        Winner first = Winner.of(observation);
        byte[] entry = encode(first);
        if (slice == null) {
            byte[] made = new byte[HEADER + entry.length];
            made[0] = VERSION;
            return changed(made, HEADER, entry, offset);
        }
        int at = find(slice, slice.length, entry);
        return at == slice.length
                ? changed(Arrays.copyOf(slice, slice.length + entry.length), at, entry, offset)
                : mergeEntry(slice, at, length(slice, at), entry, first, offset);
    }

    /** Returns the first of the years of the slice that {@code year} lies in. */
    static int firstYear(int year) {
        return year - year % YEARS;
    }

    /**
     * Begins the entry of an observation that is not contested and not revised, of a whole year and with a value.
     *
     * @return where the event's id is to stand
     */
    static int startEntry(
            byte[] entry, int year, boolean withoutCount, byte gender, byte kind, int revision, long micros) {
        entry[FLAG] = (byte) (withoutCount ? VALUE_WITHOUT_COUNT : COUNTS);
        entry[CELL] = 'Y';
        entry[CELL + 1] = 1;
        entry[CELL + 2] = gender;
        entry[CELL + 3] = kind;
        entry[YEAR] = (byte) (year % YEARS);
        INT.set(entry, REST, revision);
        LONG.set(entry, REST + Integer.BYTES, micros);
        return REST + Integer.BYTES + Long.BYTES;
    }

    /** Notes in an entry that it ends before {@code end}. */
    static void endEntry(byte[] entry, int end) {
        INT.set(entry, 0, end - Integer.BYTES);
    }

    /** Returns where the {@code end} first bytes of {@code slice} have the cell of {@code entry}; {@code end} when they do not have it. */
    private static int find(byte[] slice, int end, byte[] entry) {
        check(slice);
        int at = HEADER;
        while (at < end
                && (slice[at + YEAR] != entry[YEAR] || (int) INT.get(slice, at + CELL) != (int) INT.get(entry, CELL))) {
            at += length(slice, at);
        }
        return at;
    }

    /** Hands every winner of {@code year} in {@code slice} to {@code winners}. */
    void read(byte[] slice, int year, Consumer<Winner> winners) {
        check(slice);
        for (int at = HEADER; at < slice.length; at += length(slice, at)) {
            if (slice[at + YEAR] == year - firstYear) {
                winners.accept(decode(slice, at));
            }
        }
    }

    /** Returns the greatest offset of the events that changed {@code slice}. */
    static long changedAt(byte[] slice) {
        return (long) LONG.get(slice, 1);
    }

    /** Returns how many cells {@code slice} holds. */
    static int cells(byte[] slice) {
        int cells = 0;
        for (int at = HEADER; at < slice.length; at += length(slice, at)) {
            cells++;
        }
        return cells;
    }

    /** Returns how many cells {@code slice} holds of each of its years. */
    static int[] cellsByYear(byte[] slice) {
        int[] cells = new int[YEARS];
        for (int at = HEADER; at < slice.length; at += length(slice, at)) {
            cells[slice[at + YEAR]]++;
        }
        return cells;
    }

    /** A slice that plain entries are being added to. For one thread. */
    static final class Open {
        private byte[] slice = new byte[INITIAL_BYTES];
        private int length;
        private boolean isChanged;

        /** @param known null when there is none yet */
        void start(byte[] known) {
            isChanged = false;
            if (known == null) {
                length = HEADER;
                slice[0] = VERSION;
                LONG.set(slice, 1, 0L);
            } else {
                length = 0;
                reserve(known.length);
                System.arraycopy(known, 0, slice, 0, known.length);
                length = known.length;
            }
        }

        /** Adds the first {@code size} bytes of {@code entry}, unless there is one of its cell. */
        CellStore.Merged add(byte[] entry, int size, long offset) {
            int at = find(slice, length, entry);
            if (at < length) {
                return Arrays.equals(slice, at + CELL, at + length(slice, at), entry, CELL, size)
                        ? CellStore.Merged.NOTHING
                        : CellStore.Merged.UNDECIDED;
            }
            reserve(size);
            System.arraycopy(entry, 0, slice, length, size);
            length += size;
            changed(slice, offset);
            isChanged = true;
            return CellStore.Merged.NEW_CELL;
        }

        boolean isChanged() {
            return isChanged;
        }

        /** Returns it as it is now. */
        byte[] bytes() {
            return Arrays.copyOf(slice, length);
        }

        private void reserve(int more) {
            if (length + more > slice.length) {
                slice = Arrays.copyOf(slice, Math.max(2 * slice.length, length + more));
            }
        }
    }

    private static byte[] mergeEntry(byte[] slice, int at, int length, byte[] entry, Winner winner, long offset) {
        if (Arrays.equals(slice, at + CELL, at + length, entry, CELL, entry.length)) {
            return slice;
        }
        Cell cell = winner.observation().cell();
        Winner known = new Slice(
                        cell.organisation(),
                        cell.indicator(),
                        firstYear(cell.year()),
                        cell.department(),
                        cell.district())
                .decode(slice, at);
        Winner merged = known.merge(winner);
        if (merged.equals(known)) {
            return slice;
        }
        byte[] changed = encode(merged);
        byte[] replaced = new byte[slice.length - length + changed.length];
        System.arraycopy(slice, 0, replaced, 0, at);
        System.arraycopy(slice, at + length, replaced, at + changed.length, slice.length - at - length);
        return changed(replaced, at, changed, offset);
    }

    private static byte[] changed(byte[] slice, int at, byte[] entry, long offset) {
        System.arraycopy(entry, 0, slice, at, entry.length);
        changed(slice, offset);
        return slice;
    }

    /** A record that waited for its schema comes after ones that lie behind it, so the offset only rises. */
    private static void changed(byte[] slice, long offset) {
        LONG.set(slice, 1, Math.max(changedAt(slice), offset));
    }

    /** @throws IllegalStateException when {@code slice} was kept by a version of the program with another layout */
    static void check(byte[] slice) {
        StateVersion.check(slice[0], VERSION);
    }

    private static int length(byte[] bytes, int at) {
        return (int) INT.get(bytes, at) + Integer.BYTES;
    }

    private static byte[] encode(Winner winner) {
        Observation observation = winner.observation();
        Cell cell = observation.cell();
        Output out = new Output();
        out.int32(0); // the length, once it is known
        out.write(flags(winner));
        out.write(letter(cell.period().granularity()));
        out.write(cell.period().number());
        out.write(letter(cell.gender()));
        out.write(letter(cell.kind()));
        out.write(cell.year() % YEARS);
        out.int32(observation.revision());
        Instant at = observation.observedAt();
        long micros = at.getEpochSecond() * MICROS_A_SECOND + at.getNano() / 1_000;
        out.int64(micros);
        out.text(observation.eventId());
        if (observation.content() instanceof Content.Value value) {
            byte[] unscaled = value.number().unscaledValue().toByteArray();
            out.write(VALUE);
            out.write(value.number().scale());
            out.write(unscaled.length);
            out.bytes(unscaled);
        } else {
            out.write(observation.content() instanceof Content.Missing missing ? letter(missing.reason()) : RETRACTED);
        }
        out.write(observation.count().isPresent() ? 1 : 0);
        observation.count().ifPresent(out::int64);
        out.text(observation.source());
        out.text(observation.comment());
        winner.memory().greatestCount().ifPresent(greatest -> {
            out.int64(winner.memory().leastCount().orElse(0));
            out.int64(greatest);
        });
        byte[] entry = out.toByteArray();
        INT.set(entry, 0, entry.length - Integer.BYTES);
        return entry;
    }

    private static int flags(Winner winner) {
        CellMemory memory = winner.memory();
        return (winner.contested() ? CONTESTED : 0)
                | (memory.revised() ? REVISED : 0)
                | (memory.valueWithoutCount() ? VALUE_WITHOUT_COUNT : 0)
                | (memory.greatestCount().isPresent() ? COUNTS : 0);
    }

    private Winner decode(byte[] slice, int at) {
        ByteBuffer in = ByteBuffer.wrap(slice, at + FLAG, length(slice, at) - FLAG);
        int flags = in.get();
        Period.Granularity granularity = constant(GRANULARITIES, in.get());
        int number = in.get();
        Gender gender = constant(GENDERS, in.get());
        Kind kind = constant(KINDS, in.get());
        Period period = new Period(firstYear + in.get(), granularity, number);
        Cell cell = new Cell(organisation, series, department, period, gender, district, kind);
        int revision = in.getInt();
        long micros = in.getLong();
        Instant observedAt = Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_A_SECOND), Math.floorMod(micros, MICROS_A_SECOND) * 1_000);
        String eventId = text(in);
        Content content = content(in);
        OptionalLong count = in.get() != 0 ? OptionalLong.of(in.getLong()) : OptionalLong.empty();
        Observation observation =
                new Observation(eventId, cell, content, count, revision, observedAt, text(in), text(in));
        return new Winner(observation, (flags & CONTESTED) != 0, memory(flags, in));
    }

    private static CellMemory memory(int flags, ByteBuffer in) {
        OptionalLong least = OptionalLong.empty();
        OptionalLong greatest = OptionalLong.empty();
        if ((flags & COUNTS) != 0) {
            long aboveNobody = in.getLong();
            least = aboveNobody == 0 ? OptionalLong.empty() : OptionalLong.of(aboveNobody);
            greatest = OptionalLong.of(in.getLong());
        }
        return new CellMemory(least, greatest, (flags & VALUE_WITHOUT_COUNT) != 0, (flags & REVISED) != 0);
    }

    private static Content content(ByteBuffer in) {
        byte tag = in.get();
        if (tag == RETRACTED) {
            return new Content.Retracted();
        }
        if (tag != VALUE) {
            return new Content.Missing(constant(REASONS, tag));
        }
        int scale = in.get();
        byte[] unscaled = new byte[in.get()];
        in.get(unscaled);
        return new Content.Value(new BigDecimal(new BigInteger(unscaled), scale));
    }

    private static char letter(Enum<?> constant) {
        return constant.name().charAt(0);
    }

    private static <E extends Enum<E>> E constant(E[] constants, byte letter) {
        for (E constant : constants) {
            if (letter(constant) == letter) {
                return constant;
            }
        }
        throw new IllegalStateException(
                "no " + constants[0].getDeclaringClass().getSimpleName() + " begins with " + letter);
    }

    private static String text(ByteBuffer in) {
        byte[] utf8 = new byte[in.getShort() & 0xffff];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Where an entry is written; texts are bounded by the observation's checks to far less than 64 KiB. */
    private static final class Output {
        private byte[] written = new byte[INITIAL_BYTES];
        private int length;

        void write(int oneByte) {
            reserve(1);
            written[length++] = (byte) oneByte;
        }

        void bytes(byte[] bytes) {
            reserve(bytes.length);
            System.arraycopy(bytes, 0, written, length, bytes.length);
            length += bytes.length;
        }

        void int32(int number) {
            reserve(Integer.BYTES);
            INT.set(written, length, number);
            length += Integer.BYTES;
        }

        void int64(long number) {
            reserve(Long.BYTES);
            LONG.set(written, length, number);
            length += Long.BYTES;
        }

        void text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            write(utf8.length >> Byte.SIZE);
            write(utf8.length);
            bytes(utf8);
        }

        byte[] toByteArray() {
            return Arrays.copyOf(written, length);
        }

        private void reserve(int more) {
            if (length + more > written.length) {
                written = Arrays.copyOf(written, Math.max(2 * written.length, length + more));
            }
        }
    }
}
