package se.malbild.cli.year;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.decision.DecisionKind;

@Command(
        name = "comment",
        description = {
            "Lämnar en förvaltnings analys av ett nyckeltal eller område som den ansvarar för.",
            "Gives a department's analysis of an indicator or area that it is responsible for."
        },
        footer = {
            "Slutkod: 0 när beslutet gäller, 1 när det inte gick, 3 när någon annan hann före.",
            "Exit code: 0 when the decision is in force, 1 when it could not be made, 3 when somebody else was first."
        },
        mixinStandardHelpOptions = true)
final class CommentCommand implements Callable<Integer> {
    @Mixin
    private DecisionOptions decision;

    @Mixin
    private TextOptions text;

    @Option(
            names = "--department",
            required = true,
            paramLabel = "ID",
            description = {"Förvaltning.", "Department."})
    private String department;

    @Option(
            names = "--subject",
            required = true,
            paramLabel = "ID",
            description = {"Målområde, strategiskt område eller nyckeltal.", "Goal area, strategic area or indicator."})
    private String subject;

    @Override
    public Integer call() throws CommandException, InterruptedException {
        ObjectNode comment = decision.begin(DecisionKind.COMMENTED)
                .put("department", department)
                .put("subject", subject);
        text.addTo(comment);
        return decision.send(comment);
    }
}
