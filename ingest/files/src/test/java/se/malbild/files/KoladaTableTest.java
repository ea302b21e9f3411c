package se.malbild.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;

/** Kolada's own table, with a period for the year and rows without a value, as it is. */
class KoladaTableTest {
    private static final String KOLADA = """
            kpi,municipality,period,gender,value
            N00914,1880,2018,T,78.369539
            N00914,0114,2017,K,3.847e-05
            N00914,1880,2017,M,
            """.replace("\n", "\r\n");

    @TempDir
    private Path directory;

    private static Defaults defaults(Optional<EmptyValue> empty) {
        return new Defaults(
                Optional.empty(),
                Optional.of("kommunstyrelsen"),
                Optional.of(Instant.parse("2024-08-01T00:00:00Z")),
                Optional.of("Källa: Kolada"),
                empty);
    }

    @Test
    void given_rows_with_a_value_then_they_are_observations_of_the_year() throws Exception {
        List<Observation> observations = Given.rows(table(KOLADA), defaults(Optional.empty())).stream()
                .filter(FileRow.Good.class::isInstance)
                .map(row -> ((FileRow.Good) row).observation())
                .toList();

        assertThat(observations)
                .extracting(one -> one.cell().organisation() + " " + one.cell().period() + " "
                        + one.cell().gender() + " " + ((Content.Value) one.content()).number())
                .containsExactly("1880 2018 TOTAL 78.369539", "0114 2017 WOMEN 0.00003847");
    }

    @Test
    void given_a_row_without_a_value_then_it_is_one_fault_that_names_the_option() throws Exception {
        assertThat(Given.faults(table(KOLADA), defaults(Optional.empty()))).containsExactly("4 value value-or-reason");
        assertThat(Given.messages(table(KOLADA), defaults(Optional.empty())))
                .singleElement()
                .satisfies(message -> assertThat(message.sv()).contains("--empty"))
                .satisfies(message -> assertThat(message.en()).contains("--empty"));
    }

    @ParameterizedTest
    @CsvSource({"DROPOUT, DROPOUT", "NOT_APPLICABLE, NOT_APPLICABLE"})
    void given_what_a_row_without_a_value_means_then_it_is_missing_for_that_reason(
            EmptyValue empty, MissingReason reason) throws Exception {
        assertThat(Given.observations(table(KOLADA), defaults(Optional.of(empty))))
                .last()
                .satisfies(one -> assertThat(one.cell().gender()).isEqualTo(Gender.MEN))
                .extracting(Observation::content)
                .isEqualTo(new Content.Missing(reason));
    }

    @Test
    void given_rows_without_a_value_are_skipped_then_other_faults_of_them_are_still_told() throws Exception {
        Path file = table(KOLADA + "N00914,188,2016,M,\r\n");

        assertThat(Given.rows(file, defaults(Optional.of(EmptyValue.SKIP))))
                .contains(new FileRow.Skipped(4))
                .noneMatch(row -> row.number() == 5 && row instanceof FileRow.Skipped);
        assertThat(Given.faults(file, defaults(Optional.of(EmptyValue.SKIP))))
                .containsExactly("5 municipality invalid-organisation");
    }

    @Test
    void given_a_reason_or_something_unreadable_then_no_other_meaning_is_given_to_the_row() throws Exception {
        Path file = table("""
                kpi,municipality,period,value,missing
                N00914,1880,2018,,secrecy
                N00914,1880,2017,,unknown
                N00914,1880,2016,..,
                """);

        assertThat(Given.rows(file, defaults(Optional.of(EmptyValue.DROPOUT))).get(0))
                .isInstanceOfSatisfying(
                        FileRow.Good.class,
                        row -> assertThat(row.observation().content())
                                .isEqualTo(new Content.Missing(MissingReason.SECRECY)));
        assertThat(Given.faults(file, defaults(Optional.of(EmptyValue.SKIP))))
                .containsExactly("3 missing unknown-symbol", "4 value not-a-number");
    }

    @Test
    void given_ndjson_then_an_event_without_a_value_means_the_same() throws Exception {
        Path file = Given.file(directory, "utfall.ndjson", """
                {"indicator":"N00914","organisation":"1880","year":2018}
                {"indicator":"N00914","organisation":"1880","year":2017,"value":null}
                """);

        assertThat(Given.faults(file, defaults(Optional.empty())))
                .containsExactly("1 value value-or-reason", "2 value value-or-reason");
        assertThat(Given.observations(file, defaults(Optional.of(EmptyValue.NOT_APPLICABLE))))
                .extracting(Observation::content)
                .containsOnly(new Content.Missing(MissingReason.NOT_APPLICABLE))
                .hasSize(2);
        assertThat(Given.rows(file, defaults(Optional.of(EmptyValue.SKIP))))
                .containsExactly(new FileRow.Skipped(1), new FileRow.Skipped(2));
    }

    @Test
    void given_no_column_of_years_then_a_period_says_the_year() throws Exception {
        Path file = table("""
                kpi,municipality,period,value
                N1,1880,2018-T2,1
                N2,1880,2018-08,2
                N3,1880,T2,3
                N4,1880,,4
                N5,1880,3018,5
                N6,1880,2018-T4,6
                """);

        assertThat(Given.rows(file, defaults(Optional.empty())).stream()
                        .filter(FileRow.Good.class::isInstance)
                        .map(row -> ((FileRow.Good) row).observation().cell().period()))
                .map(Object::toString)
                .containsExactly("2018-T2", "2018-08");
        assertThat(Given.faults(file, defaults(Optional.empty())))
                .containsExactly(
                        "4 period not-a-year",
                        "5 period required",
                        "6 period year-out-of-range",
                        "7 period invalid-period");
    }

    @Test
    void given_the_file_is_gzip_then_it_is_the_same_file() throws Exception {
        Path plain = table(KOLADA);
        Path packed = packed(KOLADA.getBytes(StandardCharsets.UTF_8));

        assertThat(Given.rows(packed, defaults(Optional.of(EmptyValue.DROPOUT))))
                .isEqualTo(Given.rows(plain, defaults(Optional.of(EmptyValue.DROPOUT))));
    }

    @Test
    void given_gzip_that_is_cut_off_or_a_packed_workbook_then_nothing_is_read_and_it_is_said_why() throws Exception {
        Path packed = packed(KOLADA.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = Files.readAllBytes(packed);
        Path cut = Files.write(directory.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length - 12));
        bytes[bytes.length - 6] ^= 1;
        Path damaged = Files.write(directory.resolve("damaged.csv.gz"), bytes);

        assertThat(List.of(cut, damaged))
                .allSatisfy(file -> assertThat(code(file)).isEqualTo("bad-gzip"));
        Path workbook = packed(Files.readAllBytes(Given.workbook(directory, "")));
        assertThat(code(workbook)).isEqualTo("packed-workbook");
    }

    private static String code(Path file) {
        return catchThrowableOfType(UnreadableFileException.class, () -> Given.rows(file, defaults(Optional.empty())))
                .faults()
                .get(0)
                .fault()
                .code();
    }

    private Path table(String text) {
        return Given.file(directory, "kolada.csv", text);
    }

    private Path packed(byte[] bytes) throws IOException {
        Path file = directory.resolve("kolada.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        }
        return file;
    }
}
