package se.malbild.dashboard.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.LevelLabels;
import se.malbild.goals.observation.Observation;
import se.malbild.history.Part;
import se.malbild.history.Part.Judged;
import se.malbild.history.Part.Shown;

/** The columns of a part of a picture that is different, before and after. */
final class PartColumns {
    private PartColumns() {}

    /** @param part returns what a row is about */
    static <T> Columns<T> of(Function<T, Part> part) {
        return new Columns<T>()
                .with("Avser", "Kind", row -> kind(part.apply(row).kind()))
                .with("Id", "Id", row -> part.apply(row).id())
                .with("Namn", "Name", row -> part.apply(row).name())
                .with("Nivå före", "Level before", row -> level(part.apply(row).before()))
                .with("Nivå efter", "Level after", row -> level(part.apply(row).now()))
                .with(
                        "Måluppfyllelse före",
                        "Attainment before",
                        row -> attainment(part.apply(row).before()))
                .with(
                        "Måluppfyllelse efter",
                        "Attainment after",
                        row -> attainment(part.apply(row).now()))
                .with(
                        "Utfall före",
                        "Value before",
                        row -> value(part.apply(row).before()))
                .with(
                        "Utfall efter",
                        "Value after",
                        row -> value(part.apply(row).now()))
                .with(
                        "Styrmodellens version före",
                        "Framework version before",
                        row -> part.apply(row).before().map(Shown::frameworkVersion))
                .with(
                        "Styrmodellens version efter",
                        "Framework version after",
                        row -> part.apply(row).now().map(Shown::frameworkVersion));
    }

    static Text kind(Part.Kind kind) {
        return switch (kind) {
            case PICTURE -> new Text("Kommunen", "Municipality");
            case STRATEGIC_AREA -> new Text("Strategiskt område", "Strategic area");
            case GOAL_AREA -> new Text("Målområde", "Goal area");
            case INDICATOR -> new Text("Nyckeltal", "Indicator");
        };
    }

    static Optional<Text> level(Optional<Shown> shown) {
        return shown.map(Shown::outcome)
                .map(judged -> judged.label().orElseGet(() -> LevelLabels.status(judged.level())));
    }

    static Optional<BigDecimal> attainment(Optional<Shown> shown) {
        return shown.map(Shown::outcome).flatMap(Judged::attainment);
    }

    private static Optional<BigDecimal> value(Optional<Shown> shown) {
        return shown.map(Shown::outcome).flatMap(Judged::value);
    }

    /** Returns the ids of {@code events} in one cell. */
    static String events(List<Observation> events) {
        return events.stream().map(Observation::eventId).collect(Collectors.joining("; "));
    }
}
