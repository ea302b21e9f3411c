package se.malbild.goals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MunicipalitiesTest {
    /** How many municipalities SCB's list has in each county, by the code of the county. */
    private static final Map<String, Long> IN_COUNTY = new TreeMap<>(Map.ofEntries(
            Map.entry("01", 26L),
            Map.entry("03", 8L),
            Map.entry("04", 9L),
            Map.entry("05", 13L),
            Map.entry("06", 13L),
            Map.entry("07", 8L),
            Map.entry("08", 12L),
            Map.entry("09", 1L),
            Map.entry("10", 5L),
            Map.entry("12", 33L),
            Map.entry("13", 6L),
            Map.entry("14", 49L),
            Map.entry("17", 16L),
            Map.entry("18", 12L),
            Map.entry("19", 10L),
            Map.entry("20", 15L),
            Map.entry("21", 10L),
            Map.entry("22", 7L),
            Map.entry("23", 8L),
            Map.entry("24", 15L),
            Map.entry("25", 14L)));

    @Test
    void are_as_many_as_there_are_in_every_county() {
        assertThat(Municipalities.names().keySet().stream()
                        .filter(code -> !code.startsWith("00"))
                        .collect(Collectors.groupingBy(code -> code.substring(0, 2), Collectors.counting())))
                .isEqualTo(IN_COUNTY);
        assertThat(IN_COUNTY.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(290);
    }

    @Test
    void each_have_a_code_of_four_digits_and_names_that_lead_back_to_it() {
        Municipalities.names().forEach((code, names) -> {
            assertThat(code).matches("\\d{4}");
            for (String name :
                    List.of(names.place(), names.full().sv(), names.full().en())) {
                assertThat(Municipalities.called(name)).as(name).containsExactly(code);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0180, Stockholms stad, City of Stockholm",
        "0117, Österåkers kommun, Österåker Municipality",
        "0980, Region Gotland, Region Gotland",
        "1281, Lunds kommun, Lund Municipality",
        "1480, Göteborgs stad, City of Gothenburg",
        "1814, Lekebergs kommun, Lekeberg Municipality",
        "1880, Örebro kommun, Örebro Municipality",
        "1980, Västerås stad, City of Västerås",
        "2080, Falu kommun, Falun Municipality",
        "2584, Kiruna kommun, Kiruna Municipality",
        "0018, Region Örebro län, Region Örebro County"
    })
    void are_called_what_they_call_themselves(String code, String sv, String en) {
        assertThat(Municipalities.name(code)).isEqualTo(new Text(sv, en));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Örebro", "örebro", "Örebro kommun", "Örebro Municipality"})
    void are_found_by_name(String name) {
        assertThat(Municipalities.called(name)).containsExactly("1880");
    }

    @Test
    void are_found_by_a_name_of_several_words() {
        assertThat(Municipalities.called("upplands väsby")).containsExactly("0114");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Öre", "kommun", "Upplands", "Kommun 1880", "1880", "Atlantis", ""})
    void are_not_found_by_a_part_of_a_name_or_by_anything_else(String name) {
        assertThat(Municipalities.called(name)).isEmpty();
    }

    @Test
    void are_called_by_their_code_when_their_name_is_not_known() {
        assertThat(Municipalities.name("9999")).isEqualTo(new Text("Kommun 9999", "Municipality 9999"));
    }
}
