package se.malbild.gateway;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.goals.observation.Observation;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.publisher.ObservationPublisher.Published;
import se.malbild.service.Tokens.Holder;

/** Sends what was read on to Kafka and learns what became of it. For use by many threads. */
final class Submission {
    private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

    /**
     * An event that was sent on, or rejected.
     *
     * @param department as metrics name it
     */
    record Pending(CompletableFuture<EventResult> result, String eventId, String department) {}

    private final ObservationPublisher publisher;
    private final CurrentFrameworks frameworks;
    private final GatewayMetrics metrics;

    Submission(ObservationPublisher publisher, CurrentFrameworks frameworks, GatewayMetrics metrics) {
        this.publisher = publisher;
        this.frameworks = frameworks;
        this.metrics = metrics;
    }

    /**
     * Sends on what is good; says at once what is not.
     *
     * @param deadline of {@link System#nanoTime()}; after it nothing is sent, so that a body of many events does not wait for
     *     Kafka as many times
     */
    Pending submit(ObservationReader.Reading reading, List<Header> headers, Optional<Holder> holder, long deadline) {
        if (reading instanceof ObservationReader.Reading.Bad bad) {
            String department =
                    holder.isPresent() && holder.get().departments().contains(bad.department()) ? bad.department() : "";
            return new Pending(
                    CompletableFuture.completedFuture(new EventResult.Rejected(bad.faults())), "", department);
        }
        ObservationReader.Reading.Good good = (ObservationReader.Reading.Good) reading;
        Observation observation = good.observation();
        String department = observation.cell().department();
        boolean isKnown = holder.isPresent()
                || frameworks.knowsDepartment(observation.cell().organisation(), department);
        CompletableFuture<EventResult> result = System.nanoTime() - deadline >= 0
                ? CompletableFuture.completedFuture(new EventResult.Unconfirmed(observation.eventId()))
                : publish(observation, headers)
                        .handle((published, failure) -> result(good, published, Optional.ofNullable(failure)));
        return new Pending(result, observation.eventId(), isKnown ? department : "");
    }

    /** Says what would become of it, and sends nothing. */
    static EventResult check(ObservationReader.Reading reading) {
        if (reading instanceof ObservationReader.Reading.Bad bad) {
            return new EventResult.Rejected(bad.faults());
        }
        ObservationReader.Reading.Good good = (ObservationReader.Reading.Good) reading;
        return new EventResult.Valid(good.observation().eventId(), good.warnings());
    }

    /** Interrupted while it waits for Kafka, as when the gateway shuts down, the thread stays interrupted. */
    private CompletableFuture<Published> publish(Observation observation, List<Header> headers) {
        try {
            return publisher.publish(observation, headers);
        } catch (InterruptException stop) {
            return CompletableFuture.failedFuture(stop);
        }
    }

    private static EventResult result(
            ObservationReader.Reading.Good good, Published published, Optional<Throwable> failure) {
        String eventId = good.observation().eventId();
        failure.ifPresent(why -> LOG.debug("Kafka has not confirmed {}", eventId, why));
        return failure.isPresent()
                ? new EventResult.Unconfirmed(eventId)
                : new EventResult.Accepted(eventId, published, good.warnings());
    }

    /**
     * Waits for what became of {@code pending}.
     *
     * @param deadline of {@link System#nanoTime()}; what is not known by then is not confirmed
     */
    EventResult await(Pending pending, long deadline) {
        EventResult result;
        try {
            result = pending.result().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException unknown) {
            result = new EventResult.Unconfirmed(pending.eventId());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            result = new EventResult.Unconfirmed(pending.eventId());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible); // failures are results
        }
        metrics.event(result, pending.department());
        return result;
    }
}
