package se.malbild.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.goals.observation.Observation;

/** A department's big export, most of it right. */
class LargeFileTest {
    private static final int ROWS = 100_000;
    /** Every hundredth row is bad. */
    private static final int BAD_EVERY = 100;

    private static final String HEADINGS =
            "kommun;nyckeltal;förvaltning;år;kön;utfall;antal;revision;tidpunkt;stadsdel;kommentar";
    private static final String GOOD = "1880;N00914;kommunstyrelsen;2018;K;%s;412;0;2019-03-01;s%d;rad %d";

    private static final String[][] BAD = {
        {"1880;", "Örebro;", "invalid-organisation"},
        {"N00914", "", "required"},
        {"kommunstyrelsen", " ", "required"},
        {"2018;", "tjugohundra;", "not-a-year"},
        {"2018;", "3018;", "year-out-of-range"},
        {";K;", ";X;", "unknown-symbol"},
        {"78,", "ungefär 78,", "not-a-number"},
        {";412;", ";-4;", "negative"},
        {";412;", ";4,5;", "not-a-whole-number"},
        {"2019-03-01", "1 mars", "not-a-time"},
        {"rad", "\"rad", "unbalanced-quotes"},
        {"rad", ";rad", "cell-without-heading"},
        {";rad", " rad", "too-few-cells"},
        {";0;", ";99999999999;", "out-of-range"},
        {"kommunstyrelsen", "\ufffd", "unreadable-character"},
    };

    @TempDir
    private Path directory;

    @Test
    void given_100_000_rows_of_which_1_000_are_bad_in_15_ways_then_99_000_are_observations_and_1_000_are_listed()
            throws Exception {
        Path file = directory.resolve("export.csv");
        List<Long> bad = write(file);
        Path listed = directory.resolve("export.csv.faults.csv");

        Set<String> ids = new HashSet<>();
        List<Long> faulty = new ArrayList<>();
        Set<String> codes = new TreeSet<>();
        try (ObservationFile open =
                        ObservationFile.open(file, Defaults.NONE, Optional.empty(), UnaryOperator.identity());
                FileFaults list = new FileFaults(listed, open.headings())) {
            for (Optional<FileRow> row = open.next(); row.isPresent(); row = open.next()) {
                if (row.get() instanceof FileRow.Good good) {
                    ids.add(good.observation().eventId());
                } else if (row.get() instanceof FileRow.Faulty faults) {
                    faulty.add(faults.number());
                    faults.faults().forEach(fault -> codes.add(fault.fault().code()));
                    list.add(faults);
                }
            }
        }

        assertThat(ids).hasSize(99_000);
        assertThat(faulty).hasSize(1_000).isEqualTo(bad);
        assertThat(codes).hasSize(14); // a blank and a missing cell are told alike
        try (var lines = Files.lines(listed)) {
            assertThat(lines).hasSizeGreaterThan(1_000);
        }
    }

    @Test
    void given_the_list_of_faults_corrected_then_it_is_a_file_of_observations() throws Exception {
        Path file = Given.file(
                directory,
                "export.csv",
                HEADINGS + "\n1880;N00914;kommunstyrelsen;3018;X;78,4;412;0;2019-03-01;s1;\"a; \"\"b\"\"\"\n");
        Path listed = directory.resolve("fel.csv");
        FileRow.Faulty faulty = (FileRow.Faulty) Given.rows(file, Defaults.NONE).get(0);
        try (FileFaults list = new FileFaults(listed, List.of(HEADINGS.split(";")))) {
            list.add(faulty);
        }
        assertThat(faulty.faults()).hasSize(2);
        assertThat(Files.readString(listed)).startsWith("\ufeffrad;kolumn;kod;fel;fault;kommun;");
        assertThat(Given.faults(listed, Defaults.NONE))
                .containsExactly("2 år year-out-of-range", "2 kön unknown-symbol");

        Files.writeString(listed, Files.readString(listed).replace(";3018;X;", ";2018;K;"));

        assertThat(Given.observations(listed, Defaults.NONE))
                .singleElement()
                .satisfies(observation -> assertThat(observation.comment()).isEqualTo("a; \"b\""));
    }

    @Test
    void given_no_fault_then_no_list_is_left() throws Exception {
        Path listed = Given.file(directory, "fel.csv", "från förra gången");
        new FileFaults(listed, List.of("år")).close();
        assertThat(listed).doesNotExist();
    }

    @Test
    void given_a_text_that_a_spreadsheet_would_run_then_it_is_disarmed() throws Exception {
        Path listed = directory.resolve("fel.csv");
        Path file = Given.file(directory, "export.csv", HEADINGS + "\n=1+1;@x;-a;-5,2;;;;;;;\n");
        try (FileFaults list = new FileFaults(listed, List.of(HEADINGS.split(";")))) {
            list.add((FileRow.Faulty) Given.rows(file, Defaults.NONE).get(0));
        }
        assertThat(Files.readString(listed)).contains(";'=1+1;'@x;'-a;-5,2;");
    }

    @Test
    void given_a_text_was_disarmed_then_it_comes_back_as_it_was() throws Exception {
        List<String> comments = List.of("- rättat", "'-5 är citerat", "=1+1", "'citat'");
        Path listed = directory.resolve("fel.csv");
        Path file = Given.file(
                directory,
                "export.csv",
                HEADINGS + "\n"
                        + comments.stream()
                                .map(comment -> "1880;N00914;kommunstyrelsen;x;K;1;412;0;2019-03-01;s"
                                        + comment.hashCode() + ";" + comment + "\n")
                                .collect(Collectors.joining()));
        Given.check(file, listed);
        Path again = directory.resolve("fel2.csv");
        Given.check(listed, again);

        for (Path list : List.of(listed, again)) {
            Files.writeString(list, Files.readString(list).replace(";x;", ";2018;"));
            assertThat(Given.observations(list, Defaults.NONE))
                    .extracting(Observation::comment)
                    .isEqualTo(comments);
        }
    }

    private static List<Long> write(Path file) throws IOException {
        List<Long> bad = new ArrayList<>();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADINGS + "\n");
            for (int i = 0; i < ROWS; i++) {
                String row = GOOD.formatted("78," + i, i, i);
                if (i % BAD_EVERY == 0) {
                    String[] kind = BAD[i / BAD_EVERY % BAD.length];
                    row = row.replace(kind[0], kind[1]);
                    bad.add(i + 2L);
                }
                out.write(row + "\n");
            }
        }
        return bad;
    }
}
