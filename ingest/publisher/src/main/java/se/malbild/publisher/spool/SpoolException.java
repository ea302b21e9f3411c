package se.malbild.publisher.spool;

import java.nio.file.Path;
import se.malbild.goals.Text;

/** Says that an event is not on disk, or was not sent from there, and what to do about it. */
public final class SpoolException extends Exception {

    /** What the matter is. */
    public enum Kind {
        /** Another publisher has the directory. */
        IN_USE,
        /** The directory or a file in it cannot be read or written; the disk may be full. */
        NOT_WRITABLE,
        /** As many bytes as are allowed wait to be sent. */
        FULL,
        /** The event can never be sent; it lies in the dead file. */
        DEAD,
        /** The publisher is closed. */
        CLOSED
    }

    private final Kind kind;
    private final transient Text text;

    private SpoolException(Kind kind, Text text, Throwable cause) {
        super(text.en(), cause);
        this.kind = kind;
        this.text = text;
    }

    static SpoolException inUse(Path directory) {
        return new SpoolException(
                Kind.IN_USE,
                new Text(
                        "Utkorgen " + directory
                                + " används redan av en annan sändare; stoppa den eller välj en annan katalog.",
                        "The spool " + directory
                                + " is in use by another publisher; stop it or choose another directory."),
                null);
    }

    static SpoolException notWritable(Path directory, Throwable cause) {
        return new SpoolException(
                Kind.NOT_WRITABLE,
                new Text(
                        "Utkorgen " + directory + " går inte att läsa eller skriva (" + cause
                                + "); kontrollera rättigheterna och att disken har plats.",
                        "The spool " + directory + " cannot be read or written (" + cause
                                + "); check its permissions and that the disk has free space."),
                cause);
    }

    static SpoolException full(Path directory, long maxBytes) {
        return new SpoolException(
                Kind.FULL,
                new Text(
                        "Utkorgen " + directory + " är full (högst " + maxBytes
                                + " byte); observationen är inte mottagen. Kontrollera att Kafka och schemaregistret svarar, "
                                + "och skicka sedan igen.",
                        "The spool " + directory + " is full (at most " + maxBytes
                                + " bytes); the observation is not accepted. Check that Kafka and the schema registry answer, "
                                + "then send again."),
                null);
    }

    static SpoolException dead(Path deadFile, Text reason) {
        return new SpoolException(
                Kind.DEAD,
                new Text(
                        "Observationen kan inte skickas och ligger i " + deadFile + ": " + reason.sv(),
                        "The observation cannot be sent and is in " + deadFile + ": " + reason.en()),
                null);
    }

    static SpoolException closed() {
        return new SpoolException(
                Kind.CLOSED,
                new Text(
                        "Sändaren är stängd; det som ligger på disk skickas nästa gång den öppnas.",
                        "The publisher is closed; what is on disk will be sent the next time it is opened."),
                null);
    }

    public Kind kind() {
        return kind;
    }

    /** Returns what is wrong and what to do, for a person. */
    public Text text() {
        return text;
    }
}
