package se.malbild.dashboard.view;

/** What is published, as far as it has been read. For use by many threads. */
public interface View {

    /** Tells whether everything that had been published when reading began has been read. */
    boolean isReady();

    /** Returns how much of what had been published when reading began has been read, 0 to 1. */
    double progress();

    /** Returns the latest state; an empty one until {@link #isReady}. */
    Snapshot now();
}
