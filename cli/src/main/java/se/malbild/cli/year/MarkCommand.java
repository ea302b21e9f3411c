package se.malbild.cli.year;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.decision.DecisionKind;

@Command(
        name = "mark",
        description = {
            "Säger att det som är känt nu är det som gäller på ett officiellt datum, till exempel 31 augusti.",
            "Says that what is known now is what stands on an official date, such as 31 August."
        },
        footer = {
            "Slutkod: 0 när beslutet gäller, 1 när det inte gick, 3 när någon annan hann före.",
            "Exit code: 0 when the decision is in force, 1 when it could not be made, 3 when somebody else was first."
        },
        mixinStandardHelpOptions = true)
final class MarkCommand implements Callable<Integer> {
    @Mixin
    private DecisionOptions decision;

    @Option(
            names = "--date",
            required = true,
            paramLabel = "DAG/DAY",
            description = {
                "Det officiella datumet, till exempel 2018-08-31.",
                "The official date, for example 2018-08-31."
            })
    private LocalDate date;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        return decision.send(decision.begin(DecisionKind.MARKED).put("subject", date.toString()));
    }
}
