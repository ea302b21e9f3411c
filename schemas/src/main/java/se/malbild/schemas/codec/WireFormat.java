package se.malbild.schemas.codec;

import java.util.Optional;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/** The five bytes before the Avro binary: a zero byte and the id of the writer's schema, big-endian. */
public final class WireFormat {
    public static final int HEADER_BYTES = 5;

    private static final byte MAGIC = 0;
    private static final String EXPECTED_SV =
            "Avro med Confluents huvud väntas: en nollbyte, schemats id i fyra byte, sedan Avro binärt.";
    private static final String EXPECTED_EN =
            "Avro with Confluent's header is expected: a zero byte, the schema's id in four bytes, then Avro binary.";

    private WireFormat() {}

    /** Returns what is wrong with the header of {@code value}, which may be null as Kafka has it. */
    public static Optional<Fault> fault(byte[] value) {
        if (value == null) {
            return Optional.of(
                    new Fault(
                            "no-value",
                            "",
                            new Text(
                                    "Posten saknar värde. Det som är sagt tas inte bort utan återtas: retracted i en händelse, withdrawn: true i en styrmodell.",
                                    "The record has no value. A statement is not deleted but withdrawn: retracted in an event, withdrawn: true in a goal framework.")));
        }
        if (value.length > 0 && (value[0] == '{' || value[0] == '[' || value[0] == '"')) {
            return Optional.of(new Fault(
                    "not-avro",
                    "",
                    new Text("Värdet ser ut som JSON. " + EXPECTED_SV, "The value looks like JSON. " + EXPECTED_EN)));
        }
        if (value.length > 0 && value[0] != MAGIC) {
            return Optional.of(new Fault(
                    "not-avro",
                    "",
                    new Text(
                            "Värdet börjar med byte " + Byte.toUnsignedInt(value[0]) + ". " + EXPECTED_SV,
                            "The value starts with byte " + Byte.toUnsignedInt(value[0]) + ". " + EXPECTED_EN)));
        }
        if (value.length < HEADER_BYTES) {
            return Optional.of(new Fault(
                    "not-avro",
                    "",
                    new Text(
                            "Värdet är bara " + value.length + " byte långt. " + EXPECTED_SV,
                            "The value is only " + value.length + " bytes long. " + EXPECTED_EN)));
        }
        return Optional.empty();
    }

    /** Returns the schema id of a {@code value} that has no {@link #fault}. */
    public static int schemaId(byte[] value) {
        return (value[1] & 0xff) << 24 | (value[2] & 0xff) << 16 | (value[3] & 0xff) << 8 | (value[4] & 0xff);
    }

    /** Writes the header to the start of {@code value}. */
    public static void header(byte[] value, int schemaId) {
        value[0] = MAGIC;
        value[1] = (byte) (schemaId >>> 24);
        value[2] = (byte) (schemaId >>> 16);
        value[3] = (byte) (schemaId >>> 8);
        value[4] = (byte) schemaId;
    }

    /** The fault of bytes that are not what the writer's schema says. */
    static Fault undecodable(String field, String whySv, String whyEn) {
        return new Fault(
                "undecodable",
                field,
                new Text(
                        "Posten går inte att avkoda: " + whySv
                                + " Den är skadad eller skriven med ett annat schema än den säger.",
                        "The record cannot be decoded: " + whyEn
                                + " It is damaged or was written with another schema than it names."));
    }

    /** The fault of a writer's schema that cannot be read as ours. */
    static Fault unusableSchema(int schemaId, String why) {
        return new Fault(
                "schema-not-compatible",
                "",
                new Text(
                        "Schemat med id " + schemaId + " kan inte läsas som topicens schema: " + why,
                        "The schema with id " + schemaId + " cannot be read as the topic's schema: " + why));
    }
}
