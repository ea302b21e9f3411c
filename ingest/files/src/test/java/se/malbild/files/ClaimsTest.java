package se.malbild.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;

class ClaimsTest {
    private static final Defaults DEFAULTS = new Defaults(
            Optional.of("1880"),
            Optional.of("kommunstyrelsen"),
            Optional.of(Instant.parse("2019-03-01T00:00:00Z")),
            Optional.empty(),
            Optional.empty());

    @TempDir
    private Path directory;

    @Test
    void given_rows_that_contradict_each_other_then_all_of_them_are_faulty_and_each_names_another() throws Exception {
        Path file = Given.figure("contradicting-rows.csv");
        Path listed = directory.resolve("fel.csv");

        FileCheck check = Given.check(file, listed);

        assertThat(check.good()).isZero();
        assertThat(Given.faults(file, Defaults.NONE))
                .containsExactly(
                        "2 utfall contradicting-rows", "3 utfall contradicting-rows", "4 utfall contradicting-rows");
        assertThat(Given.messages(file, Defaults.NONE))
                .extracting(Text::sv)
                .satisfiesExactly(
                        first -> assertThat(first).contains("Rad 2 och rad 3"),
                        second -> assertThat(second).contains("Rad 2 och rad 3"),
                        third -> assertThat(third).contains("Rad 2 och rad 4"));
        assertThat(Given.faults(listed, Defaults.NONE)).hasSize(3);
    }

    @Test
    void given_departments_that_are_the_same_when_sent_then_rows_are_compared_as_they_are_sent() throws Exception {
        Path file = csv("nyckeltal;förvaltning;år;utfall\nN00914;ks;2018;61\nN00914;KS;2018;62\nN00914;KS;2019;63\n");
        UnaryOperator<Observation> asSent = observation -> withDepartment(observation, "ks");
        List<FileRow> rows = new ArrayList<>();

        Given.check(file, DEFAULTS, asSent, directory.resolve("fel.csv"), rows::add);

        assertThat(rows.subList(0, 2))
                .allSatisfy(row -> assertThat(((FileRow.Faulty) row).faults())
                        .extracting(fault -> fault.fault().code())
                        .containsExactly("contradicting-rows"));
        assertThat(rows.subList(2, rows.size()))
                .extracting(row -> ((FileRow.Good) row).observation().cell().department())
                .containsExactly("ks");
    }

    @Test
    void given_one_of_contradicting_rows_is_said_twice_then_both_name_the_one_that_differs() throws Exception {
        Path file = csv("nyckeltal;år;utfall\nN00914;2018;61\nN00914;2018;62\nN00914;2018;61\n");

        assertThat(Given.messages(file, DEFAULTS))
                .extracting(Text::en)
                .satisfiesExactly(
                        first -> assertThat(first).contains("Row 2 and row 3"),
                        second -> assertThat(second).contains("Row 2 and row 3"),
                        third -> assertThat(third).contains("Row 3 and row 4"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "N00914;2018;K;;;61;412;;0;2019-03-01 | N00914;2018;K;;;61;413;;0;2019-03-01 | contradicting-rows",
                "N00914;2018;K;;;61;;;0;2019-03-01 | N00914;2018;K;;;;;sekretess;0;2019-03-01 | contradicting-rows",
                "N00914;2018;K;;;;;bortfall;0;2019-03-01 | N00914;2018;K;;;;;sekretess;0;2019-03-01 | contradicting-rows",
                "N00914;2018;K;;;61;;;0;2019-03-01 | N00914;2018;kvinnor;;;62;;;;2019-03-01 00:00 | contradicting-rows",
                "N00914;2018;K;;;61;;;0;2019-03-01 | N00914;2018;K;;;62;;;1;2019-03-01 | ",
                "N00914;2018;K;;;61;;;0;2019-03-01 | N00914;2018;K;;;62;;;0;2019-03-02 | ",
                "N00914;2018;K;;;61;;;0;2019-03-01 | N00914;2018;M;;;62;;;0;2019-03-01 | ",
                "N00914;2018;K;T1;;61;;;0;2019-03-01 | N00914;2018;K;T2;;62;;;0;2019-03-01 | ",
                "N00914;2018;K;;a;61;;;0;2019-03-01 | N00914;2018;K;;b;62;;;0;2019-03-01 | ",
                "N00914;2018;K;;;61;;;0;2019-03-01 | N00915;2018;K;;;62;;;0;2019-03-01 | ",
            })
    void given_two_rows_then_they_contradict_each_other_only_within_a_cell_a_revision_and_a_time(
            String one, String other, String code) throws Exception {
        String headings = "nyckeltal;år;kön;period;stadsdel;utfall;antal;bortfall;revision;tidpunkt\n";
        Path file = csv(headings + one + "\n" + other + "\n");

        assertThat(Given.faults(file, DEFAULTS))
                .isEqualTo(code == null ? List.of() : List.of("2 utfall " + code, "3 utfall " + code));
    }

    @Test
    void given_rows_that_say_the_same_then_it_is_noted_and_no_fault() throws Exception {
        Path file = csv("nyckeltal;år;utfall;kommentar\nN00914;2018;61;a\nN00914;2019;61;\nN00914;2018;61,0;b\n");

        FileCheck check =
                Given.check(file, DEFAULTS, UnaryOperator.identity(), directory.resolve("fel.csv"), row -> {});

        assertThat(check.good()).isEqualTo(3);
        assertThat(check.notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note.sv()).startsWith("1 rad säger detsamma").contains("rad 4, som rad 2"));
    }

    @Test
    void given_an_event_id_for_two_contents_then_both_rows_are_faulty() throws Exception {
        Path file = csv("id;nyckeltal;år;utfall\ne1;N00914;2018;61\ne2;N00914;2019;62\ne1;N00914;2020;63\n");

        assertThat(Given.faults(file, DEFAULTS)).containsExactly("2 id event-id-reused", "4 id event-id-reused");
        assertThat(Given.messages(file, DEFAULTS))
                .allSatisfy(message -> assertThat(message.sv()).contains("Rad 2 och rad 4"));
    }

    @Test
    void given_ndjson_then_lines_are_held_against_each_other_too() throws Exception {
        Path file = Given.file(directory, "fil.json", """
                {"indicator": "N00914", "year": 2018, "value": 61}
                {"indicator": "N00914", "year": 2019, "value": 61}
                {"indicator": "N00914", "year": 2018, "value": 62}
                """);

        assertThat(Given.faults(file, DEFAULTS))
                .containsExactly("1 value contradicting-rows", "3 value contradicting-rows");
    }

    @Test
    void given_many_cells_then_a_contradiction_of_the_first_by_the_last_is_found() throws Exception {
        int rows = 20_000;
        Path file = csv("nyckeltal;år;stadsdel;utfall\n"
                + IntStream.rangeClosed(1, rows)
                        .mapToObj(i -> "N00914;2018;s" + i + ";" + i + "\n")
                        .collect(Collectors.joining())
                + "N00914;2018;s1;2\n");

        assertThat(Given.faults(file, DEFAULTS))
                .containsExactly("2 utfall contradicting-rows", rows + 2 + " utfall contradicting-rows");
    }

    private static Observation withDepartment(Observation observation, String department) {
        Cell cell = observation.cell();
        return new Observation(
                observation.eventId(),
                new Cell(
                        cell.organisation(),
                        cell.indicator(),
                        department,
                        cell.period(),
                        cell.gender(),
                        cell.district(),
                        cell.kind()),
                observation.content(),
                observation.count(),
                observation.revision(),
                observation.observedAt(),
                observation.source(),
                observation.comment());
    }

    private Path csv(String text) {
        return Given.file(directory, "export.csv", text);
    }
}
