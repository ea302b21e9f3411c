package se.malbild.goals.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.RandomCases;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.InvalidFrameworkException;

class PictureJsonReaderTest {
    /** It has every field. */
    @Test
    void the_small_picture_is_written_again_to_the_byte() throws IOException {
        String json = small();

        assertThat(PictureJson.indented(PictureJsonReader.read(json).orElseThrow()))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"orebro-2017-2019, 1880", "vasteras-exempel-2017-2019, 1980"})
    void so_are_those_of_the_sample_data(String framework, String organisation) throws InvalidFrameworkException {
        Pictures.of(List.of(FrameworkVersion.read(SampleEvents.framework(framework))), SampleEvents.of(organisation))
                .values()
                .forEach(PictureJsonReaderTest::isWrittenAgain);
    }

    @Test
    void so_are_those_of_random_cases() throws InvalidFrameworkException {
        for (long seed = 0; seed < 200; seed++) {
            RandomCases.Case given = RandomCases.of(seed);
            List<FrameworkVersion> frameworks = new ArrayList<>();
            for (String document : given.frameworks()) {
                frameworks.add(FrameworkVersion.read(document));
            }
            Pictures.of(frameworks, given.observations()).values().forEach(PictureJsonReaderTest::isWrittenAgain);
        }
    }

    private static void isWrittenAgain(Picture picture) {
        String json = PictureJson.indented(picture);

        assertThat(PictureJsonReader.read(json).map(PictureJson::indented)).contains(json);
    }

    @Test
    void what_a_later_version_has_added_is_passed_over() throws IOException {
        String later =
                small().replace("\"year\" : 2018,", "\"year\" : 2018,\n  \"board\" : [{\"name\": null}, 1.5, true],");

        assertThat(later).isNotEqualTo(small());
        assertThat(PictureJsonReader.read(later)).isEqualTo(PictureJsonReader.read(small()));
    }

    @Test
    void what_an_earlier_version_did_not_have_does_not_exist() throws IOException {
        String earlier = small().replace("\"robustness\"", "\"unknown\"").replace("\"forecast\"", "\"unheard\"");

        Picture picture = PictureJsonReader.read(earlier).orElseThrow();

        assertThat(picture.strategicAreas().get(0).goalAreas()).isNotEmpty().allSatisfy(area -> {
            assertThat(area.robustness()).isEmpty();
            assertThat(area.forecast()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"organisation\": \"1880\"",
                "{\"organisation\": 1880}",
                "{\"organisation\": \"1880\", \"framework\": \"f\", \"frameworkVersion\": 1.5}"
            })
    void what_is_no_picture_is_none(String json) {
        assertThat(PictureJsonReader.read(json)).isEmpty();
    }

    private static String small() throws IOException {
        try (InputStream resource = PictureJsonReaderTest.class.getResourceAsStream("small-picture.json")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
