package se.malbild.cli.terminal;

import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import se.malbild.goals.Language;

/** The option {@code --lang}, which may stand before or after any command's name, and the console that speaks that language. */
public final class ConsoleOption {
    /** What the outermost command calls this mixin. */
    public static final String MIXIN = "console";

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

    /** @param results where the commands print what they were asked for */
    public ConsoleOption(PrintStream results) {
        this.results = results;
    }

    /** Returns the console of {@code command}, whose outermost command has this option as a mixin. */
    public static Console consoleOf(CommandSpec command) {
        return ((ConsoleOption) command.root().mixins().get(MIXIN).userObject()).console();
    }

    private Console console() {
        return new Console(
                Language.valueOf(lang.name().toUpperCase(Locale.ROOT)), Ansi.AUTO.enabled(), results, System.err);
    }
}
