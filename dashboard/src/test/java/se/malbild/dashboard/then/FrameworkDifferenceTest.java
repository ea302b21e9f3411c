package se.malbild.dashboard.then;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.Language;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.framework.Rule;
import se.malbild.goals.framework.StrategicArea;

/** What two versions of a framework say differently. */
final class FrameworkDifferenceTest {
    private static final String DOCUMENT = SampleEvents.framework("vasteras-exempel-2017-2019");

    @Test
    void the_same_framework_is_not_different() {
        assertThat(FrameworkDifference.between(read(DOCUMENT), read(DOCUMENT))).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "title: {sv: \"Påhittat exempel: mål | title: {sv: \"Påhittat exempel: de mål | framework |"
                        + " | Namn | Påhittat exempel: mål för Västerås 2017–2019 | Påhittat exempel: de mål för Västerås"
                        + " 2017–2019",
                "historyFrom: 2016 | historyFrom: 2015 | framework | | Historik från | 2016 | 2015",
                "minimumCoverage: 0.5 | minimumCoverage: 0.6 | framework | | Minsta täckning | 0,5 | 0,6",
                "minimumCoverage: 0.5 | smallestGroup: 7 | framework | | Minsta grupp | 5 | 7",
                "from: 0.7, | from: 0.75, | framework | | Nivån uppnatt: från | 0,7 | 0,75",
                "shape: triangle | shape: cross | framework | | Nivån ej-uppnatt: form | triangle | cross",
                "districts: [stadsdel-1,  | districts: [stadsdel-0, stadsdel-1,  | framework | | Stadsdelar |"
                        + " stadsdel-1, stadsdel-2, stadsdel-3, stadsdel-4 |"
                        + " stadsdel-0, stadsdel-1, stadsdel-2, stadsdel-3, stadsdel-4",
                "atMostPerDepartment: {goalAreas: 2 | atMostPerDepartment: {goalAreas: 3 | framework | |"
                        + " Högst så många målområden per nämnd | 2 | 3",
                "sv: \"Tekniska nämnden\" | sv: \"Teknik\" | department | teknik | Namn | Tekniska nämnden | Teknik",
                "of: T1, by: 05-20 | of: T1, by: 05-31 | department | teknik | Rapporterar T1 senast | 05-20 | 05-31",
                "validFrom: 2019 | validFrom: 2018 | department | aldreomsorg | Finns från och med | 2019 | 2018",
                "sv: \"Hållbar stad\" | sv: \"Stad\" | strategic-area | hallbar-stad | Namn | Hållbar stad | Stad",
                "sv: \"Livsvillkoren ska bli mer lika | sv: \"Villkoren ska bli mer lika | goal-area | hallbar-stad-1 |"
                        + " Formulering | Livsvillkoren ska bli mer lika i hela kommunen. |"
                        + " Villkoren ska bli mer lika i hela kommunen.",
                "responsible: barn-och-utbildning | responsible: teknik | goal-area | kunskap-och-omsorg-1 |"
                        + " Ansvarig nämnd | barn-och-utbildning | teknik",
                "financialManagement: true | financialManagement: false | goal-area | hallbar-stad-2 |"
                        + " God ekonomisk hushållning | Ja |",
                "sv: \"fler feriejobb för ungdomar\" | sv: \"feriejobb\" | goal-area | hallbar-stad-1 |"
                        + " Hur det ska ske, punkt 1 | fler feriejobb för ungdomar | feriejobb",
                "followedBy: [ex-feriejobb] | followedBy: [ex-trygghet-stadsdelar] | goal-area | hallbar-stad-1 |"
                        + " Hur det ska ske, punkt 1: följs av | ex-feriejobb | ex-trygghet-stadsdelar",
                "{indicator: N17461, weight: 2} | {indicator: N17461, weight: 3} | goal-area | kunskap-och-omsorg-1 |"
                        + " Vikt för N17461 | 2 | 3",
                "2018: 650 | 2018: 720 | indicator | ex-feriejobb | Målvärde 2018 | 650 | 720",
                "{2017: 600, 2018: 650, 2019: 700} | {2017: 600, 2018: 650} | indicator | ex-feriejobb |"
                        + " Målvärde 2019 | 700 |",
                "tolerance: 300 | tolerance: 250.5 | indicator | ex-elanvandning | Tolerans | 300 | 250,5",
                "upper: 5.5 | upper: 6 | indicator | N03102 | Övre gräns | 5,5 | 6",
                "{year: 2016, value: 540, | {year: 2016, value: 541, | indicator | ex-feriejobb | Utgångsvärde |"
                        + " 540 (2016, Påhittat exempelvärde) | 541 (2016, Påhittat exempelvärde)",
                "measure: gap-district | measure: total | indicator | ex-trygghet-stadsdelar | Vad som bedöms |"
                        + " Skillnad mellan stadsdelar | Värdet för alla",
                "requiredParts: 12 | requiredParts: 11 | indicator | ex-elanvandning | Antal delar som krävs | 12 | 11",
                "acrossDepartments: weighted-mean | acrossDepartments: mean | indicator | ex-nojd-med-maten |"
                        + " Värdet av flera nämnders | Vägt medelvärde efter antal | Medelvärdet",
                "value: 15.9 | value: 15.8 | indicator | N11701 | Jämförelsevärde |"
                        + " 15,9 (2016, Riket 2016. Källa: Kolada) | 15,8 (2016, Riket 2016. Källa: Kolada)"
            })
    void what_is_changed_is_one_line(
            String text, String other, String kind, String id, String what, String before, String now) {
        String changed = DOCUMENT.replaceFirst(Pattern.quote(text), other);

        List<FrameworkDifference> different = FrameworkDifference.between(read(DOCUMENT), read(changed));

        assertThat(different).singleElement().satisfies(line -> {
            assertThat(line.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .isEqualTo(kind);
            assertThat(line.id()).isEqualTo(Optional.ofNullable(id).orElse(""));
            assertThat(line.what().sv()).isEqualTo(what);
            assertThat(line.before().map(Text::sv)).isEqualTo(Optional.ofNullable(before));
            assertThat(line.now().map(Text::sv)).isEqualTo(Optional.ofNullable(now));
        });
    }

    @Test
    void what_comes_or_goes_is_told_once_and_not_with_all_that_it_says() {
        String without = DOCUMENT.replace("          - {indicator: N17461, weight: 2}\n", "")
                .replaceFirst("(?s)  - id: N17461\n.*?(?=  - id: N11701\n)", "");

        List<FrameworkDifference> different = FrameworkDifference.between(read(without), read(DOCUMENT));

        assertThat(different)
                .extracting(line -> line.about().sv() + ": " + line.what().sv() + ": "
                        + line.before().map(Text::sv).orElse("–") + " → "
                        + line.now().map(Text::sv).orElse("–"))
                .containsExactly(
                        "Målområde Barn och unga ska få en trygg förskola och klara skolan.: Vikt för N17461: – → 2",
                        "Nyckeltal N17461 Gymnasieelever med examen inom 4 år, hemkommun, andel (%):"
                                + " Finns i styrmodellen: Nej → Ja");
    }

    @Test
    void a_wording_that_is_changed_in_the_other_language_alone_is_told_in_that() {
        FrameworkDifference line = FrameworkDifference.between(
                        read(DOCUMENT), read(DOCUMENT.replace("en: \"Sustainable city\"", "en: \"Sustainability\"")))
                .get(0);

        assertThat(line.toldIn(Language.SV)).isEqualTo(Language.EN);
        assertThat(line.toldIn(Language.EN)).isEqualTo(Language.EN);
    }

    @Test
    void that_every_year_is_due_is_not_told_but_another_choice_is() {
        String some = DOCUMENT.replaceFirst("  - id: N03102\n", "  - id: N03102\n    dueYears: [2017, 2019]\n");

        assertThat(FrameworkDifference.between(read(DOCUMENT), read(some)))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.what().en()).isEqualTo("Due years");
                    assertThat(line.before()).isEmpty();
                    assertThat(line.now()).hasValue(new Text("2017, 2019", "2017, 2019"));
                });
    }

    /** Whoever adds to the framework decides what is told of it when it changes: in {@link FrameworkLines}. */
    @Test
    void nothing_is_left_out() {
        assertThat(components(GoalFramework.class))
                .isEqualTo(
                        "id version organisation title vision notice from to historyFrom minimumCoverage withdrawn scale"
                                + " departments districts reporting atMostPerDepartment smallestGroup indicators strategicAreas");
        assertThat(components(Department.class)).isEqualTo("id name validFrom validTo replaces");
        assertThat(components(StrategicArea.class)).isEqualTo("id title description goalAreas");
        assertThat(components(GoalArea.class))
                .isEqualTo("id statement weight responsible financialManagement meansIntro means indicators");
        assertThat(components(Indicator.class))
                .isEqualTo(
                        "id series title unit measure withinYear requiredParts acrossDepartments departments range persons"
                                + " dueYears breaks control comparison rule reason");
        assertThat(components(Rule.Reach.class)).isEqualTo("direction target baseline tolerance");
        assertThat(components(Rule.Improve.class)).isEqualTo("aim from tolerance");
        assertThat(components(Rule.Approach.class)).isEqualTo("target from tolerance");
        assertThat(components(Rule.Hold.class)).isEqualTo("lower upper margin");
    }

    private static String components(Class<? extends Record> type) {
        return String.join(
                " ",
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    private static GoalFramework read(String document) {
        try {
            return FrameworkReader.read(document);
        } catch (InvalidFrameworkException invalid) {
            throw new IllegalArgumentException(invalid.getMessage(), invalid);
        }
    }
}
