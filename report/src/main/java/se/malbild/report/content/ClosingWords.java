package se.malbild.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.assessment.RulesVersion;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.YearDecision;
import se.malbild.report.document.Block;
import se.malbild.report.document.Run;

/** How the report stands to the closing of its year, in words. */
record ClosingWords(Scope scope) {

    /** Returns when the year was closed and what the report shows of that; empty when it is open. */
    Optional<Block> closed() {
        return scope.basis().decisions().stream()
                .filter(decision -> decision.kind() == DecisionKind.CLOSED)
                .findFirst()
                .map(decision -> new Block.Paragraph(Block.Style.NORMAL, line(decision)));
    }

    private List<Run> line(YearDecision decision) {
        List<Run> line = new ArrayList<>();
        line.add(new Run.Plain(scope.say("Året är stängt: ", "The year is closed: ")
                + new DecisionsPart(scope).signed(decision) + " "
                + scope.basis().closing().map(this::shown).orElseGet(() -> standing(decision))));
        scope.basis().closing().flatMap(Closing::since).ifPresent(since -> {
            if (since.lines().isEmpty()) {
                line.add(new Run.Plain(scope.say(
                        " Ingenting i den har ändrats sedan dess.", " Nothing in it has changed since then.")));
            } else {
                line.add(new Run.Plain(
                        scope.say(" Målbilden har ändrats sedan dess: ", " The picture has changed since then: ")));
                line.add(new Run.Link(
                        scope.say("ändrat efter bokslut", "changed after closing"),
                        ChangedPart.ID,
                        scope.say(
                                "Till det som har ändrats efter bokslut",
                                "To what has changed since the year was closed")));
                line.add(new Run.Plain("."));
            }
        });
        return line;
    }

    private String shown(Closing closing) {
        return switch (closing.leading()) {
            case REPRODUCED, KEPT ->
                scope.say(
                        "Rapporten visar målbilden som året stängdes med.",
                        "The report shows the picture that the year was closed with.");
            case NOW ->
                scope.say(
                        "Rapporten visar målbilden som den är nu, inte bokslutets.",
                        "The report shows the picture as it is now, not the one that the year was closed with.");
            case UNREADABLE ->
                scope.say("Rapporten visar målbilden som den är nu.", "The report shows the picture as it is now.");
        };
    }

    /** Returns whether a report as of a moment shows what the year had been closed with by then. */
    private String standing(YearDecision decision) {
        return decision.picture()
                        .filter(closed -> closed.sha256().equals(scope.basis().pictureSha256()))
                        .isPresent()
                ? scope.say(
                        "Målbilden är densamma som vid bokslutet.",
                        "The picture is the one that the year was closed with.")
                : scope.say(
                        "Målbilden har ändrats efter bokslutet.", "The picture has changed since the year was closed.");
    }

    /** Returns why the report is less than it would be; empty when it is not. */
    Optional<Block> notice() {
        return scope.basis()
                .closing()
                .flatMap(this::lacking)
                .map(text -> new Block.Paragraph(Block.Style.NOTICE, Run.of(text)));
    }

    private Optional<String> lacking(Closing closing) {
        return switch (closing.leading()) {
            case REPRODUCED, NOW -> Optional.empty();
            case KEPT ->
                Optional.of(kept(closing.decision().basis().rules())
                        + scope.say(
                                " Därför visas den som den sparades, utan det som bara kan räknas fram igen: tidigare år,"
                                        + " källor, vad de ursprungliga målen hade gett, om prognoserna höll och vad som"
                                        + " inte är rapporterat.",
                                " So it is shown as it was kept, without what can only be computed again: earlier years,"
                                        + " sources, what the original goals would have given, whether the forecasts"
                                        + " held, and what has not been reported."));
            case UNREADABLE ->
                Optional.of(scope.say(
                        "Bokslutets målbild går inte att läsa här, så rapporten visar hur det ser ut nu. Kommandot malbild"
                                + " verify visar vad som är fel.",
                        "The picture that the year was closed with cannot be read here, so the report shows how it is now. The"
                                + " command malbild verify shows what is wrong."));
        };
    }

    private String kept(int rules) {
        return rules == RulesVersion.CURRENT
                ? scope.say(
                        "Det som var känt när året stängdes ger inte längre samma målbild. Kommandot malbild verify visar vad"
                                + " som är fel.",
                        "What was known when the year was closed does not give the same picture any more. The command malbild"
                                + " verify shows what is wrong.")
                : scope.say(
                                "Reglerna för beräkningen har ändrats sedan året stängdes och ger en annan målbild (regler ",
                                "The rules of the calculation have changed since the year was closed and give another picture"
                                        + " (rules ")
                        + rules
                        + scope.say(" då, ", " then, ")
                        + RulesVersion.CURRENT
                        + scope.say(" nu).", " now).");
    }
}
