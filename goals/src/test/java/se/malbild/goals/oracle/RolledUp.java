package se.malbild.goals.oracle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Scale;

/** From parts to the whole they make up: attainment, coverage, level, counts and the weakest part. */
final class RolledUp {
    /**
     * @param attainment empty when it is not known
     * @param coverage empty when nothing of it is due
     * @param level of the scale, or a status
     */
    record Part(String id, Rational weight, Optional<Rational> attainment, Optional<Rational> coverage, String level) {
        Part weighing(Rational other) {
            return new Part(id, other, attainment, coverage, level);
        }
    }

    private final GoalFramework framework;
    private final List<Part> parts;
    private final Optional<Rational> attainment;
    private final Optional<Rational> coverage;
    private final Optional<String> reason;

    RolledUp(GoalFramework framework, List<Part> parts) {
        this.framework = framework;
        this.parts = parts;
        Rational due = Rational.ZERO;
        Rational covered = Rational.ZERO;
        Rational assessed = Rational.ZERO;
        Rational attained = Rational.ZERO;
        for (Part part : parts) {
            if (part.coverage().isEmpty()) {
                continue;
            }
            due = due.plus(part.weight());
            if (part.attainment().isPresent()) {
                covered = covered.plus(part.weight().times(part.coverage().get()));
                assessed = assessed.plus(part.weight());
                attained = attained.plus(part.weight().times(part.attainment().get()));
            }
        }
        this.coverage = due.isZero() ? Optional.empty() : Optional.of(covered.dividedBy(due));
        if (due.isZero()) {
            this.reason = Optional.of("not-due");
        } else if (coverage.get().rounded().compareTo(Rational.of(framework.minimumCoverage())) < 0) {
            this.reason = Optional.of("coverage-below-minimum");
        } else {
            this.reason = assessed.isZero() ? Optional.of("nothing-assessed") : Optional.empty();
        }
        this.attainment = reason.isPresent() ? Optional.empty() : Optional.of(attained.dividedBy(assessed));
    }

    Optional<Rational> attainment() {
        return attainment;
    }

    /** This whole as a part of the one above it. */
    Part part(String id, BigDecimal weight) {
        return new Part(id, Rational.of(weight), attainment, coverage, level());
    }

    String level() {
        return attainment
                .map(known -> level(framework.scale(), known))
                .orElse(reason.equals(Optional.of("not-due")) ? "not-due" : "not-assessed");
    }

    /** "First match from the top of the framework's scale, on attainment rounded to 6 places." */
    static String level(Scale scale, Rational attainment) {
        return scale.levels().stream()
                .filter(level -> attainment.rounded().compareTo(Rational.of(level.from())) >= 0)
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The fields of a picture that say how the whole stands. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("attainment", attainment.map(Rational::shown));
        fields.put("coverage", coverage.map(Rational::shown));
        fields.put("level", level());
        fields.put("reason", reason.map(code -> Map.of("code", code)));
        Map<String, Object> levels = new LinkedHashMap<>();
        levels().forEach(level -> levels.put(
                level, parts.stream().filter(part -> part.level().equals(level)).count()));
        fields.put("levels", levels);
        fields.put("weakest", weakest());
        return fields;
    }

    private List<String> levels() {
        List<String> levels = new ArrayList<>(
                framework.scale().levels().stream().map(Scale.Level::id).toList());
        levels.addAll(List.of("not-due", "not-measured", "not-assessed"));
        return levels;
    }

    /** By the attainments as they are shown; ties in framework order, none when the lowest is 1. */
    private Optional<String> weakest() {
        return parts.stream()
                .filter(part -> part.attainment().isPresent())
                .sorted(Comparator.comparing(RolledUp::shownAttainment))
                .findFirst()
                .filter(part -> !shownAttainment(part).equals(Rational.ONE))
                .map(Part::id);
    }

    private static Rational shownAttainment(Part part) {
        return part.attainment().orElseThrow().rounded();
    }
}
