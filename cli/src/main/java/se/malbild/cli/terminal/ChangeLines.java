package se.malbild.cli.terminal;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.history.Because;
import se.malbild.history.Change;
import se.malbild.history.ChangeWords;
import se.malbild.history.Cut;

/**
 * Prints changes as they come: each record that changed something on a line, and under it what became different. What a framework
 * says about itself comes before its first change.
 */
public final class ChangeLines implements Consumer<Change> {
    private final Console console;
    private final ChangeWords words;
    private final Set<Text> notices = new HashSet<>();
    private Cut told = Cut.BEGINNING;

    public ChangeLines(Console console) {
        this.console = console;
        this.words = ChangeWords.exact(console.language());
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
        lines.append(words.name(change.part()))
                .append(": ")
                .append(words.before(change.part()))
                .append(" → ")
                .append(words.now(change.part()))
                .append('\n');
        console.result(lines.toString());
    }

    private String because(Because because) {
        if (because instanceof Because.Observed observed) {
            return words.because(observed.observation()) + " ("
                    + observed.observation().eventId() + ")";
        }
        return words.because(((Because.Applied) because).version());
    }
}
