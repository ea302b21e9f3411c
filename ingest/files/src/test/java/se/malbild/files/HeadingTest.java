package se.malbild.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;

class HeadingTest {
    private static final String HEADINGS = "kommun;nyckeltal;förvaltning;år;tidpunkt;utfall\n";
    private static final String ROWS = """
            1880;N00914;kommunstyrelsen;2018;2019-03-01;78,4
            1880;N00914;kommunstyrelsen;2019;2019-03-01;79
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Utfall (%)               | VALUE
            Utfall [%]               | VALUE
            Utfall, %                | VALUE
            Utfall (i procent):      | VALUE
            Värde (utfall)           | VALUE
            Utfall (kr)*             | VALUE
            Förvaltning / nämnd      | DEPARTMENT
            Förvaltning/nämnd        | DEPARTMENT
            Nämnd eller förvaltning  | DEPARTMENT
            Department or nämnd      | DEPARTMENT
            Förvaltning (nämnd)      | DEPARTMENT
            Förvaltning / nämnd (id) | DEPARTMENT
            * Kommun                 | ORGANISATION
            Kommun (kod)             | ORGANISATION
            Nyckeltal (id)           | INDICATOR
            Nämnd (namn)             | DEPARTMENT
            Kommun, kommunkod        | ORGANISATION
            År:                      | YEAR
            År (ÅÅÅÅ)                | YEAR
            Tidpunkt (ÅÅÅÅ-MM-DD)    | OBSERVED_AT
            Datum (yyyy-mm-dd hh:mm) | OBSERVED_AT
            Datum (ÅÅÅÅMMDD TT:MM)   | OBSERVED_AT
            Date (YYYY-MM-DDThh:mm)  | OBSERVED_AT
            Period (ÅÅÅÅ-MM)         | PERIOD
            Tidpunkt (svensk tid)    | OBSERVED_AT
            Kön (K/M/T)              | GENDER
            Kön (kvinnor / män)      | GENDER
            Slag (utfall/prognos)    | KIND
            Återtagen (ja/nej)       | RETRACTED
            Antal (personer)         | COUNT
            Antal\u00b9              | COUNT
            Kommentar (valfri)       | COMMENT
            Utfall ()                | VALUE
            """)
    void given_a_heading_as_people_write_it_then_its_column_is_known(String heading, Column column) {
        Heading read = Heading.of(heading);

        assertThat(read.column()).hasValue(column);
        assertThat(read.fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Utfall\n(%)", "Ut\u00adfall", "Ut-\nfall (%)", "Utfall\u00a0(%)", "UTFALL :"})
    void given_a_heading_over_several_lines_or_with_a_soft_hyphen_then_its_column_is_known(String heading) {
        assertThat(Heading.of(Heading.onOneLine(heading)).column()).hasValue(Column.VALUE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Utfall (tkr)          | heading-note
            Utfall (mnkr)         | heading-note
            Utfall (tusental)     | heading-note
            Utfall (\u2030)       | heading-note
            Utfall (andel)        | heading-note
            Utfall (prognos)      | heading-note
            Utfall (kvinnor)      | heading-note
            Utfall, 2018          | heading-note
            Utfall (kr) (2018)    | heading-note
            Antal (tusental)      | heading-note
            Antal (%)             | heading-note
            Tidpunkt (UTC)        | heading-note
            År (läsår)            | heading-note
            År (HT)               | heading-note
            Period (stad)         | heading-note
            Tidpunkt (/)          | heading-note
            Nyckeltal (namn)      | heading-note
            Indicator (name)      | heading-note
            Indikator, text       | heading-note
            Period (T2)           | heading-note
            Kön (kvinnor)         | heading-note
            Kön (16/84 år)        | heading-note
            Kön (kvinnor/flickor) | heading-note
            Kön (kvinnor/)        | heading-note
            Slag (prognos/budget) | heading-note
            Återtagen (T1/T2)     | heading-note
            Stadsdel (Öster)      | heading-note
            Bortfall (%)          | heading-note
            Utfall (antal)        | ambiguous-column
            Antal (utfall)        | ambiguous-column
            Tidpunkt (år)         | ambiguous-column
            År / period           | ambiguous-column
            Utfall eller bortfall | ambiguous-column
            """)
    void given_a_heading_that_says_more_than_its_column_then_it_is_a_fault(String heading, String code) {
        assertThat(Heading.of(heading).fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Utfall 2018 (antal)", "Utfall 2018", "Förvaltning / enhet", "Utfallet", "(%)", "*", "/"})
    void given_a_heading_with_another_name_then_it_is_unknown(String heading) {
        assertThat(Heading.of(heading)).isEqualTo(Heading.UNKNOWN);
    }

    @Test
    void given_a_unit_in_the_heading_then_values_are_as_they_stand_and_it_is_said() throws Exception {
        Path file = csv(HEADINGS.replace("utfall", "Utfall (%)").replace("förvaltning", "Förvaltning / nämnd") + ROWS);

        assertThat(Given.observations(file, Defaults.NONE))
                .extracting(HeadingTest::number)
                .containsExactly("78.4", "79");
        try (ObservationFile open =
                ObservationFile.open(file, Defaults.NONE, Optional.empty(), UnaryOperator.identity())) {
            assertThat(open.notes()).singleElement().satisfies(note -> {
                assertThat(note.sv()).contains("”Utfall (%)”", "som de står", "nyckeltalets enhet");
                assertThat(note.en()).contains("“Utfall (%)”", "as they stand", "indicator's unit");
            });
        }
    }

    @Test
    void given_a_blank_label_under_a_heading_with_a_note_then_it_stays_a_fault_in_the_list() throws Exception {
        Path file = csv(HEADINGS.replace("utfall", "utfall;Kön (K/M/T)")
                + ROWS.replace("78,4", "78,4;").replace(";79", ";79;K"));
        Path listed = directory.resolve("fel.csv");

        Given.check(file, listed);

        assertThat(Given.faults(file, Defaults.NONE)).containsExactly("2 Kön (K/M/T) blank-label");
        assertThat(Given.faults(listed, Defaults.NONE)).containsExactly("2 Kön (K/M/T) blank-label");
    }

    @Test
    void given_headings_that_say_too_much_then_nothing_of_the_file_is_read() {
        Path file = csv(HEADINGS.replace("utfall", "Utfall (tkr)").replace("år", "år/period") + ROWS);

        assertThat(catchThrowableOfType(UnreadableFileException.class, () -> Given.rows(file, Defaults.NONE))
                        .faults())
                .extracting(fault -> fault.column() + " " + fault.fault().code())
                .containsExactly("år/period ambiguous-column", "Utfall (tkr) heading-note", "år missing-column");
    }

    private Path csv(String text) {
        return Given.file(directory, "export.csv", text);
    }

    private static String number(Observation observation) {
        return ((Content.Value) observation.content()).number().toPlainString();
    }
}
