package se.malbild.cli.year;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.goals.Text;
import se.malbild.goals.decision.DecisionKind;

/** What every decision has, and how it is sent. */
final class DecisionOptions {
    private static final int IN_FORCE = 201;
    private static final int REFUSED = 1;
    /** Somebody else was first. */
    private static final int LATE = 3;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private GatewayOptions gateway;

    @Mixin
    private YearOptions year;

    @Option(
            names = "--decided-on",
            paramLabel = "DAG/DAY",
            description = {
                "Beslutsdagen, till exempel 2019-03-26; annars i dag.",
                "The day of the decision, for example 2019-03-26; by default today."
            })
    private Optional<LocalDate> decidedOn = Optional.empty();

    @Option(
            names = "--reference",
            paramLabel = "TEXT",
            description = {"Diarienummer eller paragraf.", "Case number or section of the minutes."})
    private Optional<String> reference = Optional.empty();

    @Option(
            names = "--follows",
            paramLabel = "ID",
            description = {
                "Id för det gällande beslut som detta ersätter; annars det som gäller nu.",
                "Id of the decision in force that this one replaces; by default the one in force now."
            })
    private Optional<String> follows = Optional.empty();

    /** Returns a decision of {@code kind} with what all have. */
    ObjectNode begin(DecisionKind kind) {
        ObjectNode decision = JsonNodeFactory.instance
                .objectNode()
                .put("organisation", year.organisation())
                .put("framework", year.framework())
                .put("year", year.year())
                .put("kind", kind.name());
        decidedOn.ifPresent(day -> decision.put("decidedOn", day.toString()));
        reference.ifPresent(text -> decision.put("reference", text));
        follows.ifPresent(id -> decision.put("follows", id));
        return decision;
    }

    /**
     * Sends {@code decision} and says what became of it.
     *
     * @return the exit code
     */
    int send(ObjectNode decision) throws CommandException, InterruptedException {
        GatewayOptions.Answer answer = gateway.post(decision);
        Console console = ConsoleOption.consoleOf(spec);
        if (answer.status() == IN_FORCE) {
            console.say(DecisionWords.inForce(answer.json().path("decision")));
            return 0;
        }
        DecisionWords.refusal(answer.json()).forEach(console::say);
        Optional<Text> first = DecisionWords.first(answer.json());
        first.ifPresent(console::say);
        return first.isPresent() ? LATE : REFUSED;
    }
}
