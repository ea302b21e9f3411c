package se.malbild.cli.terminal;

import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import se.malbild.goals.Language;

/** The option {@code --lang}, which may stand before or after any command's name, and the console that speaks that language. */
public final class ConsoleOption {
    private static final String MIXIN = "console";

    /** The languages the command speaks. */
    enum Lang {
        sv,
        en
    }

    @Option(
            names = "--lang",
            scope = ScopeType.INHERIT,
            defaultValue = "sv",
            paramLabel = "SPRÅK/LANG",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Lang lang;

    private final PrintStream results;

    private ConsoleOption(PrintStream results) {
        this.results = results;
    }

    /**
     * Adds the option to {@code line}, and so to all of its commands.
     *
     * @param results where the commands print what they were asked for
     */
    public static void addTo(CommandLine line, PrintStream results) {
        line.addMixin(MIXIN, new ConsoleOption(results));
    }

    /** Returns the console of {@code command}, which is on a command line that has the option. */
    public static Console consoleOf(CommandSpec command) {
        return ((ConsoleOption) command.root().mixins().get(MIXIN).userObject()).console();
    }

    private Console console() {
        return new Console(
                Language.valueOf(lang.name().toUpperCase(Locale.ROOT)), Ansi.AUTO.enabled(), results, System.err);
    }
}
