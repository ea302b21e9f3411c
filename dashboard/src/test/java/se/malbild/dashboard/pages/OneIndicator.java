package se.malbild.dashboard.pages;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.goals.Language;
import se.malbild.goals.SampleEvents;

/** Pages of a small framework with one indicator, N15428, and what has been reported of it. */
public final class OneIndicator {
    private static final String FRAMEWORK = """
            framework: skola-2017-2019
            version: 1
            organisation: "1880"
            title: {sv: Skola, en: School}
            period: {from: 2017, to: 2019}
            historyFrom: 2015
            scale:
              id: two-level
              levels:
                - {id: fortsatt-sa, label: {sv: Fortsätt så, en: Keep going}, from: 0.55, colour: "#1b7837", shape: circle}
                - {id: mer-behovs, label: {sv: Mer behövs, en: More is needed}, from: 0, colour: "#b35806", shape: triangle}
            departments:
              - {id: skola, name: {sv: Skolnämnden, en: School committee}}
            indicators:
              - {id: N15428, title: {sv: Nyckeltal, en: Indicator}, unit: {sv: "UNIT", en: "UNIT"}, departments: [skola], KEYS}
            strategicAreas:
              - id: barn
                title: {sv: Barn, en: Children}
                goalAreas:
                  - id: barn-1
                    statement: {sv: Alla ska klara skolan., en: All shall succeed at school.}
                    indicators: [{indicator: N15428}]
            """;

    private static final String EVENT = """
            {"eventId": "%s", "organisation": "1880", "indicator": "N15428", "department": "skola", "year": %s, \
            "period": "%s", "gender": "%s"%s, "%s": "%s", "kind": "%s", "source": "%s", "observedAt": "2020-03-01T00:00:00Z"}""";

    private OneIndicator() {}

    /** Returns the view of it; the parameters are those of {@link #indicator}. */
    static SampleView view(String unit, String keys, String reports) {
        return view(unit, keys, reports, UnaryOperator.identity());
    }

    /** As above, with the framework and the events changed by {@code change}. */
    public static SampleView view(String unit, String keys, String reports, UnaryOperator<String> change) {
        String document = FRAMEWORK.replace("UNIT", unit).replace("KEYS", keys);
        String events =
                Stream.of(reports.split("; ", -1)).map(OneIndicator::event).collect(Collectors.joining("\n"));
        return new SampleView(change.apply(document), SampleEvents.parsed(change.apply(events)));
    }

    /** Returns what is asked of a page about {@code year}; the other parameters are those of {@link #indicator}. */
    static Subject subject(Language language, int year, String unit, String keys, String reports) {
        OrganisationView organisation =
                view(unit, keys, reports).now().organisation("1880").orElseThrow();
        FrameworkView framework = organisation.frameworks().get(0);
        return new Subject(organisation, framework, year, new PageLanguage(language));
    }

    /**
     * Returns the indicator as it is seen in {@code year}.
     *
     * @param keys further keys of the indicator, in YAML
     * @param reports each {@code year[-part] [WOMEN|MEN] [FORECAST] [@district] [from:source] value}, with {@code ;} between; the
     *     value is {@code -} where the report says that there is none
     */
    static IndicatorYears indicator(Language language, int year, String unit, String keys, String reports) {
        return subject(language, year, unit, keys, reports).indicator("N15428").orElseThrow();
    }

    private static String event(String report) {
        List<String> words = List.of(report.split(" ", -1));
        String gender = words.contains("WOMEN") ? "WOMEN" : words.contains("MEN") ? "MEN" : "TOTAL";
        String district = after(words, "@");
        String value = words.get(words.size() - 1);
        boolean isMissing = value.equals("-");
        return EVENT.formatted(
                report,
                words.get(0).substring(0, 4),
                words.get(0),
                gender,
                district.isEmpty() ? "" : ", \"district\": \"" + district + "\"",
                isMissing ? "missing" : "value",
                isMissing ? "DROPOUT" : value,
                words.contains("FORECAST") ? "FORECAST" : "OUTCOME",
                after(words, "from:"));
    }

    private static String after(List<String> words, String sign) {
        return words.stream()
                .filter(word -> word.startsWith(sign))
                .map(word -> word.substring(sign.length()))
                .collect(Collectors.joining());
    }
}
