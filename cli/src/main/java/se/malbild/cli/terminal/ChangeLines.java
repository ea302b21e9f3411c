package se.malbild.cli.terminal;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import se.malbild.goals.Language;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Observation;
import se.malbild.history.Because;
import se.malbild.history.Change;
import se.malbild.history.Cut;
import se.malbild.history.Part;
import se.malbild.history.Part.Judged;
import se.malbild.history.Part.Shown;

/**
 * Prints changes as they come: each record that changed something on a line, and under it what became different. What a framework
 * says about itself comes before its first change.
 */
public final class ChangeLines implements Consumer<Change> {
    private final Console console;
    private final Set<Text> notices = new HashSet<>();
    private Cut told = Cut.BEGINNING;

    public ChangeLines(Console console) {
        this.console = console;
    }

    @Override
    public void accept(Change change) {
        StringBuilder lines = new StringBuilder();
        change.picture()
                .notice()
                .filter(notices::add)
                .ifPresent(notice -> lines.append(notice.in(console.language())).append('\n'));
        if (!change.cut().equals(told)) {
            told = change.cut();
            lines.append(SwedishTime.second(change.at()))
                    .append("  ")
                    .append(because(change.because()))
                    .append('\n');
        }
        lines.append("   ").append(change.picture().year()).append("  ");
        lines.append(name(change.part()))
                .append(": ")
                .append(difference(change.part()))
                .append('\n');
        console.result(lines.toString());
    }

    private String because(Because because) {
        if (because instanceof Because.Observed observed) {
            Observation observation = observed.observation();
            return observation.cell().department() + ": " + observation.cell().indicator() + " "
                    + observation.cell().period() + " (" + observation.eventId() + ")";
        }
        GoalFramework framework = ((Because.Applied) because).version().framework();
        return say("styrmodellen ", "the framework ") + framework.id() + ", version " + framework.version();
    }

    private String name(Part part) {
        String name = part.name().in(console.language());
        return switch (part.kind()) {
            case PICTURE -> say("Hela målbilden", "The whole picture");
            case STRATEGIC_AREA -> say("Strategiskt område ", "Strategic area ") + name;
            case GOAL_AREA -> say("Målområde ", "Goal area ") + name;
            case INDICATOR -> part.id() + " " + name;
        };
    }

    private String difference(Part part) {
        return told(part.kind(), part.before()) + " → " + told(part.kind(), part.now());
    }

    private String told(Part.Kind kind, Optional<Shown> part) {
        if (part.isEmpty()) {
            return say("ingenting", "nothing");
        }
        Shown shown = part.get();
        String foretold = shown.forecast()
                .map(forecast -> say(", prognos ", ", forecast ") + told(kind, forecast))
                .orElse("");
        return told(kind, shown.outcome())
                + foretold
                + (kind == Part.Kind.PICTURE ? " (version " + shown.frameworkVersion() + ")" : "");
    }

    private String told(Part.Kind kind, Judged judged) {
        String level = judged.label()
                .orElseGet(() -> PictureTable.status(judged.level()))
                .in(console.language());
        if (kind != Part.Kind.INDICATOR) {
            return level; // attainments of areas are no changes of their own
        }
        return judged.value().map(value -> number(value) + " ").orElse("")
                + level
                + judged.attainment()
                        .map(attained -> say(" (måluppfyllelse ", " (attainment ") + number(attained) + ")")
                        .orElse("");
    }

    private String number(BigDecimal value) {
        String plain = value.toPlainString();
        return console.language() == Language.SV ? plain.replace('.', ',') : plain;
    }

    private String say(String sv, String en) {
        return new Text(sv, en).in(console.language());
    }
}
