package se.malbild.cluster;

/** A registry that can be away. */
interface StoppableRegistry extends AutoCloseable {
    /** Returns the address to give a client as {@code schema.registry.url}. */
    String url();

    /** Lets it be there, at the same address as before. */
    void start();

    /** Lets it be away: open connections break, and new ones are refused. */
    void stop();

    @Override
    default void close() {
        stop();
    }
}
