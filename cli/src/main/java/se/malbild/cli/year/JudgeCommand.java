package se.malbild.cli.year;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.decision.DecisionKind;

@Command(
        name = "judge",
        description = {
            "Fastställer styrelsens samlade bedömning av ett målområde, ett strategiskt område eller kommunen som helhet.",
            "Records the board's judgement of a goal area, a strategic area or the municipality as a whole."
        },
        footer = {
            "Slutkod: 0 när beslutet gäller, 1 när det inte gick, 3 när någon annan hann före.",
            "Exit code: 0 when the decision is in force, 1 when it could not be made, 3 when somebody else was first."
        },
        mixinStandardHelpOptions = true)
final class JudgeCommand implements Callable<Integer> {
    @Mixin
    private DecisionOptions decision;

    @Mixin
    private TextOptions text;

    @Option(
            names = "--subject",
            paramLabel = "ID",
            description = {
                "Målområde eller strategiskt område; annars kommunen som helhet.",
                "Goal area or strategic area; by default the municipality as a whole."
            })
    private Optional<String> subject = Optional.empty();

    @Option(
            names = "--level",
            required = true,
            paramLabel = "ID",
            description = {"Nivå på styrmodellens skala.", "Level of the framework's scale."})
    private String level;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = {
                "Skäl; krävs när bedömningen avviker från beräkningen.",
                "Why; required where the judgement departs from the calculation."
            })
    private Optional<String> reason = Optional.empty();

    @Option(
            names = "--indicator",
            split = ",",
            paramLabel = "ID",
            description = {
                "Nyckeltal som bedömningen avviker för; kan anges flera gånger.",
                "Indicator that the judgement departs for; may be given several times."
            })
    private List<String> indicators = new ArrayList<>();

    @Override
    public Integer call() throws CommandException, InterruptedException {
        ObjectNode judgement = decision.begin(DecisionKind.JUDGED).put("level", level);
        subject.ifPresent(id -> judgement.put("subject", id));
        reason.ifPresent(why -> judgement.put("reason", why));
        indicators.forEach(judgement.putArray("indicators")::add);
        text.addTo(judgement);
        return decision.send(judgement);
    }
}
