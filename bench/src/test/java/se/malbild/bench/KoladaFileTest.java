package se.malbild.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;

class KoladaFileTest {
    @TempDir
    private Path directory;

    private KoladaFile file(String... lines) throws Exception {
        return KoladaFile.read(packed(lines));
    }

    private Path packed(String... lines) throws IOException {
        Path file = directory.resolve("kolada.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static List<Observation> events(KoladaFile file) throws IOException {
        List<Observation> events = new ArrayList<>();
        file.generate(new Workload.Sink() {
            @Override
            public void event(Observation observation) {
                events.add(observation);
            }

            @Override
            public void poison(Observation observation) {
                throw new AssertionError(observation);
            }
        });
        return events;
    }

    @Test
    void each_row_is_an_event_and_one_without_a_value_says_that_it_is_missing() throws Exception {
        KoladaFile file = file(
                "kpi,municipality,period,gender,value",
                "N00914,1880,2018,T,78.0",
                "N09810,1440,2003,K,3.847e-05",
                "N00914,1880,2019,M,");

        List<Observation> events = events(file);

        assertThat(events)
                .extracting(Observation::content)
                .containsExactly(
                        new Content.Value(new BigDecimal("78")),
                        new Content.Value(new BigDecimal("0.00003847")),
                        new Content.Missing(MissingReason.DROPOUT));
        assertThat(events)
                .extracting(event -> event.cell().gender())
                .containsExactly(Gender.TOTAL, Gender.WOMEN, Gender.MEN);
    }

    @Test
    void municipalities_with_most_values_of_2016_get_frameworks_that_improve_on_them() throws Exception {
        KoladaFile file = file(
                "kpi,municipality,period,gender,value",
                "N00914,1880,2016,T,77.86045",
                "N00914,1881,2016,T,70",
                "N00945,1880,2016,T,-1.5",
                "N00945,1881,2016,T,2",
                "N00945,1882,2016,T,2");

        List<String> organisations = new ArrayList<>();
        for (String document : file.frameworks()) {
            GoalFramework framework = FrameworkReader.read(document);
            organisations.add(framework.organisation());
            assertThat(framework.indicators()).hasSize(2);
            assertThat(framework.historyFrom()).isEqualTo(1994);
        }

        assertThat(organisations).containsExactly("1880", "1881");
    }

    @Test
    void every_fault_is_told_with_its_row_and_what_would_be_right() throws Exception {
        Path file = packed(
                "kpi,municipality,period,gender,value",
                "N00914,188,2018,T,78.0",
                "N00914,1880,2018,X,78.0",
                "N00914,1880,2018,T,78.0",
                "N00914,1880,18,T,78.0",
                "N00914,1880,2018,T,\"78,0\"",
                "N00914,1880,2018,T,many");

        assertThatThrownBy(() -> KoladaFile.read(file))
                .isInstanceOf(KoladaFile.FaultyFileException.class)
                .message()
                .isEqualTo(file + """
                         has 5 faults
                        row 2: N00914,188,2018,T,78.0. municipality is four digits, for example 1880.
                        row 3: N00914,1880,2018,X,78.0. gender is T (all), K (women) or M (men).
                        row 5: N00914,1880,18,T,78.0. period is a year, 1900 to 2200.
                        row 6: N00914,1880,2018,T,"78,0". A row has 5 fields: kpi,municipality,period,gender,value.
                        row 7: N00914,1880,2018,T,many. value is a number, or empty when it is missing.""");
    }

    @Test
    void other_columns_are_told_as_a_fault() throws Exception {
        Path file = packed("kpi,municipality,year,gender,value", "N00914,1880,2018,T,78.0");

        assertThatThrownBy(() -> KoladaFile.read(file))
                .hasMessageContaining("row 1")
                .hasMessageContaining("The columns are kpi,municipality,period,gender,value.");
    }
}
