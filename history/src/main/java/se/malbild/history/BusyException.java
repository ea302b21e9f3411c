package se.malbild.history;

/** As many logs are being read from their beginning as are read at once; asking again later will help. */
public final class BusyException extends Exception {
    BusyException() {
        super("too many logs are being read");
    }
}
