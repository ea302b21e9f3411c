package se.malbild.dashboard.then;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.dashboard.SampleView;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.history.Cut;
import se.malbild.history.Known;
import se.malbild.history.LogReader;
import se.malbild.history.Moment;
import se.malbild.history.OrganisationLogs;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.HttpProblemException;

class PastTest {
    /** Nobody listens there, so that who gets as far as reading is told to come again. */
    private static final Cluster NOBODY = new Cluster("127.0.0.1:1", "http://127.0.0.1:1");

    @ParameterizedTest
    @CsvSource({
        "0114, 503", // a municipality without a picture
        "0002, 404",
        "9999, 404",
        "orebro, 404"
    })
    void given_a_code_that_is_no_municipality_and_has_no_picture_then_no_log_is_read(String organisation, int status) {
        try (SchemaRegistry registry = SchemaRegistry.connect(NOBODY, Optional.empty())) {
            Past past = new Past(new SampleView(), registry, new OrganisationLogs(new LogReader(NOBODY), 1), 1);

            HttpProblemException refused = catchThrowableOfType(
                    HttpProblemException.class, () -> past.revisions(organisation, OptionalInt.empty()));

            assertThat(refused.problem().status()).isEqualTo(status);
        }
    }

    @Test
    void given_a_schema_that_comes_late_and_changes_only_a_year_before_the_period_then_the_tag_is_another()
            throws Exception {
        Observation before = new ObservationDraft()
                .eventId("e1")
                .organisation("1880")
                .indicator("N00914")
                .department("kommunstyrelsen")
                .year(2014)
                .value("61")
                .observedAt(Instant.parse("2015-03-01T10:00:00Z"))
                .build();

        assertThat(tag(before)).isEqualTo(tag(before)).isNotEqualTo(tag());
    }

    /** Returns the tag of a place where some record could not be read yet, and nothing is different in the pictures. */
    private static String tag(Observation... observations) throws Exception {
        FrameworkVersion framework = FrameworkVersion.read(SampleEvents.framework("orebro-2017-2019"));
        ObservationSet observed = new ObservationSet();
        List.of(observations).forEach(observed::add);
        Known known = new Known(
                new TreeMap<>(Map.of("orebro-2017-2019", framework)),
                List.of(),
                new TreeMap<>(),
                List.of(),
                Optional.empty(),
                observed,
                0,
                0,
                false);
        return Past.tag(new Moment(new Cut(2, 1), false, false), Instant.EPOCH, known);
    }
}
