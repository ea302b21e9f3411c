package se.malbild.schemas.codec;

/** Says that an output record cannot be read, and why. */
public final class UnreadableRecordException extends RuntimeException {
    /** Why a record cannot be read. */
    public enum Obstacle {
        /** The record itself: it will not be readable later either. */
        RECORD,
        /** The schema registry does not answer. */
        REGISTRY_AWAY,
        /** The schema registry says that it has no such schema, but has not said so for long enough to be believed. */
        SCHEMA_UNKNOWN_YET
    }

    private final Obstacle obstacle;

    UnreadableRecordException(String message, Obstacle obstacle, Throwable cause) {
        super(message, cause);
        this.obstacle = obstacle;
    }

    UnreadableRecordException(String message) {
        this(message, Obstacle.RECORD, null);
    }

    public Obstacle obstacle() {
        return obstacle;
    }
}
