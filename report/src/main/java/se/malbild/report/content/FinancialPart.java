package se.malbild.report.content;

import java.util.ArrayList;
import java.util.List;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.report.document.Block;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;

/** The goals for sound financial management, by themselves: the law asks for them (LKBR 11 kap. 12 §). */
record FinancialPart(Scope scope) {

    Section section() {
        List<GoalAreaPicture> areas = scope.goalAreas().stream()
                .filter(area -> scope.definitionOf(area).financialManagement())
                .toList();
        List<Block> blocks = new ArrayList<>();
        if (areas.isEmpty()) {
            blocks.add(Block.paragraph(scope.say(
                    "Styrmodellen anger inte vilka mål som har betydelse för god ekonomisk hushållning.",
                    "The framework does not say which goals matter for sound financial management.")));
        } else {
            blocks.add(Block.paragraph(scope.say(
                    "Styrmodellen anger att dessa målområden har betydelse för god ekonomisk hushållning.",
                    "The framework says that these goal areas matter for sound financial management.")));
            blocks.add(new Block.Points(areas.stream().map(this::line).toList()));
        }
        return new Section(
                "financial-management",
                scope.say("God ekonomisk hushållning", "Sound financial management"),
                true,
                blocks,
                List.of());
    }

    private List<Run> line(GoalAreaPicture area) {
        List<Run> line = new ArrayList<>();
        line.add(scope.linkTo(area));
        line.add(new Run.Plain(". "));
        line.addAll(new GoalAreaPart(scope).level(area));
        line.add(new Run.Plain(" " + new GoalAreaPart(scope).result(area)));
        return line;
    }
}
