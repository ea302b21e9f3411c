package se.malbild.receipts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.schemas.Sender;

/** What a record of a department turned out to be when it was taken in. What becomes of it is worked out when it is read. */
sealed interface Listed {
    /** The first record that said something; {@code event} is the key of what it said. */
    record First(Bytes event) implements Listed {}

    /** A record that said what another had said: {@code event} is the key of it. Milliseconds since 1970. */
    record Again(Bytes event, long appendedAt, Optional<Sender> sender) implements Listed {}

    /** A record that could not be taken in. Milliseconds since 1970. */
    record Rejected(Optional<String> eventId, long appendedAt, Optional<Sender> sender, List<Fault> faults)
            implements Listed {
        public Rejected {
            faults = List.copyOf(faults);
        }
    }

    char FIRST = 'e';
    char AGAIN = 'd';
    char REJECTED = 'r';

    default byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            if (this instanceof First first) {
                out.writeByte(FIRST);
                out.write(first.event().get());
            } else if (this instanceof Again again) {
                out.writeByte(AGAIN);
                out.writeLong(again.appendedAt());
                out.writeUTF(again.sender().map(Sender::name).orElse(""));
                out.write(again.event().get());
            } else if (this instanceof Rejected rejected) {
                out.writeByte(REJECTED);
                out.writeLong(rejected.appendedAt());
                out.writeUTF(rejected.sender().map(Sender::name).orElse(""));
                out.writeBoolean(rejected.eventId().isPresent());
                if (rejected.eventId().isPresent()) {
                    out.writeUTF(rejected.eventId().get());
                }
                for (Fault fault : rejected.faults()) {
                    write(out, fault.code());
                    write(out, fault.field());
                    write(out, fault.message().sv());
                    write(out, fault.message().en());
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the bytes are in memory
        }
        return bytes.toByteArray();
    }

    static Listed decoded(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            switch (in.readByte()) {
                case FIRST -> {
                    return new First(Bytes.wrap(in.readAllBytes()));
                }
                case AGAIN -> {
                    long appendedAt = in.readLong();
                    Optional<Sender> sender = StoredEvent.sender(in.readUTF());
                    return new Again(Bytes.wrap(in.readAllBytes()), appendedAt, sender);
                }
                default -> {
                    long appendedAt = in.readLong();
                    Optional<Sender> sender = StoredEvent.sender(in.readUTF());
                    Optional<String> eventId = in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
                    List<Fault> faults = new ArrayList<>();
                    while (in.available() > 0) {
                        faults.add(new Fault(read(in), read(in), new Text(read(in), read(in))));
                    }
                    return new Rejected(eventId, appendedAt, sender, faults);
                }
            }
        } catch (IOException truncated) {
            throw new UncheckedIOException(truncated);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8); // a fault may quote more than writeUTF takes
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
