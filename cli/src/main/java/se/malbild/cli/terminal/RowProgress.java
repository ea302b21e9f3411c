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
 * Shows how far a file has been gone through, at what rate, and how long the rest will take: as a bar on a terminal, as a
 * line now and then elsewhere.
 */
public final class RowProgress implements AutoCloseable {
    /** Fits in the narrowest terminal in use, where a longer line would leave a new one behind every time. */
    private static final int WIDTH = 79;

    private static final int BAR = 12;
    private static final Duration ON_A_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private final Console console;
    private final boolean isTerminal;
    private final long from;
    private final ProgressBar bar;
    private String shown = "";

    /** @param from the row that is the last one done before */
    public RowProgress(Console console, Text task, long from, long rows) {
        this.console = console;
        this.isTerminal = console.colours();
        this.from = from;
        this.bar = new ProgressBarBuilder()
                .setTaskName(task.in(console.language()))
                .setInitialMax(rows)
                .startsFrom(from, Duration.ZERO)
                .setUpdateIntervalMillis((int) (isTerminal ? ON_A_TERMINAL : ELSEWHERE).toMillis())
                .setRenderer((state, width) -> render(state, console.language()))
                .setConsumer(new DelegatingProgressBarConsumer(this::show, WIDTH))
                .build();
    }

    /** Says that all rows up to {@code row} are done. */
    public void reach(long row) {
        bar.stepTo(Math.max(row, from));
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

    private static String render(ProgressState state, Language language) {
        long done = state.getCurrent();
        long rows = Math.max(state.getMax(), 1);
        double seconds = state.getElapsedAfterStart().toMillis() / 1_000.0;
        double rate = seconds > 0 ? (done - state.getStart()) / seconds : 0;
        int filled = (int) (BAR * Math.min(done, rows) / rows);
        String left = rate > 0 ? Long.toString((long) Math.ceil((rows - done) / rate)) : "?";
        return String.format(
                Locale.ROOT,
                language == Language.SV
                        ? "%s %3d %% [%s%s] rad %d/%d, %.0f rader/s, %s s kvar"
                        : "%s %3d%% [%s%s] row %d/%d, %.0f rows/s, %s s left",
                state.getTaskName(),
                100 * done / rows,
                "#".repeat(filled),
                " ".repeat(BAR - filled),
                done,
                state.getMax(),
                rate,
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
