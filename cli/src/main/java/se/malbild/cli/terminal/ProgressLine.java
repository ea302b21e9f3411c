package se.malbild.cli.terminal;

import java.time.Duration;
import java.util.function.Function;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import se.malbild.goals.Text;

/** Shows how far something has come: as a bar on a terminal, as a line now and then elsewhere. */
final class ProgressLine implements AutoCloseable {
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

    /**
     * @param from how much was done before
     * @param all how much there is, with what was done before
     * @param line what is shown, at most {@value #WIDTH} characters
     */
    ProgressLine(Console console, Text task, long from, long all, Function<ProgressState, String> line) {
        this.console = console;
        this.isTerminal = console.colours();
        this.from = from;
        this.bar = new ProgressBarBuilder()
                .setTaskName(task.in(console.language()))
                .setInitialMax(all)
                .startsFrom(from, Duration.ZERO)
                .setUpdateIntervalMillis((int) (isTerminal ? ON_A_TERMINAL : ELSEWHERE).toMillis())
                .setRenderer((state, width) -> line.apply(state))
                .setConsumer(new DelegatingProgressBarConsumer(this::show, WIDTH))
                .build();
    }

    /** Says that so much is done. */
    void reach(long done) {
        bar.stepTo(Math.max(done, from));
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

    static String bar(long done, long all) {
        int filled = (int) (BAR * Math.min(done, all) / all);
        return "[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "]";
    }

    /** Returns how much is done in a second. */
    static double rate(ProgressState state, long done) {
        double seconds = state.getElapsedAfterStart().toMillis() / 1_000.0;
        return seconds > 0 ? done / seconds : 0;
    }

    @Override
    public void close() {
        bar.close();
        if (isTerminal) {
            console.say("", "");
        }
    }
}
