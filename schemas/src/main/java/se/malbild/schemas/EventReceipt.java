package se.malbild.schemas;

import java.time.Instant;
import se.malbild.goals.observation.Observation;

/**
 * One event that was taken in, and where it lies in {@link Topic#INDICATOR_EVENTS}.
 *
 * @param observation what the event says
 * @param partition from 0
 * @param offset from 0; the first one where the same event came several times
 * @param appendedAt when the broker took it in
 * @param duplicates how many times more the same event came: same id, same content
 * @param idReused whether the organisation has sent the event's id with other content too
 */
public record EventReceipt(
        Observation observation, int partition, long offset, Instant appendedAt, int duplicates, boolean idReused) {}
