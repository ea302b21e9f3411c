package se.malbild.cli.terminal;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

/**
 * The help of a command in one language, out of annotations that have two: the first half of the lines of a description or a
 * footer is Swedish and the second half English, and so it is with the two sides of what stands for a value, {@code FIL/FILE}.
 */
final class BilingualHelp extends Help {
    private static final Text HELP = new Text("Visar den här hjälpen.", "Shows this help.");
    private static final Text VERSION = new Text("Visar versionen.", "Shows the version.");

    private final Language language;

    private BilingualHelp(CommandSpec command, ColorScheme colours, Language language) {
        super(command, colours);
        this.language = language;
    }

    /** Has {@code line} and all its commands give their help in {@code language}. */
    static void set(CommandLine line, Language language) {
        line.setHelpFactory((command, colours) -> new BilingualHelp(command, colours, language));
        choose(line.getCommandSpec(), language);
    }

    private static void choose(CommandSpec command, Language language) {
        UsageMessageSpec usage = command.usageMessage();
        usage.synopsisHeading(new Text("Användning: ", "Usage: ").in(language));
        usage.synopsisSubcommandLabel(new Text("KOMMANDO", "COMMAND").in(language));
        usage.description(half(usage.description(), language));
        usage.commandListHeading(new Text("%nKommandon:%n", "%nCommands:%n").in(language));
        usage.footerHeading(usage.footer().length == 0 ? "" : "%n");
        usage.footer(half(usage.footer(), language));
        command.subcommands().values().forEach(sub -> choose(sub.getCommandSpec(), language));
    }

    private static String[] half(String[] lines, Language language) {
        int swedish = lines.length / 2;
        return language == Language.SV
                ? Arrays.copyOf(lines, swedish)
                : Arrays.copyOfRange(lines, swedish, lines.length);
    }

    /** Returns what stands for the value of {@code argument}. */
    static String label(ArgSpec argument, Language language) {
        String[] both = argument.paramLabel().split("/", -1);
        return both[language == Language.SV ? 0 : both.length - 1];
    }

    private String[] lines(ArgSpec argument) {
        if (argument instanceof OptionSpec option && (option.usageHelp() || option.versionHelp())) {
            return new String[] {(option.usageHelp() ? HELP : VERSION).in(language)};
        }
        // They are formatted once more.
        return Arrays.stream(half(argument.description(), language))
                .map(line -> line.replace("%", "%%"))
                .toArray(String[]::new);
    }

    @Override
    public IOptionRenderer createDefaultOptionRenderer() {
        IOptionRenderer standard = super.createDefaultOptionRenderer();
        return (option, labels, colours) -> standard.render(
                // Of a copy, names and lines are not filled in any more.
                OptionSpec.builder(option)
                        .names(option.names())
                        .description(lines(option))
                        .build(),
                labels,
                colours);
    }

    @Override
    public IParameterRenderer createDefaultParameterRenderer() {
        IParameterRenderer standard = super.createDefaultParameterRenderer();
        return (parameter, labels, colours) -> standard.render(
                PositionalParamSpec.builder(parameter)
                        .description(lines(parameter))
                        .build(),
                labels,
                colours);
    }

    @Override
    public IParamLabelRenderer parameterLabelRenderer() {
        IParamLabelRenderer standard = super.parameterLabelRenderer();
        return new IParamLabelRenderer() {
            @Override
            public Ansi.Text renderParameterLabel(ArgSpec argument, Ansi ansi, List<Ansi.IStyle> styles) {
                String label = label(argument, language);
                return standard.renderParameterLabel(
                        argument instanceof OptionSpec option
                                ? OptionSpec.builder(option).paramLabel(label).build()
                                : PositionalParamSpec.builder((PositionalParamSpec) argument)
                                        .paramLabel(label)
                                        .build(),
                        ansi,
                        styles);
            }

            @Override
            public String separator() {
                return standard.separator();
            }
        };
    }
}
