package se.malbild.cli.terminal;

import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressState;
import se.malbild.files.ReadingListener;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

/**
 * Shows how much of a file has been read, and what was found, as {@link RowProgress} shows how many rows are done. A file of less
 * than a megabyte is read before anybody asks.
 */
public final class FileReadProgress implements ReadingListener, AutoCloseable {
    private static final double MEGABYTE = 1e6;

    private final Optional<ProgressLine> line;
    private volatile long row;
    private volatile long faulty;

    /** @param size of the file, in bytes */
    public FileReadProgress(Console console, Text task, long size) {
        line = size < MEGABYTE
                ? Optional.empty()
                : Optional.of(new ProgressLine(console, task, 0, size, state -> render(state, console.language())));
    }

    @Override
    public void read(long bytes, long lastRow, long faultyRows) {
        row = lastRow;
        faulty = faultyRows;
        line.ifPresent(shown -> shown.reach(bytes));
    }

    private String render(ProgressState state, Language language) {
        long done = state.getCurrent();
        long all = Math.max(state.getMax(), 1);
        Text read = done == 0
                ? new Text("", "")
                : new Text(
                        String.format(Locale.ROOT, "%3d %% %s ", 100 * done / all, ProgressLine.bar(done, all)),
                        String.format(Locale.ROOT, "%3d%% %s ", 100 * done / all, ProgressLine.bar(done, all)));
        String size = done == 0 ? "" : String.format(Locale.ROOT, "%.1f/%.1f MB, ", done / MEGABYTE, all / MEGABYTE);
        double rate = ProgressLine.rate(state, row);
        return String.format(
                Locale.ROOT,
                language == Language.SV
                        ? "%s %s%srad %d, med fel: %d, %.0f rader/s"
                        : "%s %s%srow %d, faulty: %d, %.0f rows/s",
                state.getTaskName(),
                read.in(language),
                size,
                row,
                faulty,
                rate);
    }

    @Override
    public void close() {
        line.ifPresent(ProgressLine::close);
    }
}
