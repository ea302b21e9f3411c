package se.malbild.receipts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;
import se.malbild.schemas.Sender;

/**
 * An event that was taken in.
 *
 * @param offset of the first record that said it
 * @param appendedAt of that record, milliseconds since 1970
 * @param sender of that record
 * @param duplicates how many further records said the same
 * @param idReused whether the organisation has used its id for another content too
 */
record StoredEvent(
        Observation observation,
        long offset,
        long appendedAt,
        Optional<Sender> sender,
        int duplicates,
        boolean idReused) {
    private static final int FORMAT = 2;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private static final char VALUE = 'v';
    private static final char MISSING = 'm';
    private static final char RETRACTED = 'r';

    StoredEvent withIdReused() {
        return new StoredEvent(observation, offset, appendedAt, sender, duplicates, true);
    }

    /** Returns the event after a further record said the same; the one with the smaller offset is the first. */
    StoredEvent again(long otherOffset, long otherAppendedAt, Optional<Sender> otherSender) {
        return otherOffset < offset
                ? new StoredEvent(observation, otherOffset, otherAppendedAt, otherSender, duplicates + 1, idReused)
                : new StoredEvent(observation, offset, appendedAt, sender, duplicates + 1, idReused);
    }

    byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeLong(offset);
            out.writeLong(appendedAt);
            out.writeUTF(sender.map(Sender::name).orElse(""));
            out.writeInt(duplicates);
            out.writeBoolean(idReused);
            Cell cell = observation.cell();
            out.writeUTF(observation.eventId());
            out.writeUTF(cell.organisation());
            out.writeUTF(cell.indicator());
            out.writeUTF(cell.department());
            out.writeShort(cell.year());
            out.writeUTF(cell.period().toString());
            out.writeUTF(cell.gender().name());
            out.writeUTF(cell.district());
            out.writeUTF(cell.kind().name());
            write(observation.content(), out);
            out.writeLong(observation.count().orElse(-1));
            out.writeInt(observation.revision());
            out.writeLong(micros(observation.observedAt()));
            out.writeUTF(observation.source());
            out.writeUTF(observation.comment());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the bytes are in memory
        }
        return bytes.toByteArray();
    }

    static StoredEvent decoded(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readByte();
            if (format != FORMAT) {
                throw new IllegalStateException("event of format " + format + ", this program reads " + FORMAT);
            }
            long offset = in.readLong();
            long appendedAt = in.readLong();
            Optional<Sender> sender = sender(in.readUTF());
            int duplicates = in.readInt();
            boolean idReused = in.readBoolean();
            String eventId = in.readUTF();
            Cell cell = new Cell(
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    Period.parse(in.readShort(), in.readUTF()).orElseThrow(),
                    Gender.valueOf(in.readUTF()),
                    in.readUTF(),
                    Kind.valueOf(in.readUTF()));
            Content content = content(in);
            long count = in.readLong();
            return new StoredEvent(
                    new Observation(
                            eventId,
                            cell,
                            content,
                            count < 0 ? OptionalLong.empty() : OptionalLong.of(count),
                            in.readInt(),
                            instant(in.readLong()),
                            in.readUTF(),
                            in.readUTF()),
                    offset,
                    appendedAt,
                    sender,
                    duplicates,
                    idReused);
        } catch (IOException truncated) {
            throw new UncheckedIOException(truncated);
        }
    }

    /** Returns who is called {@code name}; {@code ""} stands for nobody. */
    static Optional<Sender> sender(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(new Sender(name));
    }

    /** Microseconds since 1970, as exact as an observation is. */
    static long micros(Instant time) {
        return time.getEpochSecond() * MICROS_PER_SECOND + time.getNano() / NANOS_PER_MICRO;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
    }

    private static void write(Content content, DataOutputStream out) throws IOException {
        if (content instanceof Content.Value value) {
            out.writeByte(VALUE);
            out.writeUTF(value.number().toPlainString());
        } else if (content instanceof Content.Missing missing) {
            out.writeByte(MISSING);
            out.writeUTF(missing.reason().name());
        } else {
            out.writeByte(RETRACTED);
        }
    }

    private static Content content(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case VALUE -> new Content.Value(new BigDecimal(in.readUTF()));
            case MISSING -> new Content.Missing(MissingReason.valueOf(in.readUTF()));
            default -> new Content.Retracted();
        };
    }
}
