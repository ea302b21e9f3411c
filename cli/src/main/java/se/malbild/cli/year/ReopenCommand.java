package se.malbild.cli.year;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.decision.DecisionKind;

@Command(
        name = "reopen",
        description = {"Öppnar ett stängt år igen.", "Opens a closed year again."},
        footer = {
            "Slutkod: 0 när beslutet gäller, 1 när det inte gick, 3 när någon annan hann före.",
            "Exit code: 0 when the decision is in force, 1 when it could not be made, 3 when somebody else was first."
        },
        mixinStandardHelpOptions = true)
final class ReopenCommand implements Callable<Integer> {
    @Mixin
    private DecisionOptions decision;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = {"Skäl.", "Why."})
    private String reason;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        return decision.send(decision.begin(DecisionKind.REOPENED).put("reason", reason));
    }
}
