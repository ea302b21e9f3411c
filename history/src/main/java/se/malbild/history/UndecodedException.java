package se.malbild.history;

/** The schema registry did not give the schema of some record, so nobody knows what the record is. */
public final class UndecodedException extends Exception {
    UndecodedException(int partition, long offset) {
        super("the registry does not tell the schema of the record at " + partition + "/" + offset);
    }
}
