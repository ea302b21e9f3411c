package se.malbild.goals.framework;

import java.util.List;
import java.util.regex.Pattern;

/** The smallest framework document, and the same with something changed. */
final class FrameworkTemplate {
    static final String MINIMAL = """
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
              - id: skola
                name: {sv: Skolnämnden, en: School committee}
              - id: fritid
                name: {sv: Fritidsnämnden, en: Leisure committee}
            indicators:
              - id: N15428
                title: {sv: Behöriga till yrkesprogram, en: Eligible for vocational programmes}
                unit: {sv: "%", en: "%"}
                departments: [skola]
                rule:
                  kind: improve
                  direction: higher
                  baseline: {year: 2016, value: 80}
            strategicAreas:
              - id: barn
                title: {sv: Barn och ungas behov, en: Needs of children and young people}
                goalAreas:
                  - id: barn-1
                    statement: {sv: Alla ska klara skolan., en: All shall succeed at school.}
                    indicators:
                      - {indicator: N15428}
            """;

    private FrameworkTemplate() {}

    /** Returns the document with each of {@code changes} made: what stands there, then what shall stand there instead. */
    static String with(String... changes) {
        String document = MINIMAL;
        for (int i = 0; i < changes.length; i += 2) {
            if (document.split(Pattern.quote(changes[i]), -1).length != 2) {
                throw new IllegalArgumentException("does not stand there once: " + changes[i]);
            }
            document = document.replace(changes[i], changes[i + 1]);
        }
        return document;
    }

    /** Returns the framework that the changed document describes. */
    static GoalFramework framework(String... changes) {
        try {
            return FrameworkReader.read(with(changes));
        } catch (InvalidFrameworkException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns the faults of {@code document}; none when it is a framework. */
    static List<FrameworkFault> faults(String document) {
        try {
            FrameworkReader.read(document);
            return List.of();
        } catch (InvalidFrameworkException e) {
            return e.faults();
        }
    }
}
