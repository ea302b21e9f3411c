package se.malbild.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.malbild.cli.demo.Samples;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.publisher.ObservationJson;

class PictureOptionsTest {
    private static final List<FrameworkVersion> FRAMEWORKS = new ArrayList<>();

    @Command(name = "prints")
    static final class Prints {
        @Mixin
        private PictureOptions options;
    }

    @BeforeAll
    static void read_the_shipped_frameworks() throws Exception {
        for (String document : ShippedFrameworks.documents()) {
            FRAMEWORKS.add(FrameworkVersion.read(document));
        }
    }

    @Test
    void without_a_year_they_mean_the_latest_that_could_be_assessed() throws Exception {
        List<Observation> through2018 = new ArrayList<>();
        for (String event : Samples.events()) {
            Observation observation = ObservationJson.read(event);
            if (observation.cell().year() <= 2018) {
                through2018.add(observation);
            }
        }

        assertThat(chosen(List.of()).year()).isEqualTo(2019);
        assertThat(chosen(through2018).year()).isEqualTo(2018);
        assertThat(chosen(through2018, "--year=2017").year()).isEqualTo(2017);
    }

    @ParameterizedTest
    @CsvSource({"Örebro, 1880", "VÄSTERÅS, 1980", "City of Västerås, 1980", "1980, 1980"})
    void a_municipality_is_meant_by_its_name_or_its_code(String given, String code) throws Exception {
        assertThat(chosen(List.of(), "--organisation", given).organisation()).isEqualTo(code);
    }

    @Test
    void of_a_municipality_without_a_picture_those_with_one_are_told() {
        assertThatThrownBy(() -> chosen(List.of(), "--organisation=1281"))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        told -> assertThat(told.text().en())
                                .startsWith("There is no picture of 1281.")
                                .endsWith("There are pictures of: 1880/orebro-2017-2019,"
                                        + " 1980/vasteras-exempel-2017-2019."));
    }

    @Test
    void of_two_periods_that_of_the_year_is_meant_and_without_a_year_the_last_of_which_anything_is_assessed()
            throws Exception {
        String next = ShippedFrameworks.documents()
                .get(1)
                .replace("vasteras-exempel-2017-2019", "vasteras-nasta")
                .replaceAll("2019", "2021")
                .replaceAll("2018", "2020")
                .replaceAll("2017", "2019");
        List<FrameworkVersion> both = new ArrayList<>(FRAMEWORKS);
        both.add(FrameworkVersion.read(next));
        List<Observation> observations = new ArrayList<>();
        for (String event : Samples.events()) {
            observations.add(ObservationJson.read(event));
        }
        List<Observation> nothingOf2019 = observations.stream()
                .filter(observation -> observation.cell().year() < 2019)
                .toList();

        assertThat(chosen(both, observations, "--organisation=1980", "--year=2018")
                        .framework())
                .isEqualTo("vasteras-exempel-2017-2019");
        assertThat(chosen(both, observations, "--organisation=1980", "--year=2019")
                        .framework())
                .isEqualTo("vasteras-nasta");
        assertThat(chosen(both, observations, "--organisation=1980").framework())
                .isEqualTo("vasteras-nasta");
        assertThat(chosen(both, nothingOf2019, "--organisation=1980").framework())
                .isEqualTo("vasteras-exempel-2017-2019");
        assertThat(chosen(
                                both,
                                observations,
                                "--organisation=1980",
                                "--year=2019",
                                "--framework=vasteras-exempel-2017-2019")
                        .framework())
                .isEqualTo("vasteras-exempel-2017-2019");
    }

    private static Picture chosen(List<Observation> observations, String... arguments) throws CommandException {
        return chosen(FRAMEWORKS, observations, arguments);
    }

    private static Picture chosen(
            List<FrameworkVersion> frameworks, List<Observation> observations, String... arguments)
            throws CommandException {
        SortedMap<Pictures.Key, Picture> pictures = Pictures.of(frameworks, observations);
        Prints prints = new Prints();
        new CommandLine(prints).parseArgs(arguments);
        return prints.options.choose(pictures);
    }
}
