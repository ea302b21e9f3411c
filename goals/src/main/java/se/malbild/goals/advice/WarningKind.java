package se.malbild.goals.advice;

import java.util.function.ToIntFunction;
import se.malbild.goals.Text;
import se.malbild.goals.framework.GoalFramework;

/** What makes a framework hard to judge by, in the order in which it is listed. */
public enum WarningKind {
    NO_OWN_TARGET(
            Counted.INDICATORS,
            "nyckeltal har inget eget målvärde",
            "indicators without a target of the municipality's own"),
    TARGET_FOR_SOME_YEARS(
            Counted.INDICATORS,
            "nyckeltal har målvärde bara för vissa år",
            "indicators with a target for some years only"),
    CHANGED_MEANING(
            Counted.INDICATORS,
            "nyckeltal mäter något annat än i versionen före",
            "indicators that measure something else than in the version before"),
    SINGLE_INDICATOR(
            Counted.GOAL_AREAS, "målområden vilar på ett enda nyckeltal", "goal areas that rest on a single indicator"),
    NO_OWN_CONTROL(
            Counted.GOAL_AREAS,
            "målområden har inget nyckeltal som kommunen själv råder över",
            "goal areas with no indicator that the municipality itself controls"),
    DOMINANT_INDICATOR(
            Counted.GOAL_AREAS,
            "målområden har ett nyckeltal som väger mer än de andra tillsammans",
            "goal areas with an indicator that outweighs the others together"),
    DOMINANT_GOAL_AREA(
            Counted.GOAL_AREAS,
            "målområden väger mer än de andra tillsammans",
            "goal areas that outweigh the others together"),
    MEANS_NOT_FOLLOWED(Counted.MEANS, "medel följs inte upp", "means that nothing follows"),
    UNREACHABLE_COVERAGE(
            Counted.GOAL_AREAS,
            "målområden kan inte bedömas alla år, vad som än rapporteras",
            "goal areas that cannot be assessed in every year, whatever is reported"),
    SHORT_HISTORY(
            Counted.YEARS_OF_HISTORY,
            "år av historik före perioden saknas",
            "years of history missing before the period"),
    NO_DEADLINE(Counted.DEPARTMENTS, "nämnder har ingen sista rapporteringsdag", "departments without a deadline"),
    TOO_MANY_GOAL_AREAS(
            Counted.DEPARTMENTS,
            "nämnder ansvarar för fler målområden än avsett",
            "departments responsible for more goal areas than intended"),
    TOO_MANY_INDICATORS(
            Counted.DEPARTMENTS,
            "nämnder rapporterar fler nyckeltal än avsett",
            "departments that report more indicators than intended");

    /** What there is one warning of at most for each. */
    private enum Counted {
        INDICATORS(framework -> framework.indicators().size()),
        GOAL_AREAS(framework -> framework.goalAreas().size()),
        MEANS(framework -> framework.goalAreas().stream()
                .mapToInt(area -> area.means().size())
                .sum()),
        YEARS_OF_HISTORY(framework -> FrameworkAdvice.YEARS_OF_HISTORY),
        DEPARTMENTS(framework -> framework.departments().size());

        private final ToIntFunction<GoalFramework> in;

        Counted(ToIntFunction<GoalFramework> in) {
            this.in = in;
        }
    }

    private final Counted counted;
    private final Text label;

    WarningKind(Counted counted, String sv, String en) {
        this.counted = counted;
        this.label = new Text(sv, en);
    }

    /** Returns how many warnings of this kind {@code framework} could have at most. */
    int most(GoalFramework framework) {
        return counted.in.applyAsInt(framework);
    }

    /** Returns what there is so many of, such as ”medel följs inte upp”. */
    Text label() {
        return label;
    }
}
