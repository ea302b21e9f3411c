package se.malbild.dashboard.view;

import java.time.LocalDate;
import java.util.List;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.LevelLabels;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Trend;
import se.malbild.goals.reporting.MissingReport;

/** What ids are called for a person. */
public final class Labels {
    /** What stands in the place of observations as of an earlier moment. */
    public static final Text NOT_LISTED_THEN = new Text(
            "Enskilda uppgifter visas inte för en tidigare dag.",
            "Single observations are not shown of an earlier day.");

    private Labels() {}

    /** Returns what is to be said of a moment before what was known then is relied on. */
    public static List<Text> warnings(AsOf asOf) {
        return asOf.isUncertain()
                ? List.of(new Text(
                        "Loggens tider går bakåt kring den tidpunkten, så det är inte säkert vad som var känt då.",
                        "The times of the log run back around that time, so what was known then is not certain."))
                : List.of();
    }

    /** Returns the label of a level of {@code scale} or of a status. */
    public static Text level(Scale scale, String id) {
        return LevelLabels.of(scale, id);
    }

    /** Returns what a department has done about an indicator. */
    public static Text reporting(DepartmentReport.Status status) {
        return switch (status) {
            case REPORTED -> new Text("Har rapporterat", "Has reported");
            case NOT_USED -> new Text("Har rapporterat, men inget värde används", "Has reported, but no value is used");
            case NOT_REPORTED -> new Text("Har inte rapporterat", "Has not reported");
            case NOT_SHOWN -> new Text("Visas inte", "Not shown");
            case NOT_DUE -> new Text("Mäts inte detta år", "Not due that year");
        };
    }

    /** Returns whom a value is about, in the words of a file of observations. */
    public static Text gender(Gender gender) {
        return switch (gender) {
            case TOTAL -> new Text("totalt", "total");
            case WOMEN -> new Text("kvinnor", "women");
            case MEN -> new Text("män", "men");
        };
    }

    /** Returns why there is no value, in the words of a file of observations. */
    public static Text missing(MissingReason reason) {
        return switch (reason) {
            case DROPOUT -> new Text("bortfall", "dropout");
            case NOT_APPLICABLE -> new Text("ej tillämpligt", "not applicable");
            case SECRECY -> new Text("sekretess", "secrecy");
        };
    }

    /** Returns whether a value was measured or foretold, in the words of a file of observations. */
    public static Text kind(Kind kind) {
        return kind == Kind.OUTCOME ? new Text("utfall", "outcome") : new Text("prognos", "forecast");
    }

    /** Returns where a value is from, in the words of a file of observations. */
    public static Text district(Cell cell) {
        return cell.district().equals(Cell.WHOLE_MUNICIPALITY)
                ? new Text("hela kommunen", "whole municipality")
                : new Text(cell.district(), cell.district());
    }

    /** Returns by when a report that is missing is or was to come, seen on {@code day}. */
    public static Text standing(MissingReport missing, LocalDate day) {
        String last = missing.lastDay().map(LocalDate::toString).orElse("");
        return switch (missing.on(day)) {
            case OVERDUE -> new Text("Försenat, sista dag var " + last, "Overdue, the last day was " + last);
            case NOT_YET_DUE -> new Text("Sista dag är " + last, "The last day is " + last);
            case NO_DEADLINE -> new Text("Styrmodellen anger ingen sista dag", "The framework gives no last day");
        };
    }

    /** Returns what an outcome is to do by {@code rule}. */
    public static Text rule(RulePicture rule) {
        return switch (rule.kind()) {
            case "reach" ->
                rule.targetIsComparison()
                        ? new Text("Nå jämförelsevärdet", "Reach the comparison value")
                        : new Text("Nå målvärdet", "Reach the target");
            case "improve" -> new Text("Bli bättre än utgångsvärdet", "Improve on the baseline");
            case "approach" -> new Text("Komma nära målvärdet", "Come close to the target");
            default -> new Text("Hålla sig inom gränserna", "Stay within the bounds");
        };
    }

    /** Returns what counts as better, by the word for it in {@link RulePicture#direction}. */
    public static Text direction(String direction) {
        return switch (direction) {
            case "higher" -> new Text("Högre är bättre", "Higher is better");
            case "lower" -> new Text("Lägre är bättre", "Lower is better");
            default -> new Text("Närmare önskat läge är bättre", "Closer to the ideal is better");
        };
    }

    /** Returns how a year stands against an earlier one. */
    public static Text trend(Trend trend) {
        return switch (trend) {
            case IMPROVED -> new Text("Bättre", "Improved");
            case UNCHANGED -> new Text("Oförändrat", "Unchanged");
            case WORSENED -> new Text("Sämre", "Worsened");
        };
    }
}
