package se.malbild.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;

class HeadingsTest {
    private static final String HEADINGS = "kommun;nyckeltal;förvaltning;år;tidpunkt;utfall\n";
    private static final String ROWS = """
            1880;N00914;kommunstyrelsen;2018;2019-03-01;78,4
            1880;N00914;kommunstyrelsen;2019;2019-03-01;79
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Utfall per nämnd\n",
                "Utfall per nämnd;;;;;\n;;;;;\nUttag:;2019-03-01;;;;\n\n",
                "Utfall, per nämnd, för 2018, preliminärt\n",
                "\"Utfall\nper nämnd; och \"\"bolag\"\"\"\n",
                "\"Utfall utan slut\n",
                "Skärmar 19\" och 21\" och 24\"\n",
                "sep=;\nUtfall per nämnd\n",
                "Kommun;Örebro\nÅr;2018\n",
            })
    void given_titles_above_the_headings_then_the_rows_below_are_read_and_it_is_said(String titles) throws Exception {
        Path file = csv(titles + HEADINGS + ROWS);

        assertThat(Given.observations(file, Defaults.NONE))
                .extracting(HeadingsTest::number)
                .containsExactly("78.4", "79");
        assertThat(notes(file))
                .singleElement()
                .satisfies(note -> assertThat(note.sv())
                        .startsWith("Rubrikerna står i rad ")
                        .contains(" läses inte: ”"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\t"})
    void given_a_title_with_other_delimiters_then_those_of_the_headings_hold(String delimiter) throws Exception {
        String table = (HEADINGS + ROWS).replace("78,4", "78.4").replace(";", delimiter);
        String title = "Utfall; för förvaltningar; nämnder; bolag; och stiftelser\n";

        assertThat(Given.observations(csv(title + table), Defaults.NONE))
                .extracting(HeadingsTest::number)
                .containsExactly("78.4", "79");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Utfall, per nämnd, för 2018\n"})
    void given_headings_with_more_of_another_delimiter_then_the_one_that_divides_them_into_names_holds(String title)
            throws Exception {
        String headings = "Kommun, kod;Nyckeltal, id;Förvaltning, nämnd;År, ÅÅÅÅ;Datum, ÅÅÅÅ-MM-DD;Utfall, %\n";

        assertThat(Given.observations(csv(title + headings + ROWS), Defaults.NONE))
                .extracting(HeadingsTest::number)
                .containsExactly("78.4", "79");
    }

    @Test
    void given_headings_with_more_of_another_delimiter_and_one_unknown_then_that_one_is_the_fault() {
        String headings = "Kommun, kod;Nyckeltal, id;Förvaltning, nämnd;År;Datum, tid, zon;Utfall, %, preliminärt\n";

        assertThat(codes(unreadable(headings + ROWS)))
                .containsExactly("Datum, tid, zon heading-note", "Utfall, %, preliminärt heading-note");
    }

    @Test
    void given_a_first_heading_over_two_lines_then_the_delimiter_is_found() throws Exception {
        String table = (HEADINGS + ROWS).replace("78,4", "78.4").replace(';', ',');

        assertThat(Given.observations(csv(table.replace("kommun,", "\"Kommun\n(kod)\",")), Defaults.NONE))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16LE"})
    void given_titles_in_another_encoding_then_the_rows_below_are_read(String charset) throws Exception {
        String mark = charset.startsWith("UTF-16") ? "\ufeff" : "";
        String text = mark + "Örebro, nämnd för nämnd\n" + HEADINGS + ROWS;

        assertThat(Given.observations(
                        Given.file(directory, "export.csv", text, Charset.forName(charset)), Defaults.NONE))
                .hasSize(2);
    }

    @Test
    void given_titles_then_rows_are_numbered_as_in_the_file_and_the_corrected_list_of_faults_is_a_file()
            throws Exception {
        Path file = csv("Utfall per nämnd\n\nUttag 2019-03-01\n" + HEADINGS.replace("utfall", "Utfall (%)")
                + ROWS.replace("78,4", "78,x"));
        Path listed = directory.resolve("fel.csv");

        FileCheck check = Given.check(file, listed);

        assertThat(Given.faults(file, Defaults.NONE)).containsExactly("5 Utfall (%) not-a-number");
        assertThat(check.good()).isEqualTo(1);
        assertThat(check.notes().get(0))
                .isEqualTo(new Text(
                        "Rubrikerna står i rad 4; 2 rader ovanför läses inte: ”Utfall per nämnd”, ”Uttag 2019-03-01”.",
                        "The headings are in row 4; 2 rows above them are not read: “Utfall per nämnd”, “Uttag"
                                + " 2019-03-01”."));

        Files.writeString(listed, Files.readString(listed).replace(";78,x", ";78,4"));

        assertThat(Given.observations(listed, Defaults.NONE))
                .extracting(HeadingsTest::number)
                .containsExactly("78.4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Utfall\nper nämnd;\noch bolag\"\n", "\"Utfall\r\nper nämnd\";2018\r\n"})
    void given_a_title_over_several_lines_then_it_is_one_row_when_faults_below_are_numbered(String title)
            throws Exception {
        Path file = csv(title + "\n" + HEADINGS + ROWS.replace("79", "79 %"));

        assertThat(Given.faults(file, Defaults.NONE)).containsExactly("5 utfall not-a-number");
        assertThat(Given.rows(file, Defaults.NONE)).extracting(FileRow::number).containsExactly(4L, 5L);
        assertThat(notes(file))
                .singleElement()
                .satisfies(note -> assertThat(note.sv())
                        .startsWith("Rubrikerna står i rad 3; 1 rad ovanför läses inte: ”Utfall per nämnd"));
    }

    @Test
    void given_blank_rows_alone_above_the_headings_then_there_is_nothing_to_say() throws Exception {
        assertThat(notes(csv("\n;;;\n" + HEADINGS + ROWS))).isEmpty();
    }

    @Test
    void given_headings_below_the_twentieth_row_then_it_is_said_where_they_must_stand() throws Exception {
        assertThat(Given.observations(csv("titel\n".repeat(19) + HEADINGS + ROWS), Defaults.NONE))
                .hasSize(2);

        assertThat(unreadable("titel\n".repeat(20) + HEADINGS + ROWS))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.fault().code()).isEqualTo("no-headings");
                    assertThat(fault.fault().message().sv())
                            .contains(
                                    "de 20 första raderna",
                                    "behövs: kommun, nyckeltal, förvaltning, år, tidpunkt, utfall.",
                                    "Ingen av dem liknar rubriker.",
                                    "källa, kommentar.");
                    assertThat(fault.fault().message().en())
                            .contains(
                                    "the first 20 rows",
                                    "needed: organisation, indicator, department, year, observedAt, value.",
                                    "None of them looks like headings.",
                                    "source, comment.");
                });
    }

    @Test
    void given_rows_without_headings_then_no_cell_is_taken_for_a_heading() {
        assertThat(codes(unreadable(ROWS))).containsExactly(" no-headings");
    }

    @Test
    void given_no_row_with_all_headings_then_the_nearest_is_named_with_everything_that_is_wrong_with_it() {
        List<CellFault> faults =
                unreadable("Utfall\n" + HEADINGS.replace("förvaltning;år;tidpunkt", "förvaltng;år") + ROWS);

        assertThat(codes(faults))
                .containsExactly(
                        " no-headings",
                        "förvaltng unknown-column",
                        "förvaltning missing-column",
                        "tidpunkt missing-column");
        assertThat(faults.get(0).fault().message().sv())
                .contains("Närmast är rad 2, som saknar förvaltning, tidpunkt.");
        assertThat(faults.get(0).fault().message().en())
                .contains("Row 2 comes nearest; it lacks department, observedAt.");
    }

    @Test
    void given_headings_below_a_title_with_a_fault_then_it_is_said_in_which_row_they_stand() {
        assertThat(codes(unreadable("Utfall\n" + HEADINGS.replace("utfall", "utfall;färg") + ROWS)))
                .containsExactly(" note", "färg unknown-column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Utfall per nämnd\n"})
    void given_the_headings_once_more_among_the_first_rows_then_only_that_row_is_a_fault(String title)
            throws Exception {
        Path file = csv(title + HEADINGS + ROWS + HEADINGS.toUpperCase(Locale.ROOT) + ROWS.replace("201", "202"));

        List<FileRow> rows = Given.rows(file, Defaults.NONE);

        assertThat(rows).filteredOn(FileRow.Good.class::isInstance).hasSize(4);
        assertThat(rows.get(2)).isInstanceOf(FileRow.Faulty.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nyckeltal;kommun;förvaltning;år;tidpunkt;utfall\n",
                "kommun;nyckeltal;förvaltning;år;tidpunkt;utfall;antal\n",
                "kommun;nyckeltal;förvaltning;år;tidpunkt;utfall (prognos)\n",
            })
    void given_two_rows_of_headings_that_differ_then_nobody_can_tell_which_hold(String other) {
        assertThat(unreadable(HEADINGS + ROWS + other)).singleElement().satisfies(fault -> {
            assertThat(fault.fault().code()).isEqualTo("several-headings");
            assertThat(fault.fault().message().sv()).contains("Rad 1 och rad 4");
            assertThat(fault.fault().message().en()).contains("Row 1 and row 4");
        });
    }

    @Test
    void given_titles_then_the_beginning_of_each_is_quoted() throws Exception {
        String long41 = "Utfall i tkr " + "x".repeat(28);

        assertThat(notes(csv(long41 + ";;\n\"Uttag\növer år\";;2019\n" + HEADINGS + ROWS)))
                .containsExactly(new Text(
                        "Rubrikerna står i rad 3; 2 rader ovanför läses inte: ”" + long41.substring(0, 40)
                                + "…”, ”Uttag över år 2019”.",
                        "The headings are in row 3; 2 rows above them are not read: “" + long41.substring(0, 40)
                                + "…”, “Uttag över år 2019”."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Slag;Prognos               | slag
            Kön:;;Kvinnor              | kön
            Stadsdel;Öster, norr, väst | stadsdel
            Delperiod;T2               | period
            Rapport;Period;T2;;;       | period
            Gender, women              | kön
            """)
    void given_a_title_that_may_hold_for_every_row_then_it_is_a_fault_that_says_where_to_write_it(
            String title, String column) {
        List<CellFault> faults = unreadable("Utfall\n" + title + "\n" + HEADINGS + ROWS);

        assertThat(codes(faults)).containsExactly(" note", column + " label-above-headings");
        assertThat(faults.get(1).fault().message().sv()).contains("Rad 2 ", "egen kolumn, ”" + column + "”");
    }

    @Test
    void given_titles_that_hold_for_every_row_and_other_faults_then_all_are_told() {
        String titles = "Slag;Prognos;Kön;Kvinnor\nPeriod;T2\n;;;2018\n";

        assertThat(codes(unreadable(titles + HEADINGS.replace("utfall", "utfall;färg") + ROWS)))
                .containsExactly(
                        " note",
                        "färg unknown-column",
                        "slag label-above-headings",
                        "kön label-above-headings",
                        "period label-above-headings",
                        " row-above-headings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Slag\n", "Prognos;2019\n", "Källa;Procapita\n", "Slag av prognos;Kön och ålder\n"})
    void given_a_title_without_a_label_or_what_it_is_then_the_rows_below_are_read(String title) throws Exception {
        assertThat(Given.observations(csv(title + HEADINGS + ROWS), Defaults.NONE))
                .hasSize(2);
    }

    @Test
    void given_a_title_with_a_label_that_the_rows_have_themselves_then_they_are_read() throws Exception {
        String table = HEADINGS.replace("kommun;", "slag;kommun;") + ROWS.replace("1880;", "utfall;1880;");

        assertThat(Given.observations(csv("Slag;Prognos\n" + table), Defaults.NONE))
                .hasSize(2);
    }

    @Test
    void given_observations_above_the_headings_then_they_are_not_lost_as_titles() {
        List<CellFault> faults = unreadable("Utfall\n" + ROWS + HEADINGS + ROWS);

        assertThat(codes(faults)).containsExactly(" note", " row-above-headings");
        assertThat(faults.get(1).fault().message().sv()).contains("Rad 2 ", "rubrikerna i rad 4");
        assertThat(faults.get(1).fault().message().en()).contains("Row 2 ", "headings in row 4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1880;N00914;kommunstyrelsen;2018;2019-03-01;mycket",
                "Örebro;N00914;;2200;;",
                "1880;N00914;kommunstyrelsen;1900;2019-03-01;78,4;för;många",
                "1880;N00914;kommunstyrelsen;2018;2019-03-01;78,4;a, b, c, d, e, f, g, h",
                "1880;N00914;\"a;b\";2018;2019-03-01;\"78,4\"",
                "1880;N00914;\"kommunstyrelsen;2018;2019-03-01;78,4",
            })
    void given_an_observation_with_a_fault_above_the_headings_then_it_is_not_lost_as_a_title(String row) {
        assertThat(codes(unreadable("Utfall, 1\n" + row + "\n" + HEADINGS + ROWS)))
                .containsExactly(" note", " row-above-headings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b;c;1899;e;f", "a;b;c;2201;e;f", "a;b;c;år 2018;e;f", "2018;2018;2018;;2018;2018"})
    void given_no_year_where_observations_have_theirs_then_a_row_above_is_a_title(String title) throws Exception {
        assertThat(Given.observations(csv(title + "\n" + HEADINGS + ROWS), Defaults.NONE))
                .hasSize(2);
    }

    @Test
    void given_an_observation_with_a_fault_above_the_headings_of_a_workbook_then_it_is_not_lost_as_a_title()
            throws Exception {
        Path file = Given.workbook(
                directory,
                Given.row("1880", "N00914", "kommunstyrelsen", "2018", "2019-03-01", "x")
                        + Given.row("kommun", "nyckeltal", "förvaltning", "år", "tidpunkt", "utfall"));

        assertThat(codes(catchThrowableOfType(UnreadableFileException.class, () -> Given.rows(file, Defaults.NONE))
                        .faults()))
                .containsExactly(" note", " row-above-headings");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t"})
    void given_a_row_of_more_cells_than_any_table_has_then_the_file_is_a_fault(String delimiter) throws Exception {
        String headings = HEADINGS.replace(";", delimiter);

        assertThat(Given.rows(csv(headings + delimiter.repeat(Table.MOST_CELLS - 1)), Defaults.NONE))
                .isEmpty();
        assertThat(codes(unreadable(headings + delimiter.repeat(Table.MOST_CELLS))))
                .containsExactly(" too-many-cells");
        assertThat(codes(unreadable("x" + delimiter.repeat(90_000) + "\n" + headings)))
                .containsExactly(" too-many-cells");
    }

    @Test
    void given_a_row_of_a_workbook_with_more_cells_than_any_table_has_then_the_file_is_a_fault() throws Exception {
        String[] cells = new String[Table.MOST_CELLS + 1];
        Arrays.fill(cells, "x");
        Path file = Given.workbook(directory, Given.row("Utfall") + Given.row(cells));

        assertThat(catchThrowableOfType(UnreadableFileException.class, () -> Given.rows(file, Defaults.NONE)))
                .hasMessage("Row 2 has more than 20000 cells. A row has one cell for each heading.");
    }

    private List<CellFault> unreadable(String text) {
        return catchThrowableOfType(UnreadableFileException.class, () -> Given.rows(csv(text), Defaults.NONE))
                .faults();
    }

    private static List<String> codes(List<CellFault> faults) {
        return faults.stream()
                .map(fault -> fault.column() + " " + fault.fault().code())
                .toList();
    }

    private static List<Text> notes(Path file) throws Exception {
        try (ObservationFile open =
                ObservationFile.open(file, Defaults.NONE, Optional.empty(), UnaryOperator.identity())) {
            return open.notes();
        }
    }

    private Path csv(String text) {
        return Given.file(directory, "export.csv", text);
    }

    private static String number(Observation observation) {
        return ((Content.Value) observation.content()).number().toPlainString();
    }
}
