package se.malbild.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.Condition;
import se.malbild.goals.decision.Conditions;
import se.malbild.goals.decision.DecisionDraft;
import se.malbild.goals.decision.DecisionForm;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionRecord;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.InvalidDecisionException;
import se.malbild.goals.decision.KnownYear;
import se.malbild.goals.decision.VoidCode;
import se.malbild.goals.decision.VoidDecision;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.history.BusyException;
import se.malbild.history.DecisionDesk;
import se.malbild.history.Sitting;
import se.malbild.history.TooLargeException;
import se.malbild.history.UndecodedException;
import se.malbild.schemas.BrokerException;

/**
 * Takes a decision: checks it against what is known, writes it, and reads it back to learn whether it is in force. Several may do so
 * at once, in several gateways: the order of the log decides. For use by many threads.
 */
final class DecisionProcedure {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionProcedure.class);
    /** Each time that somebody else decides about the same year between the reading and the writing is one more try. */
    private static final int MOST_TRIES = 50;

    private static final Duration LOOKS_AGAIN_AFTER = Duration.ofMillis(20);

    /** It cannot be learnt what is known. */
    static final class AwayException extends Exception {
        private AwayException(Exception why) {
            super(why.toString(), why);
        }
    }

    private final DecisionDesk desk;
    private final DecisionLog log;
    private final Duration shownWithin;

    /** @param shownWithin how long Kafka may take to show what it has confirmed */
    DecisionProcedure(DecisionDesk desk, DecisionLog log, Duration shownWithin) {
        this.desk = desk;
        this.log = log;
        this.shownWithin = shownWithin;
    }

    /**
     * Returns what is known of {@code organisation} now.
     *
     * @throws AwayException when Kafka or the registry does not tell
     */
    Sitting sit(String organisation) throws AwayException {
        try {
            return desk.sit(organisation);
        } catch (BusyException | TooLargeException | BrokerException | UndecodedException | KafkaException away) {
            throw new AwayException(away);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AwayException(stop);
        }
    }

    /**
     * Returns what is known of a year of a framework in force that covers it.
     *
     * @throws AwayException when the registry does not tell
     */
    static KnownYear known(Sitting sitting, DecisionYear year) throws AwayException {
        try {
            return sitting.known(year);
        } catch (UndecodedException away) {
            throw new AwayException(away);
        }
    }

    /**
     * Decides what {@code draft} says, if that is possible.
     *
     * @param by whoever decides, and may
     * @throws InvalidDecisionException with everything that is wrong with the draft
     * @throws AwayException when it cannot be learnt what is known; then nothing was written
     */
    DecisionOutcome take(DecisionDraft draft, Author by) throws InvalidDecisionException, AwayException {
        DecisionOutcome outcome = new DecisionOutcome.Unconfirmed();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Sitting sitting = sit(draft.organisation());
            DecisionForm form = draft.build(sitting.framework(draft.framework()), SwedishTime.day(Instant.now()));
            Optional<DecisionOutcome> refused = refused(sitting, form);
            if (refused.isPresent()) {
                return refused.get();
            }
            YearDecision decision = prepare(sitting, form, by);
            YearDecisions before = sitting.decisions(form.year());
            Optional<DecisionOutcome> foreseen =
                    before.with(decision).whyVoid(before.records().size()).map(DecisionProcedure::toVoid);
            if (foreseen.isPresent()) {
                return foreseen.get();
            }
            if (!log.write(decision)) {
                return new DecisionOutcome.Unconfirmed();
            }
            YearDecisions after = readBack(decision);
            outcome = outcome(decision, after);
            boolean isSlotAsSeen = after.inForce(decision.slot())
                    .map(YearDecision::decisionId)
                    .orElse("")
                    .equals(decision.follows());
            boolean isOvertaken = outcome instanceof DecisionOutcome.NoDecision lost && lost.code() == VoidCode.STALE;
            if (!isOvertaken || !isSlotAsSeen) {
                return outcome;
            }
        }
        return outcome;
    }

    private static YearDecision prepare(Sitting sitting, DecisionForm form, Author by) throws AwayException {
        try {
            return sitting.prepare(form, by, UUID.randomUUID().toString());
        } catch (UndecodedException away) {
            throw new AwayException(away);
        }
    }

    /** Returns why nothing is to be written. What is closed already is told first, and by whom. */
    private static Optional<DecisionOutcome> refused(Sitting sitting, DecisionForm form) throws AwayException {
        YearDecisions decisions = sitting.decisions(form.year());
        boolean isForClosedYear = decisions.isClosed() && form.kind() != DecisionKind.REOPENED;
        if (isForClosedYear) {
            return Optional.of(new DecisionOutcome.NoDecision(VoidCode.CLOSED, decisions.closing()));
        }
        return switch (form.kind()) {
            case CLOSED -> refusedClosing(known(sitting, form.year()), decisions, form);
            case READY ->
                refused(Conditions.ofReady(
                        known(sitting, form.year()), decisions, form.slot().department()));
            case MARKED, JUDGED, COMMENTED, REOPENED -> Optional.empty();
        };
    }

    /** Conditions that the author saw belong to the picture that the author saw, so that comes first. */
    private static Optional<DecisionOutcome> refusedClosing(
            KnownYear known, YearDecisions decisions, DecisionForm form) {
        String now = ClosedPicture.sha256(known.picture());
        if (!now.startsWith(form.pictureSeen())) {
            return Optional.of(new DecisionOutcome.PictureChanged(now));
        }
        return refused(Conditions.ofClosing(known, decisions).stream()
                .filter(condition ->
                        !form.acknowledged().contains(condition.code().id()))
                .toList());
    }

    private static Optional<DecisionOutcome> refused(List<Condition> conditions) {
        return conditions.isEmpty() ? Optional.empty() : Optional.of(new DecisionOutcome.Refused(conditions));
    }

    /**
     * Reads until the decision is there: a reading that began before it was written may be shared. Returns what does not have it
     * when that cannot be learnt in time.
     */
    private YearDecisions readBack(YearDecision decision) {
        long since = System.nanoTime();
        YearDecisions read = read(decision);
        while (!isThere(decision, read)
                && System.nanoTime() - since < shownWithin.toNanos()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOKS_AGAIN_AFTER.toNanos());
            read = read(decision);
        }
        return read;
    }

    private YearDecisions read(YearDecision decision) {
        try {
            return sit(decision.year().organisation()).decisions(decision.year());
        } catch (AwayException away) {
            LOG.warn("The decision {} was written and cannot be read back now", decision.decisionId(), away);
            return YearDecisions.NONE;
        }
    }

    private static boolean isThere(YearDecision decision, YearDecisions read) {
        return !(outcome(decision, read) instanceof DecisionOutcome.Unconfirmed);
    }

    private static DecisionOutcome outcome(YearDecision decision, YearDecisions after) {
        Stream<DecisionOutcome> inForce = after.accepted().stream()
                .filter(placed -> placed.decision().decisionId().equals(decision.decisionId()))
                .map(placed -> new DecisionOutcome.InForce(placed.decision()));
        Stream<DecisionOutcome> isVoid = after.voids().stream()
                .filter(one -> one.record() instanceof DecisionRecord.Decided decided
                        && decided.decision().decisionId().equals(decision.decisionId()))
                .map(DecisionProcedure::toVoid);
        return Stream.concat(inForce, isVoid).findFirst().orElseGet(DecisionOutcome.Unconfirmed::new);
    }

    private static DecisionOutcome toVoid(VoidDecision why) {
        return new DecisionOutcome.NoDecision(why.code(), why.first());
    }
}
