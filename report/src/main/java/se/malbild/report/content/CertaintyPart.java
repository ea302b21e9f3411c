package se.malbild.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Robustness;
import se.malbild.report.document.Block;
import se.malbild.report.document.Block.Column;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;

/** How sure each level is. */
record CertaintyPart(Scope scope) {

    Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(scope.say(
                "Tabellen visar vad nivån skulle ha blivit om styrmodellen hade varit en annan: utan ett av nyckeltalen, med"
                        + " alla nyckeltal lika tunga, och med bara de nyckeltal som kommunen själv råder över.",
                "The table shows what the level would have been if the framework had been another: without one of the"
                        + " indicators, with all indicators weighing the same, and with only the indicators that the"
                        + " municipality itself controls.")));
        List<List<List<Run>>> rows = scope.goalAreas().stream()
                .flatMap(area -> area.robustness().map(of -> row(area, of)).stream())
                .toList();
        blocks.add(
                rows.isEmpty()
                        ? Block.paragraph(scope.say("Inget målområde har någon nivå.", "No goal area has a level."))
                        : new Block.Table(
                                scope.say("Hur säker varje nivå är", "How sure each level is"),
                                List.of(
                                        new Column(scope.say("Målområde", "Goal area"), false, 24),
                                        new Column(scope.say("Nivå", "Level"), false, 15),
                                        new Column(scope.say("Står fast", "Holds"), false, 13),
                                        new Column(scope.say("Annan nivå utan", "Another level without"), false, 22),
                                        new Column(scope.say("Lika vikter", "Equal weights"), false, 13),
                                        new Column(scope.say("Bara egen rådighet", "Own control only"), false, 13)),
                                rows));
        return new Section(
                "certainty", scope.say("Hur säkra nivåerna är", "How sure the levels are"), false, blocks, List.of());
    }

    private List<List<Run>> row(GoalAreaPicture area, Robustness robustness) {
        String stands = area.stands().orElseThrow()
                ? scope.say("Ja", "Yes")
                : scope.certainty().doubt(area).map(CertaintyPart::capitalised).orElse(scope.say("Nej", "No"));
        return List.of(
                Run.of(scope.name(area)),
                List.of(scope.level(area.standing().level())),
                Run.of(stands),
                decisive(area, robustness),
                List.of(scope.level(robustness.equalWeights())),
                robustness.ownOnly().map(level -> List.of(scope.level(level))).orElse(Run.of(Scope.NOTHING)));
    }

    private static String capitalised(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private List<Run> decisive(GoalAreaPicture area, Robustness robustness) {
        if (robustness.decisive().isEmpty() || scope.certainty().restsOnOne(area)) {
            return Run.of(Scope.NOTHING);
        }
        List<Run> cell = new ArrayList<>();
        for (Robustness.DecisiveIndicator decisive : robustness.decisive()) {
            cell.add(new Run.Plain((cell.isEmpty() ? "" : "; ")
                    + scope.indicator(decisive.indicator())
                            .map(indicator -> scope.say(indicator.title()))
                            .orElse(decisive.indicator())
                    + ": "));
            cell.add(scope.level(decisive.level()));
        }
        return cell;
    }
}
