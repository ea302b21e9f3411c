package se.malbild.goals.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Text;
import se.malbild.goals.Word;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Rule;

/** Looks at the indicators: what they are judged against, and whether they are still what they were. */
final class IndicatorAdvice {
    private IndicatorAdvice() {}

    static Stream<FrameworkWarning> of(GoalFramework framework) {
        return framework.indicators().stream()
                .flatMap(indicator -> Stream.of(noOwnTarget(indicator), targetForSomeYears(indicator, framework))
                        .flatMap(Optional::stream));
    }

    private static Optional<FrameworkWarning> noOwnTarget(Indicator indicator) {
        if (indicator.rule() instanceof Rule.Improve improve) {
            int year = improve.from().year();
            return Optional.of(warning(
                    WarningKind.NO_OWN_TARGET,
                    indicator,
                    "Bedöms bara mot utgångsvärdet " + year + ": hur mycket bättre det ska bli är inte beslutat.",
                    "Judged against the baseline of " + year + " alone: how much better it is to be is not decided."));
        }
        if (indicator.rule() instanceof Rule.Reach reach && reach.target().isComparison()) {
            return Optional.of(warning(
                    WarningKind.NO_OWN_TARGET,
                    indicator,
                    "Bedöms mot ett jämförelsevärde, någon annans värde, i stället för mot ett eget målvärde.",
                    "Judged against a comparison value, somebody else's, instead of a target of its own."));
        }
        return Optional.empty();
    }

    private static Optional<FrameworkWarning> targetForSomeYears(Indicator indicator, GoalFramework framework) {
        if (!(indicator.rule() instanceof Rule.Reach || indicator.rule() instanceof Rule.Approach)) {
            return Optional.empty();
        }
        String without = framework
                .years()
                .filter(year -> indicator.dueYears().contains(year))
                .filter(year -> indicator.rule().target(year).isEmpty())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of(warning(
                        WarningKind.TARGET_FOR_SOME_YEARS,
                        indicator,
                        "Mäts utan målvärde " + without + ".",
                        "Measured without a target in " + without + "."));
    }

    /** Returns the indicators of {@code now} that have their id from {@code before} but are something else. */
    static Stream<FrameworkWarning> changes(GoalFramework before, GoalFramework now) {
        Map<String, Indicator> earlier = before.indicatorsById();
        return now.indicators().stream()
                .flatMap(indicator ->
                        Optional.ofNullable(earlier.get(indicator.id()))
                                .flatMap(was -> changed(was, indicator))
                                .stream());
    }

    private static Optional<FrameworkWarning> changed(Indicator was, Indicator is) {
        List<Text> changes = new ArrayList<>();
        addChange(changes, "serien", "the series", was.series(), is.series());
        addChange(changes, "måttet", "the measure", Word.of(was.measure()), Word.of(is.measure()));
        addChange(changes, "enheten", "the unit", was.unit().sv(), is.unit().sv());
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(warning(
                        WarningKind.CHANGED_MEANING,
                        is,
                        "Har kvar sitt id, men ändrat: "
                                + changes.stream().map(Text::sv).collect(Collectors.joining(", ")) + ".",
                        "Has kept its id, but changed: "
                                + changes.stream().map(Text::en).collect(Collectors.joining(", ")) + "."));
    }

    private static void addChange(List<Text> changes, String sv, String en, String was, String is) {
        if (!was.equals(is)) {
            changes.add(
                    new Text(sv + " från ”" + was + "” till ”" + is + "”", en + " from “" + was + "” to “" + is + "”"));
        }
    }

    private static FrameworkWarning warning(WarningKind kind, Indicator indicator, String sv, String en) {
        return new FrameworkWarning(kind, indicator.id(), indicator.title(), new Text(sv, en));
    }
}
