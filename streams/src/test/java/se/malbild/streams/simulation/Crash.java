package se.malbild.streams.simulation;

/** The process is killed. An error, since what catches exceptions does not outlive this. */
final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash(CrashPoint at) {
        super(at.name(), null, false, false);
    }
}
