package se.malbild.kolada;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Content;

class KoladaAnswerTest {
    private static final Instant ASKED = Instant.parse("2024-08-20T09:30:00.5Z");
    private static final KoladaDepartments DEPARTMENTS =
            new KoladaDepartments(Map.of(), Optional.of("kommunstyrelsen"), List.of());

    /** A page of version 2 and the same page of version 3. */
    @ParameterizedTest
    @ValueSource(strings = {"next_page", "next_url"})
    void given_a_saved_page_that_has_a_next_one_then_it_is_said_to_be_partial(String field) throws Exception {
        KoladaAnswer answer = answer("""
                {"count": 2, "%s": "https://api.kolada.se/data?page=2", "values": [%s]}
                """.formatted(field, row(2018, "78.4")));

        assertThat(answer.observations()).hasSize(1);
        assertThat(answer.gaps())
                .containsExactly(new Text(
                        "Filen är inte hela svaret; det fortsätter på https://api.kolada.se/data?page=2.",
                        "The file is not the whole answer; it continues at https://api.kolada.se/data?page=2."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"previous_page", "previous_url"})
    void given_a_saved_page_that_has_one_before_it_then_it_is_said_to_be_partial(String field) throws Exception {
        KoladaAnswer answer =
                answer("{\"%s\": \"https://api.kolada.se/data?page=1\", \"values\": []}".formatted(field));

        assertThat(answer.gaps())
                .extracting(Text::en)
                .containsExactly(
                        "The file is not the whole answer; the page before is at https://api.kolada.se/data?page=1.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    of each page            | 1 | 1 |
                    of the whole answer     | 2 | 2 |
                    not said                |   |   |
                    no number               | x | x |
                    one that was left out   | 3 | 3 | “count” is 3, but the number of rows is 2
                    one that came meanwhile | 2 | 3 | “count” is 3, but the number of rows is 2
                    too few                 | 0 | 1 | “count” is 0, but the number of rows is 2
                    """)
    void given_a_count_then_it_is_to_fit_the_rows(String name, String first, String second, String gap)
            throws Exception {
        KoladaAnswer answer = answer("""
                {"count": %s, "next_url": "page=2", "values": [%s]}
                {"count": %s, "previous_url": "page=1", "values": [%s]}
                """.formatted(count(first), row(2018, "78.4"), count(second), row(2019, "79")));

        if (gap == null) {
            assertThat(answer.gaps()).as(name).isEmpty();
        } else {
            assertThat(answer.gaps())
                    .as(name)
                    .singleElement()
                    .extracting(Text::en)
                    .asString()
                    .contains(gap);
        }
    }

    @Test
    void given_several_whole_answers_one_after_another_then_each_is_judged_by_itself() throws Exception {
        KoladaAnswer answer = answer("""
                {"count": 1, "values": [%s]}
                {"count": 2, "values": [%s]}
                """.formatted(row(2018, "78.4"), row(2019, "79")));

        assertThat(answer.observations()).hasSize(2);
        assertThat(answer.gaps())
                .singleElement()
                .extracting(Text::sv)
                .asString()
                .contains("”count” är 2, men antalet rader är 1");
    }

    @Test
    void given_a_value_that_comes_twice_then_it_counts_once() throws Exception {
        KoladaAnswer answer = answer(page(row(2018, "78.4")) + page(row(2018, "78.40"), row(2019, "79")));

        assertThat(answer.observations()).hasSize(2);
        assertThat(answer.faulty()).isEmpty();
        assertThat(answer.repeated()).isEqualTo(1);
    }

    @Test
    void given_values_that_contradict_each_other_then_none_counts_and_all_are_told() throws Exception {
        KoladaAnswer answer = answer(
                page(row(2018, "71"), row(2019, "79")) + page(row(2018, "72"), row(2018, "71"), row(2018, "null")));

        assertThat(answer.observations())
                .extracting(observation -> ((Content.Value) observation.content()).number())
                .containsExactly(new BigDecimal("79"));
        assertThat(answer.faulty()).singleElement().satisfies(faulty -> {
            assertThat(faulty.what()).isEqualTo("N00914 1880 2018 T");
            assertThat(faulty.faults()).singleElement().satisfies(fault -> {
                assertThat(fault.code()).isEqualTo("contradiction");
                assertThat(fault.message().en())
                        .startsWith("The answer says different things: 71; 72; Kolada: orsaken framgår inte");
            });
        });
    }

    private static KoladaAnswer answer(String pages) throws Exception {
        KoladaAnswer answer = new KoladaAnswer(new KoladaReader(DEPARTMENTS, ASKED));
        KoladaPage.readAll(new ByteArrayInputStream(pages.getBytes(StandardCharsets.UTF_8)))
                .forEach(answer::add);
        return answer;
    }

    private static String page(String... rows) {
        return "{\"values\": [" + String.join(", ", Arrays.asList(rows)) + "]}\n";
    }

    private static String row(int year, String value) {
        return """
                {"kpi": "N00914", "municipality": "1880", "period": %d, "values": [{"gender": "T", "value": %s}]}""".formatted(year, value);
    }

    private static String count(String count) {
        return "x".equals(count) ? "\"x\"" : count;
    }
}
