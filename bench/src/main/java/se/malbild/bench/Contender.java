package se.malbild.bench;

/** One that replays the events and is timed. */
interface Contender {
    /** What is timed. */
    interface Clock {
        /** The first event is here. */
        void start();

        /** Everything is done, and committed. */
        void stop();
    }

    /** Reads all events, and returns what it has come to, as its output has it. */
    Totals replay(Replay replay, Clock clock) throws Exception;
}
