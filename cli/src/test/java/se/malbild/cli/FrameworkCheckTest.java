package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.files.Defaults;
import se.malbild.files.FileRow;
import se.malbild.files.ObservationFile;
import se.malbild.goals.Fault;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.publisher.ContentId;

class FrameworkCheckTest {
    private FrameworkCheck check;

    @BeforeEach
    void read_the_shipped_frameworks() throws Exception {
        CurrentFrameworks frameworks = new CurrentFrameworks();
        for (String document : ShippedFrameworks.documents()) {
            frameworks.add(FrameworkVersion.read(document));
        }
        check = new FrameworkCheck(Optional.of(frameworks));
    }

    @Test
    void given_a_departments_name_then_it_is_the_event_that_its_id_gives() throws Exception {
        Observation byId = ContentId.assign(observation("e1", "kommunstyrelsen"));
        Observation byName = ContentId.assign(observation("e1", "Kommunstyrelsen"));

        assertThat(check.identified(byName)).isEqualTo(byId);
        assertThat(check.identified(byId)).isEqualTo(byId);
        assertThat(check.warnings(byId)).isEmpty();
    }

    @Test
    void given_rows_with_a_departments_id_and_with_its_name_then_they_are_about_one_cell(@TempDir Path directory)
            throws Exception {
        Path file = Files.writeString(directory.resolve("export.csv"), """
                kommun;nyckeltal;förvaltning;år;tidpunkt;utfall
                1880;N00914;kommunstyrelsen;2018;2019-06-01;61,0
                1880;N00914;Kommunstyrelsen;2018;2019-06-01;62,0
                """);
        List<String> codes = new ArrayList<>();

        try (ObservationFile open = ObservationFile.open(file, Defaults.NONE, Optional.empty(), check::identified)) {
            for (Optional<FileRow> row = open.next(); row.isPresent(); row = open.next()) {
                ((FileRow.Faulty) row.get())
                        .faults()
                        .forEach(fault -> codes.add(fault.fault().code()));
            }
        }

        assertThat(codes).containsExactly("contradicting-rows", "contradicting-rows");
    }

    @Test
    void given_an_event_id_then_it_is_kept_when_the_department_is_identified() throws Exception {
        assertThat(check.identified(observation("e1", "Municipal executive board")))
                .isEqualTo(observation("e1", "kommunstyrelsen"));
    }

    @Test
    void given_another_letter_case_then_the_observation_stays_as_it_is_and_is_warned_of() throws Exception {
        Observation upper = observation("e1", "KOMMUNSTYRELSEN");

        assertThat(check.identified(upper)).isEqualTo(upper);
        assertThat(check.warnings(upper)).extracting(Fault::code).containsExactly("unexpected-department");
    }

    @Test
    void given_frameworks_that_cannot_be_read_then_nothing_is_changed_or_warned_of() throws Exception {
        FrameworkCheck unread = new FrameworkCheck(Optional.empty());
        Observation byName = observation("e1", "Kommunstyrelsen");

        assertThat(unread.identified(byName)).isEqualTo(byName);
        assertThat(unread.warnings(byName)).isEmpty();
    }

    private static Observation observation(String eventId, String department) throws InvalidObservationException {
        return new ObservationDraft()
                .eventId(eventId)
                .organisation("1880")
                .indicator("N00914")
                .department(department)
                .year(2018)
                .value("78.4")
                .observedAt(Instant.parse("2019-06-01T00:00:00Z"))
                .build();
    }
}
