package se.malbild.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.service.Metrics;

class SubmissionTest {
    private final Metrics metrics = new Metrics("gateway");

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void given_that_a_request_has_waited_long_enough_then_its_other_events_are_not_sent_and_not_confirmed() {
        CurrentFrameworks frameworks = new CurrentFrameworks();
        Submission submission = new Submission(
                null, // so that sending would fail
                frameworks,
                new GatewayMetrics(metrics.registry(), new InFlight(GatewayLimits.defaults())));
        ObservationReader.Reading reading = new ObservationReader(frameworks, Optional.empty()).observation("""
            {"eventId": "e1", "organisation": "1880", "indicator": "N00914", "department": "kommunstyrelsen",
             "year": 2018, "value": "78.37", "observedAt": "2019-03-01T12:00:00+01:00"}""", "");
        long deadline = System.nanoTime();

        Submission.Pending pending = submission.submit(reading, List.of(), Optional.empty(), deadline);

        assertThat(submission.await(pending, deadline)).isEqualTo(new EventResult.Unconfirmed("e1"));
    }
}
