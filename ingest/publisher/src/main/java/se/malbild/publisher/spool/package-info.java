/**
 * A publisher that keeps every event on disk until the broker has it. The way of an event: {@link
 * se.malbild.publisher.spool.DurablePublisher}, {@code GroupCommit} (to disk, many at a time), {@code Spool} (the directory),
 * {@code Segment} (a file in it), {@code SpoolFrame} (an event in a file), {@code Drain} (to the broker) or {@code DeadFile}.
 */
package se.malbild.publisher.spool;
