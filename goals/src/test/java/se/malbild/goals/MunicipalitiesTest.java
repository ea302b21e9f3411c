package se.malbild.goals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MunicipalitiesTest {
    @ParameterizedTest
    @ValueSource(strings = {"Örebro", "örebro", "Örebro kommun", "Örebro Municipality"})
    void are_found_by_name(String name) {
        assertThat(Municipalities.called(name)).containsExactly("1880");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Öre", "kommun", "Kommun 1880", "1880", "Uppsala", ""})
    void are_not_found_by_a_part_of_a_word_or_by_anything_else(String name) {
        assertThat(Municipalities.called(name)).isEmpty();
    }

    @Test
    void are_called_by_their_code_when_their_name_is_not_known() {
        assertThat(Municipalities.name("1281")).isEqualTo(new Text("Kommun 1281", "Municipality 1281"));
        assertThat(Municipalities.name("1980").sv()).isEqualTo("Västerås stad");
    }
}
