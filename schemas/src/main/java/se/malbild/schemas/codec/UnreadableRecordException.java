package se.malbild.schemas.codec;

/** Says that an output record cannot be read, and why. */
public final class UnreadableRecordException extends RuntimeException {
    private final boolean registryAway;

    UnreadableRecordException(String message, boolean registryAway, Throwable cause) {
        super(message, cause);
        this.registryAway = registryAway;
    }

    UnreadableRecordException(String message) {
        this(message, false, null);
    }

    /** Returns whether only the schema registry is missing, so that the same record may be readable later. */
    public boolean registryAway() {
        return registryAway;
    }
}
