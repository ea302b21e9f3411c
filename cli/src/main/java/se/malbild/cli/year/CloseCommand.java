package se.malbild.cli.year;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.decision.DecisionKind;

@Command(
        name = "close",
        description = {
            "Stänger året med målbilden som den är nu: bokslut.",
            "Closes the year with the picture as it is now."
        },
        footer = {
            "Slutkod: 0 när beslutet gäller, 1 när det inte gick, 3 när någon annan hann före.",
            "Exit code: 0 when the decision is in force, 1 when it could not be made, 3 when somebody else was first."
        },
        mixinStandardHelpOptions = true)
final class CloseCommand implements Callable<Integer> {
    @Mixin
    private DecisionOptions decision;

    @Option(
            names = "--picture",
            required = true,
            paramLabel = "SHA256",
            description = {
                "De första 8 tecknen i målbildens kontrollsumma, som ”malbild year status” visar.",
                "The first 8 characters of the picture's checksum, which “malbild year status” shows."
            })
    private String picture;

    @Option(
            names = "--acknowledge",
            split = ",",
            paramLabel = "KOD/CODE",
            description = {
                "Villkor som godtas fast det inte är uppfyllt; kan anges flera gånger.",
                "Condition that is accepted although it is not met; may be given several times."
            })
    private List<String> acknowledged = new ArrayList<>();

    @Override
    public Integer call() throws CommandException, InterruptedException {
        ObjectNode closing = decision.begin(DecisionKind.CLOSED).put("picture", picture);
        acknowledged.forEach(closing.putArray("acknowledge")::add);
        return decision.send(closing);
    }
}
