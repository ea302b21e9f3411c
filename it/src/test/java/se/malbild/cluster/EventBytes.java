package se.malbild.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import se.malbild.schemas.Topic;

/** Events as their bytes, changed in ways that no publisher of ours would. */
public final class EventBytes {
    private static final Schema OURS = Topic.INDICATOR_EVENTS.schema();
    private static final int HEADER = 5;

    private EventBytes() {}

    /** Returns {@code event} with other content, under the same schema. */
    public static byte[] with(byte[] event, Consumer<GenericRecord> change) {
        GenericRecord decoded = decoded(event, OURS);
        change.accept(decoded);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(event, 0, HEADER);
        return encoded(decoded, bytes);
    }

    /** Returns {@code event} as a department writes it that has {@code evolved}, which the registry knows as {@code id}. */
    public static byte[] writtenWith(byte[] event, Schema evolved, int id) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(id >>> shift);
        }
        return encoded(decoded(event, evolved), bytes);
    }

    /** Returns our schema with one more optional text, as a later version may have it. */
    public static Schema evolved(String field) {
        Schema optionalText = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
        List<Schema.Field> fields = new ArrayList<>();
        OURS.getFields().forEach(known -> fields.add(new Schema.Field(known, known.schema())));
        fields.add(new Schema.Field(field, optionalText, "", Schema.Field.NULL_DEFAULT_VALUE));
        return Schema.createRecord(OURS.getName(), OURS.getDoc(), OURS.getNamespace(), false, fields);
    }

    private static GenericRecord decoded(byte[] event, Schema as) {
        try {
            return new GenericDatumReader<GenericRecord>(OURS, as)
                    .read(null, DecoderFactory.get().binaryDecoder(event, HEADER, event.length - HEADER, null));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] encoded(GenericRecord event, ByteArrayOutputStream after) {
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(after, null);
        try {
            new GenericDatumWriter<GenericRecord>(event.getSchema()).write(event, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return after.toByteArray();
    }
}
