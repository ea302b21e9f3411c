package se.malbild.goals.certification;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.certification.Check.Kind;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Problem;

/** Finds out of every indicator that is due in a year how far its result can be relied upon. */
public final class Certification {
    private final CertifiedBasis basis;
    private final GoalFramework framework;
    private final int year;
    private final Review review;
    private final Map<String, IndicatorPicture> published = new HashMap<>();

    private Certification(CertifiedBasis basis) {
        this.basis = basis;
        this.framework = basis.judged().framework();
        this.year = basis.judged().year();
        this.review = new Review(new Departments(framework), basis.decisions());
        basis.published().map(Certification::indicators).ifPresent(published::putAll);
    }

    /** Returns a certificate for each indicator that is due in the year, in the order of the framework. */
    public static List<IndicatorCertificate> of(CertifiedBasis basis) {
        Certification certification = new Certification(basis);
        return basis.judged().indicators().stream()
                .map(IndicatorAssessment::picture)
                .filter(indicator -> !indicator.level().equals(IndicatorAssessment.NOT_DUE))
                .map(certification::certificate)
                .toList();
    }

    private static Map<String, IndicatorPicture> indicators(Picture picture) {
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .flatMap(area -> area.indicators().stream())
                .map(weighted -> weighted.indicator())
                .collect(Collectors.toMap(IndicatorPicture::id, indicator -> indicator, (one, same) -> one));
    }

    private IndicatorCertificate certificate(IndicatorPicture computed) {
        String series = framework.indicatorsById().get(computed.id()).series();
        List<StandingValue> values = basis.values().stream()
                .filter(value -> value.observation().cell().indicator().equals(series))
                .toList();
        return new IndicatorCertificate(
                computed.id(),
                computed.title(),
                List.of(
                        recreated(computed),
                        source(computed, values),
                        definition(computed.id()),
                        review.check(values),
                        noProblem(computed)));
    }

    private Check recreated(IndicatorPicture computed) {
        IndicatorPicture reported = published.get(computed.id());
        if (reported == null) {
            return Check.undetermined(
                    Kind.RECREATED,
                    "Den publicerade målbilden går inte att läsa, eller har inte nyckeltalet.",
                    "The published picture cannot be read, or does not have the indicator.");
        }
        boolean isSame = isSame(reported, computed);
        Text results = new Text(
                result(reported, "publicerat", computed, "omräknat"),
                result(reported, "published", computed, "computed again"));
        if (!basis.isIntact()) {
            return Check.undetermined(
                    Kind.RECREATED,
                    "Underlaget är inte det som resultatet räknades fram ur"
                            + (isSame ? "." : ": " + results.sv() + "."),
                    "The data are not those that the result was computed from"
                            + (isSame ? "." : ": " + results.en() + "."));
        }
        if (isSame) {
            return Check.passed(
                    Kind.RECREATED,
                    "Resultatet går att räkna fram ur det som rapporterades.",
                    "The result can be computed from what was reported.");
        }
        return basis.sameRules()
                ? Check.failed(
                        Kind.RECREATED,
                        "Det som rapporterades ger ett annat resultat: " + results.sv() + ".",
                        "What was reported gives another result: " + results.en() + ".")
                : Check.undetermined(
                        Kind.RECREATED,
                        "Reglerna är andra än när resultatet räknades fram, och ger ett annat: " + results.sv() + ".",
                        "The rules are others than when the result was computed, and give another: " + results.en()
                                + ".");
    }

    private static boolean isSame(IndicatorPicture one, IndicatorPicture other) {
        return isSame(one.value(), other.value())
                && isSame(one.attainment(), other.attainment())
                && one.level().equals(other.level());
    }

    private static boolean isSame(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isPresent() == other.isPresent()
                && one.map(number -> number.compareTo(other.get()) == 0).orElse(true);
    }

    private static String result(IndicatorPicture reported, String was, IndicatorPicture computed, String is) {
        return was + " " + result(reported) + ", " + is + " " + result(computed);
    }

    private static String result(IndicatorPicture of) {
        return of.value().map(BigDecimal::toPlainString).orElse("–") + " ("
                + of.attainment().map(BigDecimal::toPlainString).orElse("–") + ", " + of.level() + ")";
    }

    private static Check source(IndicatorPicture computed, List<StandingValue> values) {
        if (computed.value().isEmpty() || values.isEmpty()) {
            return Check.undetermined(
                    Kind.SOURCE, "Det finns inget värde att intyga.", "There is no value to certify.");
        }
        long withoutSource = values.stream()
                .filter(value -> value.observation().source().isBlank())
                .count();
        long withoutSender =
                values.stream().filter(StandingValue::hasUnknownSender).count();
        if (withoutSource == 0 && withoutSender == 0) {
            return Check.passed(
                    Kind.SOURCE,
                    "Varje värde har källa och avsändare.",
                    "Every value says its source and who sent it.");
        }
        Text count = Text.count(values.size(), "värde", "värden", "value", "values");
        return Check.failed(
                Kind.SOURCE,
                "Av " + count.sv() + " saknar " + withoutSource + " källa och " + withoutSender + " avsändare.",
                "Of " + count.en() + ", " + withoutSource + " do not say their source and " + withoutSender
                        + " not who sent them.");
    }

    private Check definition(String indicator) {
        Definition now = Definition.of(framework, indicator, year).orElseThrow();
        AppliedVersion first = basis.versions().get(0);
        if (!first.at().isBefore(SwedishTime.beginning(LocalDate.of(year + 1, 1, 1)))) {
            return Check.failed(
                    Kind.DEFINITION,
                    "Styrmodellen tillämpades först " + SwedishTime.day(first.at()) + ", när året var slut.",
                    "The framework was first applied on " + SwedishTime.day(first.at()) + ", when the year was over.");
        }
        List<String> sv = new ArrayList<>();
        List<String> en = new ArrayList<>();
        for (AppliedVersion earlier : basis.versions()) {
            int version = earlier.framework().version();
            Optional<Definition> then = Definition.of(earlier.framework(), indicator, year);
            List<Text> different = then.map(now::differencesFrom).orElse(List.of());
            if (then.isEmpty()) {
                sv.add("version " + version + " hade inte nyckeltalet");
                en.add("version " + version + " did not have the indicator");
            } else if (!different.isEmpty()) {
                sv.add("version " + version + " hade "
                        + different.stream().map(Text::sv).collect(Collectors.joining(", ", "annat: ", "")));
                en.add("version " + version + " had "
                        + different.stream().map(Text::en).collect(Collectors.joining(", ", "other: ", "")));
            }
        }
        return sv.isEmpty()
                ? Check.passed(
                        Kind.DEFINITION,
                        "Definitionen är densamma sedan årets början.",
                        "The definition has been the same since the year began.")
                : Check.failed(
                        Kind.DEFINITION,
                        "Definitionen har ändrats sedan årets början: " + String.join("; ", sv) + ".",
                        "The definition has changed since the year began: " + String.join("; ", en) + ".");
    }

    private static Check noProblem(IndicatorPicture computed) {
        if (computed.problems().isEmpty()) {
            return Check.passed(Kind.NO_PROBLEM, "Inget problem är noterat.", "No problem is listed.");
        }
        Text messages = computed.problems().stream()
                .map(Problem::message)
                .reduce((one, other) -> new Text(one.sv() + " " + other.sv(), one.en() + " " + other.en()))
                .orElseThrow();
        return Check.failed(Kind.NO_PROBLEM, messages.sv(), messages.en());
    }
}
