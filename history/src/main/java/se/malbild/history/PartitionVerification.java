package se.malbild.history;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import se.malbild.schemas.Reflects;
import se.malbild.schemas.Topic;

/** Verifies the organisations of one reading of a partition, and waits for those whose outputs are not yet what they are to be. */
final class PartitionVerification {
    private static final Duration LOOKS_AGAIN_AFTER = Duration.ofMillis(500);

    private final Admin admin;
    private final String group;
    private final OrganisationVerification verification;
    private final InputDigests digests;
    private final Duration patience;

    /** @param digests takes the logs */
    PartitionVerification(
            Admin admin, String group, OrganisationVerification verification, InputDigests digests, Duration patience) {
        this.admin = admin;
        this.group = group;
        this.verification = verification;
        this.digests = digests;
        this.patience = patience;
    }

    void verify(PartitionReading reading, LiveVerification.Listener listener)
            throws ExecutionException, InterruptedException, UndecodedException {
        Reflects due = processed(reading);
        reading.readOn();
        Set<String> open = new TreeSet<>(reading.owned().keySet());
        open.removeIf(owner -> reading.owned().get(owner).isEmpty());
        long since = System.nanoTime();
        boolean isFirst = true;
        while (!open.isEmpty()) {
            boolean isLast = System.nanoTime() - since >= patience.toNanos();
            for (String owner : List.copyOf(open)) {
                OwnedRecords owned = reading.owned().get(owner);
                Reflects through = owned.reflected().max(due);
                VerifiedOrganisation verified = isFirst || isLast
                        ? verification.verifyWithRejections(owned, through)
                        : verification.verify(owned, through);
                if (isLast || verified.differences().isEmpty()) {
                    VerifiedDecisions decided = verification.verifyDecisions(owned);
                    if (isLast || !isAhead(decided)) {
                        open.remove(owner);
                        digests.add(owned.log());
                        listener.verified(verified.with(digests.of(owner), decided));
                    }
                }
            }
            isFirst = false;
            if (!open.isEmpty()) {
                LockSupport.parkNanos(LOOKS_AGAIN_AFTER.toNanos());
                reading.readOn();
            }
        }
    }

    /** A decision may have been read that rests on what came while it was read. */
    private static boolean isAhead(VerifiedDecisions decided) {
        return decided.findings().stream().anyMatch(finding -> finding.kind() == DecisionFinding.Kind.BASIS_MISSING);
    }

    /** Returns the last offsets of the inputs that the application has read and answered for; it may have yet to publish them. */
    private Reflects processed(PartitionReading reading) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return new Reflects(
                last(committed.get(reading.place(Topic.INDICATOR_EVENTS))),
                last(committed.get(reading.place(Topic.GOAL_FRAMEWORKS))));
    }

    private static long last(OffsetAndMetadata next) {
        return next == null ? -1 : next.offset() - 1;
    }
}
