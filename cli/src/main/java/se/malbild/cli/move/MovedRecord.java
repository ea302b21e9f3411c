package se.malbild.cli.move;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A record of an input topic as it is carried from one cluster to another. In a file it is the append time in eight bytes, then key,
 * value and headers: of each byte array the length in four bytes, -1 for none, before its bytes; of the headers their number in four
 * bytes, and of each its name in UTF-8 and its value. Numbers are big-endian.
 *
 * @param appendedAt milliseconds since 1970
 * @param key may be null
 * @param value may be null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MovedRecord(long appendedAt, byte[] key, byte[] value, List<Header> headers) {
    private static final int NONE = -1;

    static MovedRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new MovedRecord(
                record.timestamp(),
                record.key(),
                record.value(),
                List.of(record.headers().toArray()));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(appendedAt);
        write(key, out);
        write(value, out);
        out.writeInt(headers.size());
        for (Header header : headers) {
            write(header.key().getBytes(StandardCharsets.UTF_8), out);
            write(header.value(), out);
        }
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? NONE : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    /** Reads what {@link #write} wrote. */
    static MovedRecord read(DataInputStream in) throws IOException {
        long appendedAt = in.readLong();
        byte[] key = readBytes(in);
        byte[] value = readBytes(in);
        Header[] headers = new Header[in.readInt()];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = new RecordHeader(new String(readBytes(in), StandardCharsets.UTF_8), readBytes(in));
        }
        return new MovedRecord(appendedAt, key, value, List.of(headers));
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == NONE ? null : in.readNBytes(length);
    }
}
