package se.malbild.publisher.spool;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * An event on its way to disk.
 *
 * @param frame its bytes
 * @param spooled what {@code onDisk} is completed with
 * @param onDisk completed when it is there
 */
record Pending(ByteBuffer frame, int bytes, Spooled spooled, CompletableFuture<Spooled> onDisk) {
    static Pending of(String eventId, ByteBuffer frame) {
        return new Pending(
                frame, frame.remaining(), new Spooled(eventId, new CompletableFuture<>()), new CompletableFuture<>());
    }
}
