package se.malbild.history;

/** An organisation's log takes more memory than the logs may take together, so it is not read. */
public final class TooLargeException extends Exception {
    TooLargeException(String organisation, long mostBytes) {
        super("the log of " + organisation + " takes more than " + mostBytes + " bytes");
    }
}
