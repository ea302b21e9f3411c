package se.malbild.schemas.codec;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import se.malbild.goals.Fault;

/** Reads values of any writer's schema that can be read with ours. For one thread. */
final class ResolvingReader {

    /** Carries what is wrong with a value. */
    static final class UndecodableException extends Exception {
        private final transient Fault fault;

        UndecodableException(Fault fault, Throwable cause) {
            super(fault.message().en(), cause);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    private final GenericDatumReader<GenericRecord> reader;
    private BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);

    ResolvingReader(Schema writer, Schema ours) {
        reader = new GenericDatumReader<>(writer, ours);
    }

    /** Decodes what follows the header of {@code value}. */
    GenericRecord read(byte[] value) throws UndecodableException {
        int header = WireFormat.HEADER_BYTES;
        decoder = DecoderFactory.get().binaryDecoder(value, header, value.length - header, decoder);
        GenericRecord read;
        boolean atEnd;
        try {
            read = reader.read(null, decoder);
            atEnd = decoder.isEnd();
        } catch (IOException | RuntimeException | StackOverflowError malformed) {
            // The bytes decide what is thrown: Avro has no one exception for them, and a writer's schema that refers to
            // itself lets them decide how deep to go.
            String why = String.valueOf(malformed.getMessage());
            throw new UndecodableException(WireFormat.undecodable("", why + ".", why + "."), malformed);
        }
        if (!atEnd) {
            throw new UndecodableException(
                    WireFormat.undecodable("", "Det finns byte kvar efter den.", "There are bytes left after it."),
                    null);
        }
        return read;
    }
}
