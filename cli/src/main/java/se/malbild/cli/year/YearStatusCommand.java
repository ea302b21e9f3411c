package se.malbild.cli.year;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;

@Command(
        name = "status",
        description = {
            "Visar hur det står till med ett år: vem som är klar, vad som saknas för bokslut, vad som är beslutat.",
            "Shows how it stands with a year: who is ready, what closing lacks, what has been decided."
        },
        mixinStandardHelpOptions = true)
final class YearStatusCommand implements Callable<Integer> {
    private static final int OK = 200;

    /** How it is printed. */
    enum Format {
        table,
        json
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private GatewayOptions gateway;

    @Mixin
    private YearOptions year;

    @Option(
            names = "--format",
            paramLabel = "FORM/FORMAT",
            defaultValue = "table",
            description = {
                "Hur det skrivs ut: ${COMPLETION-CANDIDATES}. (${DEFAULT-VALUE})",
                "How it is printed: ${COMPLETION-CANDIDATES}. (${DEFAULT-VALUE})"
            })
    private Format format;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        GatewayOptions.Answer answer = gateway.get(year);
        Console console = ConsoleOption.consoleOf(spec);
        if (answer.status() != OK) {
            DecisionWords.refusal(answer.json()).forEach(console::say);
            return 1;
        }
        console.result(
                format == Format.json
                        ? answer.json().toPrettyString() + System.lineSeparator()
                        : new YearTable(console.language()).of(answer.json()));
        return 0;
    }
}
