package se.malbild.dashboard.then;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.dashboard.SampleView;
import se.malbild.history.LogReader;
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
}
