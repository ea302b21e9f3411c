package se.malbild.streams.simulation;

/** Where a process can be killed. */
enum CrashPoint {
    /** A record is taken from the input, and nothing is put. */
    BEFORE_PUT,
    /** Something is in a store and not in its changelog. */
    AFTER_PUT,
    /** It is in both. */
    AFTER_LOG,
    /** An output is drawn and not sent. */
    BEFORE_OUTPUT,
    /** Everything is processed and put. */
    BEFORE_COMMIT,
    /** The transaction is committed, and the process does not know. */
    AFTER_COMMIT,
    /** A part of the state is read back. */
    IN_RESTORE,
    /** The state is read back, and not every processor has started. */
    IN_INIT
}
