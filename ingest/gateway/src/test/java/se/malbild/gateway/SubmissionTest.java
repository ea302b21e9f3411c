package se.malbild.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.service.Metrics;

class SubmissionTest {
    private final Metrics metrics = new Metrics("gateway");
    private final CurrentFrameworks frameworks = new CurrentFrameworks();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void given_that_a_request_has_waited_long_enough_then_its_other_events_are_not_sent_and_not_confirmed() {
        Submission submission = submission(null); // so that sending would fail
        long deadline = System.nanoTime();

        Submission.Pending pending = submission.submit(observation(), List.of(), Optional.empty(), deadline);

        assertThat(submission.await(pending, deadline)).isEqualTo(new EventResult.Unconfirmed("e1"));
    }

    @Test
    void given_that_waiting_for_kafka_is_interrupted_then_the_event_is_not_confirmed() throws Exception {
        MockSchemaRegistry.getClientForScope("gateway", List.of(new AvroSchemaProvider()))
                .register(Topic.INDICATOR_EVENTS.subject(), new AvroSchema(Topic.INDICATOR_EVENTS.schema()));
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        try (ObservationPublisher publisher =
                ObservationPublisher.connect(new Cluster("127.0.0.1:1", "mock://gateway"))) {
            Submission submission = submission(publisher);

            Thread.currentThread().interrupt();
            Submission.Pending pending = submission.submit(observation(), List.of(), Optional.empty(), deadline);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(submission.await(pending, deadline)).isEqualTo(new EventResult.Unconfirmed("e1"));
        }
    }

    private Submission submission(ObservationPublisher publisher) {
        return new Submission(
                publisher, frameworks, new GatewayMetrics(metrics.registry(), new InFlight(GatewayLimits.defaults())));
    }

    private ObservationReader.Reading observation() {
        return new ObservationReader(frameworks, Optional.empty()).observation("""
            {"eventId": "e1", "organisation": "1880", "indicator": "N00914", "department": "kommunstyrelsen",
             "year": 2018, "value": "78.37", "observedAt": "2019-03-01T12:00:00+01:00"}""", "");
    }
}
