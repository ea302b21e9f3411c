package se.malbild.publisher.spool;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.publisher.ObservationJson;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.publisher.ObservationPublisher.Published;

/** An event on its way from disk to the broker. For one thread. */
final class Delivery {

    /** How it stands with it. */
    sealed interface State {
        /** Not sent yet, or not answered yet. */
        record Waiting() implements State {}

        record Acknowledged(Published published) implements State {}

        /** Not acknowledged; it is to be sent again. */
        record Failed(Throwable why) implements State {}

        /** To send it again is no use. */
        record Died(Dead dead) implements State {}
    }

    private static final State WAITING = new State.Waiting();

    private final Segment.Entry entry;
    private final String event;
    private final Instant spooledAt;
    private Optional<Observation> observation = Optional.empty();
    private Optional<Dead> dead = Optional.empty();
    private Optional<CompletableFuture<Published>> answer = Optional.empty();

    Delivery(Segment.Entry entry) {
        this.entry = entry;
        if (entry.found() instanceof SpoolFrame.Found.Whole whole) {
            event = whole.event();
            spooledAt = whole.spooledAt();
            try {
                observation = Optional.of(ObservationJson.read(event));
            } catch (InvalidObservationException invalid) {
                dead = Optional.of(Dead.notAnObservation(event, invalid.faults()));
            }
        } else {
            event = ((SpoolFrame.Found.Damaged) entry.found()).base64();
            spooledAt = Instant.now(); // as far as one can know
            dead = Optional.of(Dead.damaged(event));
        }
    }

    /** Sends it, unless there is nothing to send or the broker has it. {@code onAnswer} is run when the answer is there. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is run when it is done cannot fail
    void send(ObservationPublisher publisher, Runnable onAnswer) {
        if (observation.isPresent() && !(state() instanceof State.Acknowledged)) {
            CompletableFuture<Published> sent = publisher.publish(observation.get());
            answer = Optional.of(sent);
            sent.whenComplete((published, failure) -> onAnswer.run());
        }
    }

    State state() {
        if (dead.isPresent()) {
            return new State.Died(dead.get());
        }
        if (answer.isEmpty() || !answer.get().isDone()) {
            return WAITING;
        }
        try {
            return new State.Acknowledged(answer.get().join());
        } catch (CompletionException refused) {
            Throwable why = refused.getCause();
            return Dead.refused(event, why).<State>map(State.Died::new).orElseGet(() -> new State.Failed(why));
        }
    }

    /** Makes one that failed wait again. */
    void retry() {
        if (state() instanceof State.Failed) {
            answer = Optional.empty();
        }
    }

    Segment.Entry entry() {
        return entry;
    }

    Instant spooledAt() {
        return spooledAt;
    }
}
