package se.malbild.history;

/** Lets long work be interrupted by rests: whoever does it calls {@link #step} after each small part. */
interface Pace {
    /** Never rests. */
    Pace FULL = () -> {};

    /** Rests, if it is time to; not when the thread is interrupted, which it still is afterwards. */
    void step();
}
