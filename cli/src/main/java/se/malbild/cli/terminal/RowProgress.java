package se.malbild.cli.terminal;

import java.util.Locale;
import me.tongfei.progressbar.ProgressState;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

/**
 * Shows how far a file or a topic has been gone through, at what rate, and how long the rest will take: as a bar on a terminal, as a
 * line now and then elsewhere.
 */
public final class RowProgress implements AutoCloseable {
    /** What is gone through. */
    public enum Unit {
        ROW(new Text("rad", "row"), new Text("rader", "rows")),
        RECORD(new Text("post", "record"), new Text("poster", "records"));

        private final Text one;
        private final Text many;

        Unit(Text one, Text many) {
            this.one = one;
            this.many = many;
        }
    }

    private final ProgressLine line;

    /**
     * @param from the last one done before
     * @param all how many there are, with those done before
     */
    public RowProgress(Console console, Text task, Unit unit, long from, long all) {
        line = new ProgressLine(console, task, from, all, state -> render(state, unit, console.language()));
    }

    /** Says that all up to {@code number} are done. */
    public void reach(long number) {
        line.reach(number);
    }

    private static String render(ProgressState state, Unit unit, Language language) {
        long done = state.getCurrent();
        long all = Math.max(state.getMax(), 1);
        double rate = ProgressLine.rate(state, done - state.getStart());
        String left = rate > 0 ? Long.toString((long) Math.ceil((all - done) / rate)) : "?";
        return String.format(
                Locale.ROOT,
                language == Language.SV
                        ? "%s %3d %% %s %s %d/%d, %.0f %s/s, %s s kvar"
                        : "%s %3d%% %s %s %d/%d, %.0f %s/s, %s s left",
                state.getTaskName(),
                100 * done / all,
                ProgressLine.bar(done, all),
                unit.one.in(language),
                done,
                state.getMax(),
                rate,
                unit.many.in(language),
                left);
    }

    @Override
    public void close() {
        line.close();
    }
}
