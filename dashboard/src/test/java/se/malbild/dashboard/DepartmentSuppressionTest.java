package se.malbild.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;

/**
 * Departments' own values of counted data: where a group of one department may be too small, that division of the data, or all of
 * it, is hidden of every department.
 */
class DepartmentSuppressionTest {
    private static final String PAGES = "/sv/1980/vasteras-exempel-2017-2019/";
    private static final String DATA = "/v1/organisations/1980/";
    private static final String INDICATOR = "ex-nojd-med-maten";

    private static SampleServer server;

    @BeforeAll
    static void start() throws Exception {
        List<Observation> events = List.of(
                // 2017: of the north, the women are too few.
                value("norr", 2017, Gender.TOTAL, "81.2017", 100),
                value("norr", 2017, Gender.WOMEN, "71.2017", 3),
                value("norr", 2017, Gender.MEN, "82.2017", 97),
                value("soder", 2017, Gender.TOTAL, "83.2017", 200),
                value("soder", 2017, Gender.WOMEN, "84.2017", 100),
                value("soder", 2017, Gender.MEN, "85.2017", 100),
                // 2018: of the north, all are too few; the south says that it has no value.
                value("norr", 2018, Gender.TOTAL, "81.2018", 2),
                built(draft("soder", 2018, Gender.TOTAL).missing(MissingReason.SECRECY)));
        server = new SampleServer(new SampleView(SampleEvents.framework("vasteras-exempel-2017-2019"), events));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Observation value(String department, int year, Gender gender, String value, long count)
            throws InvalidObservationException {
        return built(draft(department, year, gender).value(value).count(count));
    }

    private static ObservationDraft draft(String department, int year, Gender gender) {
        return new ObservationDraft()
                .eventId("handelse-" + department + "-" + year + "-" + gender)
                .organisation("1980")
                .indicator(INDICATOR)
                .department("aldreomsorg-" + department)
                .year(year)
                .gender(gender)
                .observedAt(Instant.parse("2020-03-01T11:00:00Z"))
                .source("Registret")
                .comment("Kommentaren");
    }

    private static Observation built(ObservationDraft draft) throws InvalidObservationException {
        return draft.build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PAGES + "2017/namnd",
                PAGES + "2017/namnd/aldreomsorg-norr",
                PAGES + "2017/namnd/aldreomsorg-soder",
                PAGES + "2018/namnd/aldreomsorg-norr",
                PAGES + "2018/namnd/aldreomsorg-soder",
                PAGES + "2017/nyckeltal/" + INDICATOR,
                PAGES + "2018/nyckeltal/" + INDICATOR,
                DATA + "departments",
                DATA + "departments.csv?lang=en",
                DATA + "departments/aldreomsorg-norr",
                DATA + "departments/aldreomsorg-soder",
                DATA + "departments/aldreomsorg-norr.csv?lang=en",
                DATA + "departments/aldreomsorg-soder.csv?lang=en",
                DATA + "indicators/" + INDICATOR + "/departments",
                DATA + "indicators/" + INDICATOR + "/departments.csv?lang=en",
            })
    void nothing_of_a_small_group_or_that_gives_it_away_is_there(String path) throws Exception {
        assertThat(server.text(path))
                .doesNotContain("71.2017", "82.2017", "84.2017", "85.2017", "81.2018")
                .doesNotContain("71,2", "82,2", "84,2", "85,2", "Sekretess", "secrecy", "Confidential")
                .doesNotContain("handelse-", "Registret", "Kommentaren");
    }

    @Test
    void what_may_be_shown_of_each_department_is_shown_and_the_rest_is_said_to_be_hidden() throws Exception {
        assertThat(server.text(DATA + "indicators/" + INDICATOR + "/departments.csv?lang=en")
                        .lines()
                        .filter(line -> line.startsWith("2017,")))
                .hasSize(2)
                .anyMatch(line -> line.contains("Yes,Has reported,81.2017,not shown,not shown,"))
                .anyMatch(line -> line.contains("Yes,Has reported,83.2017,not shown,not shown,"));
        assertThat(server.text(DATA + "indicators/" + INDICATOR + "/departments.csv?lang=en")
                        .lines()
                        .filter(line -> line.startsWith("2018,")))
                .hasSize(2)
                .anyMatch(line -> line.contains("aldreomsorg-norr") && line.contains("Yes,Has reported,not shown,"))
                .anyMatch(line -> line.contains("aldreomsorg-soder") && line.contains("Yes,Not shown,not shown,"));
        assertThat(server.text(PAGES + "2018/namnd/aldreomsorg-norr"))
                .contains("dolt till skydd för enskilda: en grupp är eller kan vara för liten");
        assertThat(server.text(PAGES + "2018/namnd/aldreomsorg-soder"))
                .contains("För nyckeltal som inte visas framgår det inte här.")
                .doesNotContain("Inget återstår.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"norr", "soder"})
    void whether_something_is_missing_of_what_is_hidden_is_not_told(String which) throws Exception {
        String department = "aldreomsorg-" + which;
        String data = server.text(DATA + "missing/2018?department=" + department);
        String page = server.text(PAGES + "2018/aterstar/" + department);

        assertThat(data).contains("\"missing\":[],\"withoutValue\":[],\"notShown\":[\"" + INDICATOR + "\"]");
        assertThat(page).contains("här visas inte om nämnden har rapporterat").doesNotContain("Inget återstår.");
        assertThat(data + page).doesNotContain("81.2018", "81,2", "handelse-", "Registret", "Kommentaren");
    }
}
