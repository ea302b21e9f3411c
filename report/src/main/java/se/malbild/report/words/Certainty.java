package se.malbild.report.words;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Unassessed;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.picture.GoalAreaPicture;

/**
 * How sure a picture is, in words: whether its levels stand, what is foretold, and what could not be assessed.
 *
 * @param of the picture
 */
public record Certainty(PictureWords of) {
    private Wording words() {
        return of.words();
    }

    /** Returns how many goal areas have a level. */
    public long goalAreasWithALevel() {
        return of.goalAreas().stream().filter(area -> area.stands().isPresent()).count();
    }

    /** Returns how many goal areas have a level that stands. */
    public long goalAreasThatStand() {
        return goalAreasThatStand(of.goalAreas().stream());
    }

    private static long goalAreasThatStand(Stream<GoalAreaPicture> areas) {
        return areas.filter(area -> area.stands().orElse(false)).count();
    }

    /** Returns how many of the goal areas at each level stand, in one sentence each, such as "7 av 9: Fortsätt så." */
    public String standing() {
        return of.picture().scale().levels().stream()
                .map(Scale.Level::id)
                .filter(level -> of.picture().standing().levels().get(level) > 0)
                .map(level -> goalAreasThatStand(of.goalAreas().stream()
                                .filter(area -> area.standing().level().equals(level)))
                        + words().say(" av ", " of ")
                        + of.picture().standing().levels().get(level) + ": "
                        + words().say(of.mark(level).label()) + ".")
                .collect(Collectors.joining(" "));
    }

    /** Tells whether only one of the goal area's indicators could be assessed, so that its level is that one's. */
    public boolean restsOnOne(GoalAreaPicture area) {
        return area.indicators().stream()
                        .filter(part -> part.indicator().attainment().isPresent())
                        .count()
                == 1;
    }

    /** Returns why the goal area's level is unsure, in few words; empty when it stands, or is none. */
    public Optional<String> doubt(GoalAreaPicture area) {
        return area.stands()
                .filter(stands -> !stands)
                .map(stands -> restsOnOne(area)
                        ? words().say("vilar på ett enda nyckeltal", "rests on a single indicator")
                        : words().say("står inte fast", "does not hold"));
    }

    /** Returns how many goal areas have a forecast for the whole year, and its levels; empty when none has. */
    public Optional<String> foretold() {
        Map<String, Integer> levels = new HashMap<>();
        of.goalAreas().stream()
                .flatMap(area -> area.forecast().stream())
                .forEach(forecast -> levels.merge(forecast.level(), 1, Integer::sum));
        int all = of.goalAreas().size();
        int open = levels.values().stream().mapToInt(Integer::intValue).sum();
        String each = of.marks().stream()
                .filter(mark -> levels.containsKey(mark.id()))
                .map(mark -> levels.get(mark.id()) + " " + words().say(mark.label()))
                .collect(Collectors.joining(", "));
        return open == 0
                ? Optional.empty()
                : Optional.of(words().say(
                                open + " av " + all + " målområden: utfall hittills. Prognos för helåret: " + each
                                        + ".",
                                open + " of " + all + " goal areas: outcome so far. Forecast for the whole year: "
                                        + each + "."));
    }

    /** Returns how many goal areas cannot be assessed and why, such as "2 målområden: för låg täckning." */
    public Optional<String> unassessedGoalAreas() {
        return causes(
                Unassessed.of(of.picture()).goalAreas(),
                number -> Text.count(number, "målområde", "målområden", "goal area", "goal areas"));
    }

    /** Returns how many indicators that were due have no attainment, and why. */
    public Optional<String> unassessedIndicators() {
        return causes(
                Unassessed.of(of.picture()).indicators(),
                number -> Text.count(number, "nyckeltal", "nyckeltal", "indicator", "indicators"));
    }

    private Optional<String> causes(List<Unassessed.Cause> causes, LongFunction<Text> counted) {
        boolean isOne = causes.size() == 1;
        String each = causes.stream()
                .map(cause ->
                        words().say(PictureLabels.cause(cause.reason())) + (isOne ? "" : " (" + cause.number() + ")"))
                .collect(Collectors.joining(", "));
        long all = causes.stream().mapToLong(Unassessed.Cause::number).sum();
        return causes.isEmpty() ? Optional.empty() : Optional.of(words().say(counted.apply(all)) + ": " + each + ".");
    }
}
