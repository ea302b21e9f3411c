package se.malbild.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;

/**
 * A small framework with what the shipped ones seldom have side by side: a target per year, bounds, another's value in the
 * place of a target, a year in which nothing is due, women and men of one year only, values from before the period,
 * differences between women and men and between districts, a forecast that stands, and values that are missing, each for
 * another reason.
 */
public final class EveryRule {
    public static final String ORGANISATION = "9999";
    public static final String FRAMEWORK = "skola-2017-2019";
    public static final String NOTICE = "Exempelberäkning, inte kommunens bedömning";

    private static final String DOCUMENT = """
            framework: skola-2017-2019
            version: 1
            organisation: "9999"
            title: {sv: Skola, en: School}
            notice: {sv: "Exempelberäkning, inte kommunens bedömning", en: "Example calculation, not the municipality's assessment"}
            period: {from: 2017, to: 2019}
            historyFrom: 2014
            scale:
              id: two-level
              levels:
                - {id: fortsatt-sa, label: {sv: Fortsätt så, en: Keep going}, from: 0.55, colour: "#1b7837", shape: circle}
                - {id: mer-behovs, label: {sv: Mer behövs, en: More is needed}, from: 0, colour: "#b35806", shape: triangle}
            departments:
              - {id: skola, name: {sv: Skolnämnden, en: School committee}}
            districts: [centrum, norr, soder]
            indicators:
              - id: per-ar
                title: {sv: Målvärde per år, en: Target per year}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                control: own
                rule: {kind: reach, direction: higher, target: {2017: 70, 2018: 72, 2019: 76}}
              - id: riket
                title: {sv: Som riket, en: Like the nation}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                comparison: {value: 78, year: 2016, source: {sv: "Riket. Källa: Kolada", en: "The nation. Source: Kolada"}}
                rule: {kind: reach, direction: higher, target: comparison}
              - id: granser
                title: {sv: Inom gränser, en: Within bounds}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                rule: {kind: hold, lower: 2, upper: 6, margin: 1}
              - id: battre
                title: {sv: Bättre än 2016, en: Better than 2016}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                control: shared
                rule: {kind: improve, direction: higher, baseline: {year: 2016, value: 60}}
              - id: vartannat-ar
                title: {sv: Mäts 2018, en: Measured in 2018}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                dueYears: [2018]
                rule: {kind: improve, direction: lower, baseline: {year: 2016, value: 60}}
              - id: betyg-kon
                title: {sv: Skillnad mellan flickor och pojkar, en: Difference between girls and boys}
                unit: {sv: procentenheter, en: percentage points}
                series: betyg
                measure: gap-gender
                departments: [skola]
                control: own
                rule: {kind: improve, direction: lower, baseline: {year: 2016, value: 9}}
              - id: betyg-stadsdel
                title: {sv: Skillnad mellan stadsdelar, en: Difference between districts}
                unit: {sv: procentenheter, en: percentage points}
                series: betyg
                measure: gap-district
                departments: [skola]
                control: shared
                rule: {kind: improve, direction: lower, baseline: {year: 2016, value: 20}}
              - id: enkat
                title: {sv: Trygga elever, en: Pupils who feel safe}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                rule: {kind: improve, direction: higher, baseline: {year: 2016, value: 80}}
              - id: varaktighet
                title: {sv: Försörjningsstöd över ett år, en: Income support for more than a year}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                rule: {kind: improve, direction: lower, baseline: {year: 2016, value: 30}}
              - id: aterkallat
                title: {sv: Elever per lärare, en: Pupils per teacher}
                unit: {sv: elever, en: pupils}
                departments: [skola]
                rule: {kind: hold, lower: 10, upper: 14, margin: 2}
              - id: behorighet
                title: {sv: Elever som är behöriga till gymnasiet, en: Pupils who are eligible for upper secondary school}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                control: shared
                rule: {kind: reach, direction: higher, baseline: {year: 2016, value: 80}, target: 90}
            strategicAreas:
              - id: barn
                title: {sv: Barn och unga, en: Children and young people}
                goalAreas:
                  - id: barn-1
                    statement: {sv: Alla ska klara skolan., en: All shall succeed at school.}
                    indicators:
                      - {indicator: per-ar}
                      - {indicator: riket}
                      - {indicator: granser}
                      - {indicator: battre}
                      - {indicator: vartannat-ar}
                  - id: barn-2
                    statement: {sv: Fler ska gå vidare till gymnasiet., en: More shall go on to upper secondary school.}
                    indicators:
                      - {indicator: behorighet}
              - id: likvardighet
                title: {sv: Likvärdighet, en: Equity}
                goalAreas:
                  - id: likvardighet-1
                    statement: {sv: Skillnaderna i skolan ska minska., en: The differences at school shall decrease.}
                    indicators:
                      - {indicator: betyg-kon}
                      - {indicator: betyg-stadsdel}
                  - id: likvardighet-2
                    statement: {sv: Alla ska känna sig trygga., en: All shall feel safe.}
                    indicators:
                      - {indicator: enkat}
                      - {indicator: varaktighet}
                      - {indicator: aterkallat}
            """;

    private EveryRule() {}

    public static SampleView view() {
        return view(DOCUMENT);
    }

    /** Returns the view of the same where the framework says {@code instead} in the place of {@code what}. */
    public static SampleView view(String what, String instead) {
        if (!DOCUMENT.contains(what)) {
            throw new IllegalArgumentException("does not stand there: " + what);
        }
        return view(DOCUMENT.replace(what, instead));
    }

    private static SampleView view(String document) {
        List<Observation> events = new ArrayList<>();
        for (int year = 2017; year <= 2019; year++) {
            events.add(event("per-ar", year, Gender.TOTAL, "73"));
            events.add(event("riket", year, Gender.TOTAL, "77"));
            events.add(event("granser", year, Gender.TOTAL, "3"));
        }
        for (int year = 2014; year <= 2018; year++) {
            events.add(event("battre", year, Gender.TOTAL, Integer.toString(60 + Math.abs(2016 - year))));
        }
        events.add(event("riket", 2018, Gender.WOMEN, "80"));
        events.add(event("riket", 2018, Gender.MEN, "74"));
        for (int year = 2016; year <= 2019; year++) {
            events.add(event("betyg", year, Gender.WOMEN, Integer.toString(2088 - year)));
            events.add(event("betyg", year, Gender.MEN, "63"));
            events.add(built(inDistrict("centrum", year).value("78.5")));
            events.add(built(inDistrict("norr", year).value("61.25")));
        }
        events.add(built(inDistrict("soder", 2018).value("66")));
        events.add(built(inDistrict("soder", 2019).missing(MissingReason.SECRECY)));
        events.add(built(draft("enkat", 2018, Gender.TOTAL).missing(MissingReason.DROPOUT)));
        events.add(built(draft("varaktighet", 2018, Gender.TOTAL).missing(MissingReason.SECRECY)));
        events.add(event("enkat", 2019, Gender.TOTAL, "82"));
        events.add(event("varaktighet", 2019, Gender.TOTAL, "26.4"));
        events.add(built(
                draft("aterkallat", 2018, Gender.TOTAL).retracted(true).comment("Uppgiften omfattade fel skolor")));
        events.add(event("behorighet", 2017, Gender.TOTAL, "86.5"));
        events.add(event("behorighet", 2018, Gender.TOTAL, "88"));
        events.add(
                built(draft("behorighet", 2019, Gender.TOTAL).period("2019-T1").value("85")));
        events.add(built(draft("behorighet", 2019, Gender.TOTAL)
                .eventId("behorighet-2019-forecast")
                .kind(Kind.FORECAST)
                .value("89")));
        return new SampleView(document, events);
    }

    private static Observation event(String indicator, int year, Gender gender, String value) {
        return built(draft(indicator, year, gender).value(value));
    }

    private static ObservationDraft draft(String indicator, int year, Gender gender) {
        return new ObservationDraft()
                .eventId(indicator + "-" + year + "-" + gender)
                .organisation(ORGANISATION)
                .indicator(indicator)
                .department("skola")
                .year(year)
                .gender(gender)
                .observedAt(Instant.parse("2020-03-01T11:00:00Z"))
                .source("Skolregistret");
    }

    private static ObservationDraft inDistrict(String district, int year) {
        return draft("betyg", year, Gender.TOTAL)
                .eventId("betyg-" + year + "-" + district)
                .district(district);
    }

    private static Observation built(ObservationDraft draft) {
        try {
            return draft.build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
