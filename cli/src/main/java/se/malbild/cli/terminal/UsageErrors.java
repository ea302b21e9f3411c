package se.malbild.cli.terminal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

/** Says what is wrong with a command line and what would be right. */
final class UsageErrors implements IParameterExceptionHandler {
    private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(int.class, Integer.class, short.class);

    private final Console console;

    UsageErrors(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException thrown, String[] args) {
        ParameterException wrong = unknownBeforeMissing(thrown);
        CommandLine line = wrong.getCommandLine();
        List<String> meant = meant(wrong);
        Text what = what(wrong);
        Text either = either(meant);
        console.fail(
                meant.isEmpty()
                        ? what
                        : new Text(
                                what.sv() + " Menade du " + either.sv() + "?",
                                what.en() + " Did you mean " + either.en() + "?"));
        if (meant.isEmpty() && lacksCommand(wrong)) {
            String commands = line.getUsageMessage().stripTrailing();
            console.say(commands, commands);
        } else {
            String help = line.getCommandSpec().qualifiedName() + " --help";
            console.say("Hjälp: " + help, "Help: " + help);
        }
        return CommandLine.ExitCode.USAGE;
    }

    /** Picocli reports what is missing and not what it does not know; what was mistyped is both. */
    private static ParameterException unknownBeforeMissing(ParameterException thrown) {
        List<String> unknown = thrown.getCommandLine().getUnmatchedArguments();
        return thrown instanceof MissingParameterException && !unknown.isEmpty()
                ? new UnmatchedArgumentException(thrown.getCommandLine(), unknown)
                : thrown;
    }

    private static Text what(ParameterException wrong) {
        if (wrong instanceof UsageException told) {
            return told.text();
        }
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched);
        }
        if (wrong instanceof MissingParameterException missing) {
            return new Text(
                    "Ange " + usage(missing.getMissing(), Language.SV) + ".",
                    "Give " + usage(missing.getMissing(), Language.EN) + ".");
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            Text name = name(twice.getOverwritten());
            return new Text(
                    name.sv() + " är angivet mer än en gång; ange det en gång.",
                    name.en() + " is given more than once; give it once.");
        }
        if (wrong.getArgSpec() != null) {
            return value(wrong);
        }
        return lacksCommand(wrong)
                ? new Text("Ange ett av kommandona.", "Give one of the commands.")
                : new Text(wrong.getMessage(), wrong.getMessage());
    }

    /** Tells whether the name of a command is missing, or none of those that there are. */
    private static boolean lacksCommand(ParameterException wrong) {
        boolean isNothing = wrong.getClass() == ParameterException.class && wrong.getArgSpec() == null;
        boolean isOther = wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption();
        return (isNothing || isOther)
                && !wrong.getCommandLine().getSubcommands().isEmpty();
    }

    private static Text unknown(UnmatchedArgumentException wrong) {
        String word = word(wrong);
        if (wrong.isUnknownOption()) {
            return new Text("Det finns inget alternativ " + word + ".", "There is no option " + word + ".");
        }
        return lacksCommand(wrong)
                ? new Text("Det finns inget kommando ”" + word + "”.", "There is no command “" + word + "”.")
                : new Text("”" + word + "” är ett argument för mycket.", "“" + word + "” is one argument too many.");
    }

    /** Returns the first word that nobody knows; of an option with a value, its name. */
    private static String word(UnmatchedArgumentException wrong) {
        String first = wrong.getUnmatched().get(0);
        int equals = first.indexOf('=');
        return wrong.isUnknownOption() && equals > 0 ? first.substring(0, equals) : first;
    }

    private static List<String> meant(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return List.of();
        }
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        return Suggestions.of(
                word(unmatched),
                unmatched.isUnknownOption()
                        ? command.options().stream()
                                .map(OptionSpec::longestName)
                                .toList()
                        : command.subcommands().keySet());
    }

    private static String usage(List<ArgSpec> arguments, Language language) {
        return arguments.stream()
                .map(argument -> argument instanceof OptionSpec option
                        ? option.longestName() + "=" + BilingualHelp.label(option, language)
                        : BilingualHelp.label(argument, language))
                .collect(Collectors.joining(" "));
    }

    private static Text name(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? new Text(option.longestName(), option.longestName())
                : label(argument);
    }

    private static Text label(ArgSpec argument) {
        return new Text(BilingualHelp.label(argument, Language.SV), BilingualHelp.label(argument, Language.EN));
    }

    private static Text value(ParameterException wrong) {
        Text name = name(wrong.getArgSpec());
        if (wrong.getCause() instanceof CommandException told) {
            return new Text(
                    name.sv() + ": " + told.text().sv(),
                    name.en() + ": " + told.text().en());
        }
        Text right = right(wrong.getArgSpec());
        return new Text(
                name.sv() + ": ”" + wrong.getValue() + "” går inte att använda; ange " + right.sv() + ".",
                name.en() + ": “" + wrong.getValue() + "” cannot be used; give " + right.en() + ".");
    }

    private static Text right(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            List<String> words = new ArrayList<>();
            argument.completionCandidates().forEach(words::add);
            return either(words);
        }
        Class<?>[] types = argument.auxiliaryTypes();
        Class<?> type = types[types.length - 1];
        if (WHOLE_NUMBERS.contains(type)) {
            return new Text("ett heltal", "a whole number");
        }
        if (type == LocalDate.class) {
            return new Text("ett datum, till exempel 2019-03-01", "a date, for example 2019-03-01");
        }
        return type == boolean.class ? new Text("det utan värde", "it without a value") : label(argument);
    }

    /** Returns one, two or more words as a choice: A, B or C. */
    private static Text either(List<String> words) {
        String all = String.join(", ", words);
        int last = all.lastIndexOf(", ");
        return last < 0
                ? new Text(all, all)
                : new Text(
                        all.substring(0, last) + " eller " + all.substring(last + 2),
                        all.substring(0, last) + " or " + all.substring(last + 2));
    }
}
