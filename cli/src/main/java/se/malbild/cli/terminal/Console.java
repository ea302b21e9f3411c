package se.malbild.cli.terminal;

import java.io.PrintStream;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.service.Log;

/** Where a command speaks: results to standard output, everything else to standard error, or to the log when that is in JSON. */
public final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final String ERASE_REST = "\u001b[K";

    private final Language language;
    private final boolean colours;
    private final PrintStream results;
    private final PrintStream messages;

    public Console(Language language, boolean colours, PrintStream results, PrintStream messages) {
        this.language = language;
        this.colours = colours;
        this.results = results;
        this.messages = messages;
    }

    public Language language() {
        return language;
    }

    /** Returns whether results may hold ANSI colours. */
    public boolean colours() {
        return colours;
    }

    public void result(String text) {
        results.print(text);
        results.flush();
    }

    /** Shows {@code line} in the place of what this showed before; for a terminal. */
    void update(String line) {
        messages.print('\r' + line + ERASE_REST);
        messages.flush();
    }

    public void say(String sv, String en) {
        say(new Text(sv, en));
    }

    public void say(Text text) {
        tell(text, LOG::info);
    }

    /** Says why the command ends. */
    public void fail(Text reason) {
        tell(reason, LOG::error);
    }

    private void tell(Text text, Consumer<String> log) {
        Consumer<String> way = Log.isJson() ? log : messages::println;
        way.accept(text.in(language));
    }
}
