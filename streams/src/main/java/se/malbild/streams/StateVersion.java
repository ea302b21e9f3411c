package se.malbild.streams;

/** The layout of what the stores keep. */
final class StateVersion {
    private StateVersion() {}

    /** @throws IllegalStateException when what was {@code kept} has another layout than this program reads */
    static void check(int kept, int read) {
        if (kept != read) {
            throw new IllegalStateException(
                    "The state in Kafka is of version " + kept + ", and this program reads version "
                            + read + ". Stop all instances and let everything be computed again from the events:"
                            + " malbild reset --execute");
        }
    }
}
