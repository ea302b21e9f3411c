package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Language;

class AddressTest {
    @Test
    void earlier_changes_have_the_same_place_in_both_languages() {
        Address earlier = Address.revisions("1880", OptionalInt.of(200));

        assertThat(earlier.in(Language.SV)).isEqualTo("/sv/1880/andringar?before=200");
        assertThat(earlier.in(Language.EN)).isEqualTo("/en/1880/changes?before=200");
        assertThat(Address.revisions("1880", OptionalInt.empty()).in(Language.SV))
                .isEqualTo("/sv/1880/andringar");
    }
}
