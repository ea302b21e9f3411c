package se.malbild.publisher.spool;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import se.malbild.publisher.ObservationPublisher.Published;

/**
 * An event that is on disk and survives a crash.
 *
 * @param eventId of the event
 * @param published completed when the broker has it too; with {@link SpoolException} when it can never be sent, or when
 *     the publisher is closed before, and then it is sent the next time that the directory is opened
 */
public record Spooled(String eventId, CompletableFuture<Published> published) {
    public Spooled {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(published, "published");
    }
}
