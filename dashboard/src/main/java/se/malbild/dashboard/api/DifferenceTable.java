package se.malbild.dashboard.api;

import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.dashboard.then.PictureDifference;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.LevelLabels;
import se.malbild.goals.observation.Observation;
import se.malbild.history.Part;
import se.malbild.history.Part.Judged;
import se.malbild.history.Part.Shown;

/** What is different in a picture between two moments, as a table: a row for each part. */
final class DifferenceTable {
    private DifferenceTable() {}

    static byte[] of(PictureDifference difference, Optional<Text> notice, Language language) {
        return new Columns<PictureDifference.Line>()
                .with("Avser", "Kind", line -> kind(line.part().kind()))
                .with("Id", "Id", line -> line.part().id())
                .with("Namn", "Name", line -> line.part().name())
                .with("Nivå före", "Level before", line -> level(line.part().before()))
                .with("Nivå efter", "Level after", line -> level(line.part().now()))
                .with(
                        "Måluppfyllelse före",
                        "Attainment before",
                        line -> line.part().before().map(Shown::outcome).flatMap(Judged::attainment))
                .with(
                        "Måluppfyllelse efter",
                        "Attainment after",
                        line -> line.part().now().map(Shown::outcome).flatMap(Judged::attainment))
                .with(
                        "Utfall före",
                        "Value before",
                        line -> line.part().before().map(Shown::outcome).flatMap(Judged::value))
                .with(
                        "Utfall efter",
                        "Value after",
                        line -> line.part().now().map(Shown::outcome).flatMap(Judged::value))
                .with(
                        "Styrmodellens version före",
                        "Framework version before",
                        line -> line.part().before().map(Shown::frameworkVersion))
                .with(
                        "Styrmodellens version efter",
                        "Framework version after",
                        line -> line.part().now().map(Shown::frameworkVersion))
                .with(
                        "Händelser",
                        "Events",
                        line -> line.because().stream()
                                .map(Observation::eventId)
                                .collect(Collectors.joining("; ")))
                .withNotice(line -> notice)
                .csv(difference.lines(), language);
    }

    private static Text kind(Part.Kind kind) {
        return switch (kind) {
            case PICTURE -> new Text("Kommunen", "Municipality");
            case STRATEGIC_AREA -> new Text("Strategiskt område", "Strategic area");
            case GOAL_AREA -> new Text("Målområde", "Goal area");
            case INDICATOR -> new Text("Nyckeltal", "Indicator");
        };
    }

    private static Optional<Text> level(Optional<Shown> shown) {
        return shown.map(Shown::outcome)
                .map(judged -> judged.label().orElseGet(() -> LevelLabels.status(judged.level())));
    }
}
