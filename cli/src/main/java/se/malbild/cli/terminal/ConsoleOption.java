package se.malbild.cli.terminal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
            paramLabel = "SPRÅK/LANGUAGE",
            description = {
                "Språk: ${COMPLETION-CANDIDATES}. (${DEFAULT-VALUE})",
                "Language: ${COMPLETION-CANDIDATES}. (${DEFAULT-VALUE})"
            })
    private Lang lang;

    private final PrintStream results;

    private ConsoleOption(PrintStream results) {
        this.results = results;
    }

    /**
     * Adds the option to {@code line}, and so to all of its commands, whose help and whose errors are then in the language that
     * {@code args} ask for.
     *
     * @param results where the commands print what they were asked for
     * @param environment says what the arguments do not
     */
    public static void addTo(CommandLine line, PrintStream results, Map<String, String> environment, String... args) {
        ConsoleOption option = new ConsoleOption(results);
        Language language = option.asked(environment, args);
        line.addMixin(MIXIN, option);
        line.setOut(new PrintWriter(results, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler(new UsageErrors(option.console(language)));
        BilingualHelp.set(line, language);
    }

    /** Returns the language that {@code args} ask for, wherever they do and whatever else of them is wrong. */
    private Language asked(Map<String, String> environment, String... args) {
        try {
            new CommandLine(this)
                    .setDefaultValueProvider(new EnvironmentDefaults(environment))
                    .setUnmatchedArgumentsAllowed(true)
                    .setOverwrittenOptionsAllowed(true)
                    .parseArgs(args);
            return language();
        } catch (ParameterException unknown) {
            return Language.SV; // it is reported when the whole line is read
        }
    }

    /** Returns the console of {@code command}, which is on a command line that has the option. */
    public static Console consoleOf(CommandSpec command) {
        ConsoleOption option =
                (ConsoleOption) command.root().mixins().get(MIXIN).userObject();
        return option.console(option.language());
    }

    private Language language() {
        return Language.valueOf(lang.name().toUpperCase(Locale.ROOT));
    }

    private Console console(Language language) {
        return new Console(language, Ansi.AUTO.enabled(), results, System.err);
    }
}
