package se.malbild.cli.terminal;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

/**
 * Shows how far a file or a topic has been gone through, at what rate, and how long the rest will take: as a bar on a terminal, as a
 * line now and then elsewhere.
 */
public final class RowProgress implements AutoCloseable {
    /** Fits in the narrowest terminal in use, where a longer line would leave a new one behind every time. */
    private static final int WIDTH = 79;

    private static final int BAR = 12;
    private static final Duration ON_A_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

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

    private final Console console;
    private final boolean isTerminal;
    private final long from;
    private final ProgressBar bar;
    private String shown = "";

    /**
     * @param from the last one done before
     * @param all how many there are, with those done before
     */
    public RowProgress(Console console, Text task, Unit unit, long from, long all) {
        this.console = console;
        this.isTerminal = console.colours();
        this.from = from;
        this.bar = new ProgressBarBuilder()
                .setTaskName(task.in(console.language()))
                .setInitialMax(all)
                .startsFrom(from, Duration.ZERO)
                .setUpdateIntervalMillis((int) (isTerminal ? ON_A_TERMINAL : ELSEWHERE).toMillis())
                .setRenderer((state, width) -> render(state, unit, console.language()))
                .setConsumer(new DelegatingProgressBarConsumer(this::show, WIDTH))
                .build();
    }

    /** Says that all up to {@code number} are done. */
    public void reach(long number) {
        bar.stepTo(Math.max(number, from));
    }

    /** Called by one thread at a time. */
    private void show(String line) {
        if (isTerminal) {
            console.update(line);
        } else if (!line.equals(shown)) {
            console.say(line.strip(), line.strip());
        }
        shown = line;
    }

    private static String render(ProgressState state, Unit unit, Language language) {
        long done = state.getCurrent();
        long all = Math.max(state.getMax(), 1);
        double seconds = state.getElapsedAfterStart().toMillis() / 1_000.0;
        double rate = seconds > 0 ? (done - state.getStart()) / seconds : 0;
        int filled = (int) (BAR * Math.min(done, all) / all);
        String left = rate > 0 ? Long.toString((long) Math.ceil((all - done) / rate)) : "?";
        return String.format(
                Locale.ROOT,
                language == Language.SV
                        ? "%s %3d %% [%s%s] %s %d/%d, %.0f %s/s, %s s kvar"
                        : "%s %3d%% [%s%s] %s %d/%d, %.0f %s/s, %s s left",
                state.getTaskName(),
                100 * done / all,
                "#".repeat(filled),
                " ".repeat(BAR - filled),
                unit.one.in(language),
                done,
                state.getMax(),
                rate,
                unit.many.in(language),
                left);
    }

    @Override
    public void close() {
        bar.close();
        if (isTerminal) {
            console.say("", "");
        }
    }
}
