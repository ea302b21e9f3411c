package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkEffect.Change;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;

/** What the next version of the made-up example of Västerås changes. */
class FrameworkEffectTest {
    private static final List<Observation> OBSERVATIONS = SampleEvents.of("1980");
    private static final String DOCUMENT = SampleEvents.framework("vasteras-exempel-2017-2019");

    @Test
    void given_a_higher_target_then_the_goal_area_that_falls_is_named() throws Exception {
        FrameworkVersion before = FrameworkVersion.read(DOCUMENT);
        FrameworkVersion after = next("2017: 72", "2017: 74");

        FrameworkEffect effect = FrameworkEffect.of(List.of(before), after, OBSERVATIONS);

        assertThat(effect.years()).extracting(FrameworkEffect.Year::year).containsExactly(2017, 2018, 2019);
        assertThat(effect.years().get(0).before()).contains(picture(before, 2017));
        assertThat(effect.years().get(0).after()).contains(picture(after, 2017));
        assertThat(effect.years())
                .flatExtracting(FrameworkEffect.Year::changes)
                .containsExactly(new Change(
                        "kunskap-och-omsorg-1",
                        before.framework().goalAreas().get(0).statement(),
                        Optional.of("uppnatt"),
                        Optional.of("delvis-uppnatt")));
        assertThat(effect.parked()).isZero();
        assertThat(effect.unparked()).isZero();
    }

    @Test
    void given_the_first_version_then_every_year_is_new_and_every_observation_it_knows_begins_to_count()
            throws Exception {
        FrameworkVersion first = FrameworkVersion.read(DOCUMENT);

        FrameworkEffect effect = FrameworkEffect.of(List.of(), first, OBSERVATIONS);

        assertThat(effect.years()).hasSize(3).allSatisfy(year -> {
            assertThat(year.before()).isEmpty();
            assertThat(year.after()).contains(picture(first, year.year()));
            assertThat(year.changes()).isEmpty();
        });
        assertThat(effect.parked()).isZero();
        assertThat(effect.unparked()).isEqualTo((int)
                OBSERVATIONS.stream().map(Observation::cell).distinct().count());
    }

    @Test
    void given_a_withdrawal_then_there_are_no_pictures_and_all_is_parked_that_no_other_framework_knows()
            throws Exception {
        FrameworkVersion first = FrameworkVersion.read(DOCUMENT);
        FrameworkVersion withdrawn = FrameworkVersion.read(version2(DOCUMENT) + "withdrawn: true\n");
        FrameworkVersion other =
                FrameworkVersion.read(DOCUMENT.replace("framework: vasteras", "framework: andra-vasteras"));

        FrameworkEffect alone = FrameworkEffect.of(List.of(first), withdrawn, OBSERVATIONS);
        FrameworkEffect beside = FrameworkEffect.of(List.of(first, other), withdrawn, OBSERVATIONS);

        assertThat(alone.years())
                .hasSize(3)
                .allSatisfy(year -> assertThat(year.after()).isEmpty());
        assertThat(alone.parked()).isPositive();
        assertThat(beside.years()).isEqualTo(alone.years());
        assertThat(beside.parked()).isZero();
    }

    @Test
    void given_a_goal_area_with_another_id_then_one_is_dropped_and_one_is_new() throws Exception {
        FrameworkVersion before = FrameworkVersion.read(DOCUMENT);
        FrameworkVersion after = next("id: kunskap-och-omsorg-2", "id: kunskap-och-omsorg-9");

        FrameworkEffect effect = FrameworkEffect.of(List.of(before), after, OBSERVATIONS);

        assertThat(effect.years().get(0).changes())
                .extracting(Change::goalArea, Change::before, Change::after)
                .containsExactly(
                        tuple("kunskap-och-omsorg-9", Optional.empty(), Optional.of("delvis-uppnatt")),
                        tuple("kunskap-och-omsorg-2", Optional.of("delvis-uppnatt"), Optional.empty()));
    }

    @Test
    void the_order_of_the_observations_changes_nothing() throws Exception {
        FrameworkVersion before = FrameworkVersion.read(DOCUMENT);
        FrameworkVersion after = next("2017: 72", "2017: 74");
        List<Observation> shuffled = new ArrayList<>(OBSERVATIONS);
        Collections.shuffle(shuffled, new Random(31));

        assertThat(FrameworkEffect.of(List.of(before), after, shuffled))
                .isEqualTo(FrameworkEffect.of(List.of(before), after, OBSERVATIONS));
    }

    private static Picture picture(FrameworkVersion version, int year) {
        return Pictures.of(List.of(version), OBSERVATIONS)
                .get(new Pictures.Key("1980", "vasteras-exempel-2017-2019", year));
    }

    private static FrameworkVersion next(String from, String to) throws Exception {
        assertThat(DOCUMENT).contains(from);
        return FrameworkVersion.read(version2(DOCUMENT).replace(from, to));
    }

    private static String version2(String document) {
        return document.replace("\nversion: 1\n", "\nversion: 2\n");
    }
}
