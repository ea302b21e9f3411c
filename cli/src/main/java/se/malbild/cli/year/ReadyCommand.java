package se.malbild.cli.year;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.decision.DecisionKind;

@Command(
        name = "ready",
        description = {
            "Klarmarkerar en förvaltnings siffror för året: någon annan än den som skickade dem har granskat dem.",
            "Says that a department's figures of the year are ready: somebody other than their sender has reviewed them."
        },
        footer = {
            "Slutkod: 0 när beslutet gäller, 1 när det inte gick, 3 när någon annan hann före.",
            "Exit code: 0 when the decision is in force, 1 when it could not be made, 3 when somebody else was first."
        },
        mixinStandardHelpOptions = true)
final class ReadyCommand implements Callable<Integer> {
    @Mixin
    private DecisionOptions decision;

    @Option(
            names = "--department",
            required = true,
            paramLabel = "ID",
            description = {"Förvaltning.", "Department."})
    private String department;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        return decision.send(decision.begin(DecisionKind.READY).put("department", department));
    }
}
