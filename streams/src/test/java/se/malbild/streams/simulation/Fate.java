package se.malbild.streams.simulation;

/** Where the process of one instance is to be killed, if anywhere. */
final class Fate {
    private CrashPoint at;
    private int passes;

    /** Kills it when it comes to {@code point} for the time after {@code spared} times. */
    void killAt(CrashPoint point, int spared) {
        at = point;
        passes = spared;
    }

    void spare() {
        at = null;
    }

    /** The process is here. */
    void passes(CrashPoint here) {
        if (here == at && passes-- == 0) {
            at = null;
            throw new Crash(here);
        }
    }
}
