package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.ObservationDraft;

class CurrentFrameworksTest {
    private static final String FRAMEWORK = """
            framework: skola-2017-2019
            version: 1
            organisation: "1880"
            title: {sv: Skola, en: School}
            period: {from: 2017, to: 2019}
            scale:
              id: two-level
              levels:
                - {id: fortsatt-sa, label: {sv: Fortsätt så, en: Keep going}, from: 0.55, colour: "#1b7837", shape: circle}
                - {id: mer-behovs, label: {sv: Mer behövs, en: More is needed}, from: 0, colour: "#b35806", shape: triangle}
            departments:
              - {id: skola, name: {sv: Skolnämnden, en: School committee}}
              - {id: fritid, name: {sv: Fritidsnämnden, en: Leisure committee}}
              - {id: teknik, name: {sv: Tekniska nämnden, en: Technical committee}}
              - {id: norr, name: {sv: Norra nämnden, en: Northern committee}, validTo: 2018}
            districts: [centrum, vivalla]
            indicators:
              - id: N1
                title: {sv: Ett, en: One}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                rule: {kind: improve, direction: higher, baseline: {year: 2016, value: 80}}
              - id: N2
                title: {sv: Två, en: Two}
                unit: {sv: "%", en: "%"}
                acrossDepartments: mean
                departments: [skola, fritid]
                rule: {kind: improve, direction: higher, baseline: {year: 2016, value: 80}}
              - id: N3
                title: {sv: Tre, en: Three}
                unit: {sv: "%", en: "%"}
                departments: [norr]
                rule: {kind: improve, direction: higher, baseline: {year: 2016, value: 80}}
            strategicAreas:
              - id: barn
                title: {sv: Barn och unga, en: Children and young people}
                goalAreas:
                  - id: barn-1
                    statement: {sv: Alla ska klara skolan., en: All shall succeed at school.}
                    indicators: [{indicator: N1}, {indicator: N2}, {indicator: N3}]
            """;

    private final CurrentFrameworks frameworks = new CurrentFrameworks();

    @BeforeEach
    void apply() throws Exception {
        frameworks.add(FrameworkVersion.read(FRAMEWORK));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "N1 | 2019 | teknik |  |  Väntade: skola. |  |  Expected: skola.",
                "N2 | 2019 | teknik |  |  Väntade: skola, fritid. |  |  Expected: skola, fritid.",
                "N1 | 2019 | Skola | (”skola” finns: stora och små bokstäver räknas) | Väntade: skola."
                        + " | (“skola” is there: letter case matters) | Expected: skola.",
                "N3 | 2019 | teknik |  |  |  |  ",
            })
    void aDepartmentThatIsNotExpectedIsToldWhoIs(
            String indicator, int year, String department, String caseSv, String sv, String caseEn, String en)
            throws Exception {
        assertThat(warning(indicator, year, department))
                .isEqualTo(new Text(
                        "Förvaltningen " + department + " väntas inte rapportera nyckeltalet" + spaced(caseSv) + "."
                                + spaced(sv) + " Observationen räknas, och det visas som ett problem.",
                        "The department " + department + " is not expected to report the indicator" + spaced(caseEn)
                                + "." + spaced(en) + " The observation counts, and that is shown as a problem."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "N9 |  |  ",
                "n1 | (”N1” finns: stora och små bokstäver räknas) | (“N1” is there: letter case matters)",
            })
    void anUnknownIndicatorIsNamed(String indicator, String caseSv, String caseEn) throws Exception {
        assertThat(warning(indicator, 2019, "skola"))
                .isEqualTo(new Text(
                        "Nyckeltalet " + indicator + " finns inte i styrmodellen för 2019" + spaced(caseSv)
                                + "; observationen sparas och räknas när en styrmodell känner till den.",
                        "The indicator " + indicator + " is not in the goal framework for 2019" + spaced(caseEn)
                                + "; the observation is kept and counts once a framework covers it."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varberga |  |  ",
                "Vivalla | (”vivalla” finns: stora och små bokstäver räknas) | (“vivalla” is there: letter case matters)",
            })
    void aDistrictThatIsNotDeclaredIsToldWhichAre(String district, String caseSv, String caseEn) throws Exception {
        assertThat(frameworks.warnings(
                        draft("N1", 2019, "skola").district(district).build()))
                .extracting(Fault::message)
                .containsExactly(new Text(
                        "Stadsdelen " + district + " finns inte i styrmodellen" + spaced(caseSv)
                                + ". Där finns: centrum, vivalla. Observationen sparas men ingår inte i någon skillnad"
                                + " mellan stadsdelar.",
                        "The district " + district + " is not in the goal framework" + spaced(caseEn)
                                + ". It has: centrum, vivalla. The observation is kept but is no part of a difference"
                                + " between districts."));
    }

    @Test
    void givenAnotherFrameworkOfTheSeriesWithoutDistrictsThenAnyDistrictIsExpected() throws Exception {
        frameworks.add(FrameworkVersion.read(FRAMEWORK
                .replace("framework: skola-2017-2019", "framework: skola-2019")
                .replace("districts: [centrum, vivalla]", "")));

        assertThat(frameworks.warnings(
                        draft("N1", 2019, "skola").district("varberga").build()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5, 0, false",
        "5, 1, true",
        "5, 4, true",
        "5, 5, false",
        "10, 9, true",
        "10, 10, false",
    })
    void aCountBelowTheSmallestGroupIsWarnedOf(int smallestGroup, long count, boolean isWarnedOf) throws Exception {
        frameworks.add(
                FrameworkVersion.read(FRAMEWORK.replace("version: 1", "version: 2\nsmallestGroup: " + smallestGroup)));

        assertThat(codes(draft("N1", 2019, "skola").count(count)))
                .isEqualTo(isWarnedOf ? List.of("small-group") : List.of());
    }

    @Test
    void whatAVersionSaidOfSmallGroupsHoldsAfterItsSuccessor() throws Exception {
        frameworks.add(FrameworkVersion.read(FRAMEWORK
                .replace("version: 1", "version: 2\nsmallestGroup: 10")
                .replace("departments: [skola]", "departments: [skola]\n    persons: true")));
        frameworks.add(FrameworkVersion.read(FRAMEWORK.replace("version: 1", "version: 3\nsmallestGroup: 3")));

        assertThat(codes(draft("N1", 2019, "skola").count(9L))).containsExactly("small-group");
        assertThat(codes(draft("N1", 2019, "skola"))).containsExactly("small-group");
        assertThat(codes(draft("N1", 2019, "skola").count(10L))).isEmpty();
    }

    @Test
    void theWarningOfASmallGroupSaysWhatWillBeHiddenAndForHowLong() throws Exception {
        assertThat(frameworks.warnings(draft("N1", 2019, "skola").count(2L).build()))
                .extracting(Fault::message)
                .containsExactly(new Text(
                        "Antalet är 2; ett värde visas om antalet är minst 5. Värdet döljs, och likaså de andra värden"
                                + " för nyckeltalet samma år som det kan räknas ut ur. Det gäller för gott, även om"
                                + " antalet rättas. Den som skriver 2 i stället för 200 döljer dem alltså för alltid."
                                + " Kontrollera antalet innan det skickas.",
                        "The count is 2; a value is shown if its count is at least 5. The value is hidden, and so are"
                                + " the other values of the indicator for that year from which it could be worked out."
                                + " That is for good, even if the count is corrected. So a 2 typed for 200 hides them"
                                + " for ever. Check the count before it is sent."));
    }

    @Test
    void givenAnIndicatorAboutPersonsThenAValueWithoutACountIsASmallGroupToo() throws Exception {
        frameworks.add(FrameworkVersion.read(FRAMEWORK
                .replace("version: 1", "version: 2")
                .replace("departments: [skola]", "departments: [skola]\n    persons: true")));

        assertThat(codes(draft("N1", 2019, "skola"))).containsExactly("small-group");
        assertThat(codes(draft("N1", 2019, "skola").count(5L))).isEmpty();
        assertThat(codes(draft("N1", 2019, "skola").value((BigDecimal) null).missing(MissingReason.DROPOUT)))
                .isEmpty();
    }

    @Test
    void aSmallGroupIsWarnedOfAlsoWhenNoFrameworkKnowsOfIt() throws Exception {
        assertThat(codes(draft("N9", 2019, "skola").count(4L))).containsExactly("small-group", "unknown-indicator");
        assertThat(codes(draft("N1", 2019, "skola").organisation("1999").count(4L)))
                .containsExactly("small-group", "no-framework");
    }

    private List<String> codes(ObservationDraft draft) throws InvalidObservationException {
        return frameworks.warnings(draft.build()).stream().map(Fault::code).toList();
    }

    private static String spaced(String clause) {
        return clause == null ? "" : " " + clause;
    }

    private Text warning(String indicator, int year, String department) throws InvalidObservationException {
        return frameworks
                .warnings(draft(indicator, year, department).build())
                .get(0)
                .message();
    }

    private static ObservationDraft draft(String indicator, int year, String department) {
        return new ObservationDraft()
                .eventId("e1")
                .organisation("1880")
                .indicator(indicator)
                .department(department)
                .year(year)
                .value("1")
                .observedAt(Instant.parse("2020-01-01T00:00:00Z"));
    }
}
