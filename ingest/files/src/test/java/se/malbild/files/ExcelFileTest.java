package se.malbild.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;

class ExcelFileTest {
    private static final List<String> HEADINGS =
            List.of("Kommun", "Nyckeltal", "Förvaltning", "År", "Period", "Utfall", "Tidpunkt", "Återtagen");

    @TempDir
    private Path directory;

    @Test
    void given_cells_of_a_spreadsheets_own_kinds_then_they_are_understood() throws Exception {
        Path file = workbook(sheet -> {
            sheet.value(1, 0, 114); // Upplands Väsby, 0114
            sheet.value(1, 1, "N00914");
            sheet.value(1, 2, "kommunstyrelsen");
            sheet.value(1, 3, 2018);
            sheet.value(1, 4, LocalDate.of(2018, 8, 1)); // what becomes of 2018-08
            sheet.style(1, 4).format("yyyy-MM").set();
            sheet.value(1, 5, 0.1 + 0.2);
            sheet.value(1, 6, LocalDateTime.of(2018, 9, 1, 14, 0));
            sheet.style(1, 6).format("yyyy-mm-dd hh:mm").set();
            sheet.value(1, 7, false);
        });

        assertThat(Given.observations(file, Defaults.NONE)).singleElement().satisfies(observation -> {
            assertThat(observation.cell().organisation()).isEqualTo("0114");
            assertThat(observation.cell().period()).hasToString("2018-08");
            assertThat(observation.observedAt()).isEqualTo(Instant.parse("2018-09-01T12:00:00Z"));
            assertThat(number(observation)).isEqualTo("0.3");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"78.369539", "1483333.33333333", "77.86045", "0.00003847", "-5.2", "100", "0.1"})
    void given_a_number_of_up_to_15_digits_then_it_is_exact(String typed) throws Exception {
        Path file = workbook(sheet -> row(sheet, Double.parseDouble(typed)));

        assertThat(Given.observations(file, Defaults.NONE))
                .extracting(ExcelFileTest::number)
                .containsExactly(typed);
    }

    @Test
    void given_numbers_written_as_text_then_they_are_read_as_in_csv() throws Exception {
        Path file = workbook(sheet -> row(sheet, "1 178,37"));

        assertThat(Given.observations(file, Defaults.NONE))
                .extracting(ExcelFileTest::number)
                .containsExactly("1178.37");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "-"})
    void given_a_sign_in_the_place_of_the_value_then_the_fault_names_the_column_of_the_reason(String sign)
            throws Exception {
        Path file = workbook(sheet -> row(sheet, sign));

        assertThat(Given.faults(file, Defaults.NONE)).containsExactly("2 Utfall not-a-number");
        assertThat(Given.messages(file, Defaults.NONE)).singleElement().satisfies(message -> {
            assertThat(message.sv()).contains("”" + sign + "”", "kolumnen bortfall", "Kolada");
            assertThat(message.en()).contains("“" + sign + "”", "column missing", "Kolada");
        });
    }

    @Test
    void given_a_percentage_or_a_date_or_a_formula_without_value_then_it_is_a_fault() throws Exception {
        Path file = workbook(sheet -> {
            row(sheet, 0.784);
            sheet.style(1, 5).format("0.0%").set();
        });
        assertThat(Given.faults(file, Defaults.NONE)).containsExactly("2 Utfall percent-format");

        file = workbook(sheet -> {
            row(sheet, 43101);
            sheet.style(1, 5).format("d mmm").set();
        });
        assertThat(Given.faults(file, Defaults.NONE)).containsExactly("2 Utfall number-format");
        assertThat(Given.messages(file, Defaults.NONE)).singleElement().satisfies(message -> {
            assertThat(message.sv()).contains("den visar 2018-01-01 men innehåller 43101");
            assertThat(message.en()).contains("it shows 2018-01-01 but holds 43101");
        });

        file = workbook(sheet -> {
            row(sheet, "");
            sheet.formula(1, 5, "1/0");
        });
        assertThat(Given.faults(file, Defaults.NONE))
                .allSatisfy(fault -> assertThat(fault).startsWith("2 Utfall"))
                .contains("2 Utfall broken-formula");
    }

    @Test
    void given_several_sheets_then_the_first_visible_one_is_read_and_that_is_said() throws Exception {
        Path file = directory.resolve("bok.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet notes = workbook.newWorksheet("Läs mig");
            notes.value(0, 0, "Fyll i bladet Utfall");
            notes.setVisibilityState(VisibilityState.HIDDEN);
            fill(workbook.newWorksheet("Utfall"), sheet -> row(sheet, 78.4));
            fill(workbook.newWorksheet("Prognos"), sheet -> row(sheet, 79));
        }

        try (ObservationFile open =
                ObservationFile.open(file, Defaults.NONE, Optional.empty(), UnaryOperator.identity())) {
            assertThat(open.notes())
                    .singleElement()
                    .satisfies(note -> assertThat(note.sv()).contains("”Utfall”", "Prognos"));
            assertThat(open.next())
                    .hasValueSatisfying(row -> assertThat(row.number()).isEqualTo(2));
        }
        try (ObservationFile open =
                ObservationFile.open(file, Defaults.NONE, Optional.of("Prognos"), UnaryOperator.identity())) {
            assertThat(open.notes()).isEmpty();
        }
        assertThat(catchThrowableOfType(
                                UnreadableFileException.class,
                                () -> ObservationFile.open(
                                        file, Defaults.NONE, Optional.of("Bokslut"), UnaryOperator.identity()))
                        .faults())
                .extracting(fault -> fault.fault().code())
                .containsExactly("no-such-sheet");
    }

    @Test
    void given_a_torn_workbook_then_that_is_said() throws Exception {
        byte[] whole = Files.readAllBytes(workbook(sheet -> row(sheet, 78.4)));
        Path torn = Files.write(directory.resolve("torn.xlsx"), Arrays.copyOf(whole, whole.length / 2));
        Path text = Given.file(directory, "text.xlsx", "PK\u0003\u0004 inget mer", StandardCharsets.ISO_8859_1);

        for (Path file : List.of(torn, text)) {
            assertThat(catchThrowableOfType(UnreadableFileException.class, () -> Given.rows(file, Defaults.NONE))
                            .faults())
                    .extracting(fault -> fault.fault().code())
                    .containsExactly("not-a-workbook");
        }
    }

    @Test
    void given_a_cell_that_is_not_what_it_says_then_only_its_row_is_faulty() throws Exception {
        Path file = workbook(sheet -> {
            row(sheet, 78.4);
            sheet.value(1, 6, 1e30);
            sheet.style(1, 6).format("yyyy-mm-dd").set();
        });
        assertThat(Given.faults(file, Defaults.NONE)).containsExactly("2 Tidpunkt not-a-time");

        file = Given.workbook(
                directory,
                Given.row("Kommun", "Nyckeltal", "Förvaltning", "År", "Tidpunkt", "Utfall")
                        + Given.row("1880", "N00914", "kommunstyrelsen", "2018", "2019-03-01", "x")
                                .replace("<c t='str'><v>x", "<c><v>x"));
        assertThat(Given.faults(file, Defaults.NONE))
                .allSatisfy(fault -> assertThat(fault).contains("Utfall"))
                .anySatisfy(fault -> assertThat(fault).contains("broken-formula"));
    }

    @Test
    void given_a_percentage_in_the_list_of_faults_then_it_is_still_a_fault_there() throws Exception {
        Path file = workbook(sheet -> {
            row(sheet, 0.784);
            sheet.style(1, 5).format("0.0%").set();
        });
        Path listed = directory.resolve("fel.csv");

        Given.check(file, listed);

        assertThat(Given.faults(listed, Defaults.NONE)).containsExactly("2 Utfall not-a-number");
    }

    @Test
    void given_a_sheet_without_observations_before_the_one_with_them_then_it_is_said_which_was_read() throws Exception {
        Path file = directory.resolve("bok.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            workbook.newWorksheet("Läs mig").value(0, 0, "Fyll i bladet Utfall");
            fill(workbook.newWorksheet("Utfall"), sheet -> row(sheet, 78.4));
        }

        assertThat(catchThrowableOfType(UnreadableFileException.class, () -> Given.rows(file, Defaults.NONE))
                        .faults())
                .first()
                .satisfies(fault -> assertThat(fault.fault().message().sv()).contains("”Läs mig”", "--sheet"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "per-mille.xlsx | number-format  | 0\u2030        | 0.0784",
                "thousands.xlsx | number-format  | 1234.6tkr | 1234567",
                "percent.xlsx   | percent-format | 78%       | 0.784"
            })
    void given_a_value_that_is_shown_as_another_one_then_it_is_a_fault_that_says_both_and_stays_one_in_the_list(
            String name, String code, String shown, String held) throws Exception {
        Path file = Given.figure(name);
        Path listed = directory.resolve("fel.csv");

        Given.check(file, listed);

        assertThat(Given.faults(file, Defaults.NONE)).containsExactly("2 utfall " + code);
        assertThat(Given.messages(file, Defaults.NONE)).singleElement().satisfies(message -> {
            assertThat(message.sv())
                    .contains("den visar " + shown.replace('.', ',') + " men innehåller " + held.replace('.', ','));
            assertThat(message.en()).contains("it shows " + shown + " but holds " + held);
        });
        assertThat(Given.faults(listed, Defaults.NONE)).containsExactly("2 utfall not-a-number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,", "0.00E+00"})
    void given_a_scaled_number_without_a_unit_then_it_is_no_number_in_the_list(String format) throws Exception {
        Path file = workbook(sheet -> {
            row(sheet, 1234567);
            sheet.style(1, 5).format(format).set();
        });
        Path listed = directory.resolve("fel.csv");

        Given.check(file, listed);

        assertThat(Given.faults(listed, Defaults.NONE)).containsExactly("2 Utfall not-a-number");
    }

    @Test
    void given_a_count_or_a_year_with_a_format_then_only_a_number_that_counts_must_be_shown() throws Exception {
        Path file = directory.resolve("bok.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Utfall");
            List<String> headings = List.of("Kommun", "Nyckeltal", "Förvaltning", "Tidpunkt", "År", "Utfall", "Antal");
            List<String> texts = List.of("1880", "N00914", "kommunstyrelsen", "2019-03-01");
            for (int i = 0; i < headings.size(); i++) {
                sheet.value(0, i, headings.get(i));
            }
            for (int i = 0; i < texts.size(); i++) {
                sheet.value(1, i, texts.get(i));
            }
            sheet.value(1, 4, 2018);
            sheet.style(1, 4).format("\"år \"0").set();
            sheet.value(1, 5, 78.4);
            sheet.value(1, 6, 412_000);
            sheet.style(1, 6).format("0,").set();
        }

        assertThat(Given.faults(file, Defaults.NONE)).containsExactly("2 Antal number-format");
        assertThat(Given.messages(file, Defaults.NONE))
                .extracting(Text::sv)
                .allSatisfy(message -> assertThat(message).contains("visar 412 men innehåller 412000", "personer"));
    }

    @Test
    void given_a_label_merged_over_several_rows_then_it_is_that_of_each() throws Exception {
        assertThat(Given.observations(Given.figure("merged-cells.xlsx"), Defaults.NONE))
                .extracting(observation ->
                        observation.cell().gender() + " " + observation.cell().period() + " " + number(observation))
                .containsExactly("WOMEN 2017 11", "WOMEN 2018 12", "MEN 2017 21", "MEN 2018 22");
    }

    @Test
    void given_every_label_merged_and_a_blank_row_below_then_no_row_is_lost_and_none_is_made() throws Exception {
        Path file = Given.workbook(
                directory,
                Given.row("Kommun", "Nyckeltal", "Förvaltning", "År", "Tidpunkt", "Kön", "Utfall", "Kommentar")
                        + Given.row("1880", "N00914", "kommunstyrelsen", "2018", "2019-03-01", "kvinnor", "1", "not")
                        + Given.row("", "", "", "", "", "män", "2")
                        + Given.row("", "", "", "", "", "", "")
                        + Given.row("1880", "N00914", "kommunstyrelsen", "2019", "2019-03-01", "kvinnor", "3", ""),
                List.of("A2:A4", "B2:B4", "C2:C4", "D2:D4", "E2:E4", "H2:H4"));

        assertThat(Given.observations(file, Defaults.NONE))
                .extracting(observation -> observation.cell().gender() + " "
                        + observation.cell().period() + " " + number(observation) + " " + observation.comment())
                .containsExactly("WOMEN 2018 1 not", "MEN 2018 2 not", "WOMEN 2019 3 ");
    }

    @Test
    void given_merged_titles_and_headings_over_several_lines_then_the_rows_below_are_read_with_their_own_numbers()
            throws Exception {
        Path file = Given.workbook(
                directory,
                Given.row("Utfall per nämnd", "", "", "", "", "", "")
                        + Given.row("")
                        + Given.row("Uttag", "2019-03-01")
                        + Given.row(
                                "Kommun*",
                                "Nyckel\u00adtal",
                                "Förvaltning /\nnämnd",
                                "År:",
                                "Tidpunkt",
                                "Kön",
                                "Utfall\n(%)")
                        + Given.row("1880", "N00914", "kommunstyrelsen", "2018", "2019-03-01", "kvinnor", "78,4")
                        + Given.row("", "", "", "", "", "män", "79")
                        + Given.row("1880", "N00914", "kommunstyrelsen", "2018", "2019-03-01", "totalt", "x"),
                List.of("A1:G2", "A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:E6"));

        assertThat(Given.rows(file, Defaults.NONE).subList(0, 2))
                .extracting(row -> row.number() + " "
                        + ((FileRow.Good) row).observation().cell().gender())
                .containsExactly("5 WOMEN", "6 MEN");
        assertThat(Given.faults(file, Defaults.NONE)).containsExactly("7 Utfall (%) not-a-number");
        try (ObservationFile open =
                ObservationFile.open(file, Defaults.NONE, Optional.empty(), UnaryOperator.identity())) {
            assertThat(open.notes())
                    .extracting(Text::sv)
                    .satisfiesExactly(
                            note -> assertThat(note).contains("rad 4", "2 rader ovanför"),
                            note -> assertThat(note).contains("”Utfall (%)”"));
        }
    }

    @Test
    void given_a_value_merged_over_rows_or_a_label_over_columns_then_it_is_a_fault_and_stays_one_in_the_list()
            throws Exception {
        Path file = Given.workbook(
                directory,
                Given.row("Kommun", "Nyckeltal", "Förvaltning", "År", "Tidpunkt", "Kön", "Stadsdel", "Utfall", "Antal")
                        + Given.row(
                                "1880", "N00914", "kommunstyrelsen", "2018", "2019-03-01", "kvinnor", "a", "1", "412")
                        + Given.row("1880", "N00914", "kommunstyrelsen", "2018", "2019-03-01", "män", "a", "", "")
                        + Given.row(
                                "1880", "N00914", "kommunstyrelsen", "2018", "2019-03-01", "totalt", "", "3", "900"),
                List.of("H2:H3", "I2:I3", "F4:G4"));
        List<String> faults = List.of("3 Utfall merged-cell", "3 Antal merged-cell", "4 Stadsdel merged-cell");
        Path listed = directory.resolve("fel.csv");

        FileCheck check = Given.check(file, listed);

        assertThat(Given.faults(file, Defaults.NONE)).containsExactlyInAnyOrderElementsOf(faults);
        assertThat(check.good()).isEqualTo(1);
        assertThat(Given.faults(listed, Defaults.NONE)).contains("2 Utfall merged-cell", "2 Antal merged-cell");
    }

    @Test
    void given_an_interrupt_then_it_is_not_taken_for_a_broken_workbook() throws Exception {
        Path file = workbook(sheet -> row(sheet, 78.4));
        try {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> new ExcelTable(file, Optional.empty()))
                    .isInstanceOf(ClosedByInterruptException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(
                            () -> ObservationFile.open(file, Defaults.NONE, Optional.empty(), UnaryOperator.identity()))
                    .isInstanceOf(ClosedByInterruptException.class);
        } finally {
            Thread.interrupted();
        }
    }

    private Path workbook(Consumer<Worksheet> rows) throws IOException {
        Path file = directory.resolve("bok.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            fill(workbook.newWorksheet("Utfall"), rows);
        }
        return file;
    }

    private static void fill(Worksheet sheet, Consumer<Worksheet> rows) {
        for (int i = 0; i < HEADINGS.size(); i++) {
            sheet.value(0, i, HEADINGS.get(i));
        }
        rows.accept(sheet);
    }

    private static void row(Worksheet sheet, Object value) {
        List<String> texts = List.of("1880", "N00914", "kommunstyrelsen", "2018", "", "", "2019-03-01");
        for (int i = 0; i < texts.size(); i++) {
            sheet.value(1, i, texts.get(i));
        }
        if (value instanceof Number number) {
            sheet.value(1, 5, number);
        } else {
            sheet.value(1, 5, value.toString());
        }
    }

    private static String number(Observation observation) {
        return ((Content.Value) observation.content()).number().toPlainString();
    }
}
