package se.malbild.report.content;

import java.util.ArrayList;
import java.util.List;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.report.document.Block;
import se.malbild.report.document.Block.Column;
import se.malbild.report.document.Chart;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;
import se.malbild.report.words.PictureWords;

/** How the report is read, the counts, and the picture in one table. */
record OverviewPart(Scope scope) {

    Section howToRead() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(scope.say(
                "Kommunens mål är samlade i målområden. Varje målområde följs med nyckeltal, och varje nyckeltal jämförs"
                        + " med sitt utgångsvärde eller sitt målvärde efter en regel som är bestämd i förväg. Det ger en"
                        + " måluppfyllelse mellan 0 och 100 procent. Målområdets måluppfyllelse är det vägda medelvärdet av"
                        + " nyckeltalens.",
                "The municipality's goals are gathered in goal areas. Each goal area is followed by indicators, and each"
                        + " indicator is compared with its baseline or its target by a rule that is laid down beforehand."
                        + " That gives an attainment between 0 and 100 percent. The attainment of the goal area is the"
                        + " weighted mean of those of the indicators.")));
        blocks.add(new Block.Table(
                scope.say("Nivåer", "Levels"),
                List.of(
                        new Column(scope.say("Nivå", "Level"), false, 50),
                        new Column(scope.say("Måluppfyllelse, minst", "Attainment, at least"), true, 50)),
                scope.picture().scale().levels().stream().map(this::levelRow).toList()));
        List<List<Run>> points = new ArrayList<>();
        points.add(point(
                scope.say("Täckning", "Coverage"),
                scope.say(
                                " är hur stor del av vikten hos det som skulle mätas som kunde bedömas. Är den under ",
                                " is how much of the weight of what was due could be assessed. If it is below ")
                        + scope.words()
                                .percent(scope.framework().minimumCoverage())
                                .shown()
                        + scope.say(" kan målområdet inte bedömas.", " the goal area cannot be assessed.")));
        points.add(point(
                scope.say("Målvärde", "Target"),
                scope.say(
                        " är ett värde som är beslutat. Ett jämförelsevärde är någon annans, till exempel rikets, och"
                                + " är inget målvärde.",
                        " is a value that was decided on. A comparison value is another's, such as the nation's, and is no"
                                + " target.")));
        if (scope.isInterim()) {
            points.add(point(
                    scope.say("Utfall hittills", "Outcome so far"),
                    scope.say(
                            " är det som var känt den dagen. Prognos helår är nämndernas egen uppgift om hur året slutar,"
                                    + " bedömd med samma regel. Den räknas aldrig in i måluppfyllelsen hittills.",
                            " is what was known that day. The forecast for the whole year is the departments' own statement"
                                    + " of how the year will end, judged by the same rule. It never counts in the"
                                    + " attainment so far.")));
        }
        points.add(point(
                scope.say("En nivå står fast", "A level holds"),
                scope.say(
                        " när den är densamma vilket nyckeltal som än tas bort, och när alla väger lika.",
                        " when it is the same whichever indicator is left out, and when all weigh the same.")));
        points.add(point(
                scope.say("”Visas inte”", "“Not shown”"),
                scope.say(
                        " står i stället för ett värde när en grupp är, eller kan vara, så liten att värdet kunde peka ut"
                                + " någon. Ett streck (–) betyder att det inte finns något värde; det är inte noll.",
                        " stands in place of a value when a group is, or may be, so small that the value could point"
                                + " somebody out. A dash (–) means that there is no value; it is not zero.")));
        points.add(
                point(
                        scope.say("Beräkningen", "The calculation"),
                        scope.say(
                                " är ett underlag. Den ersätter inte nämndernas analys och styrelsens samlade bedömning.",
                                " is a basis. It does not replace the departments' analysis and the board's overall judgement.")));
        blocks.add(new Block.Points(points));
        return new Section(
                "how-to-read", scope.say("Så läser du rapporten", "How to read the report"), true, blocks, List.of());
    }

    private static List<Run> point(String term, String explanation) {
        return List.of(new Run.Strong(term), new Run.Plain(explanation));
    }

    private List<List<Run>> levelRow(Scale.Level level) {
        return List.of(
                List.of(scope.level(level.id())),
                Run.of(scope.words().percent(level.from()).shown()));
    }

    Section atAGlance() {
        List<Block> blocks = new ArrayList<>();
        String counts = scope.pictureWords()
                .goalAreaCounts(scope.picture().standing(), scope.goalAreas().size());
        blocks.add(new Block.Paragraph(Block.Style.LEAD, Run.of(counts)));
        scope.certainty()
                .foretold()
                .ifPresent(foretold ->
                        blocks.add(new Block.Paragraph(Block.Style.NORMAL, List.of(new Run.Strong(foretold)))));
        blocks.add(new Block.Figure(
                new Chart.Shares(
                        scope.pictureWords().counts(scope.picture().standing().levels()).stream()
                                .filter(count -> count.number() > 0)
                                .map(OverviewPart::share)
                                .toList()),
                scope.say("Målområden per nivå. ", "Goal areas by level. ") + counts));
        blocks.add(new Block.Points(facts()));
        blocks.addAll(new DecisionsPart(scope).about(""));
        new ClosingWords(scope).closed().ifPresent(blocks::add);
        return new Section(
                "at-a-glance", scope.say("Läget i korthet", "At a glance"), true, blocks, List.of(attention()));
    }

    private static Chart.Share share(PictureWords.Count count) {
        return new Chart.Share(count.mark(), count.number());
    }

    private List<List<Run>> facts() {
        List<List<Run>> facts = new ArrayList<>();
        scope.picture()
                .standing()
                .coverage()
                .ifPresent(coverage -> facts.add(Run.of(scope.say("Täckning: ", "Coverage: ")
                        + scope.percent(coverage)
                        + scope.say(
                                " av det som skulle mätas kunde bedömas.", " of what was due could be assessed."))));
        scope.certainty().unassessedGoalAreas().ifPresent(causes -> facts.add(Run.of(notAssessed() + causes)));
        scope.certainty().unassessedIndicators().ifPresent(causes -> facts.add(Run.of(notAssessed() + causes)));
        if (scope.certainty().goalAreasWithALevel() > 0) {
            facts.add(Run.of(scope.say("Nivåer som står fast: ", "Levels that hold: ")
                    + scope.certainty().goalAreasThatStand() + scope.say(" av ", " of ")
                    + scope.certainty().goalAreasWithALevel() + ". "
                    + scope.certainty().standing()));
        }
        List<Run> mean = new ArrayList<>();
        mean.add(new Run.Plain(scope.say("Medelvärde av målområdena: ", "Mean of the goal areas: ")));
        mean.addAll(scope.level(
                scope.picture().standing().level(), scope.picture().standing().attainment()));
        mean.add(new Run.Plain("."
                + scope.picture()
                        .standing()
                        .reason()
                        .map(reason -> " "
                                + scope.pictureWords()
                                        .why(reason, scope.picture().standing().coverage()))
                        .orElse("")));
        facts.add(mean);
        return facts;
    }

    private String notAssessed() {
        return scope.say("Utan bedömning: ", "Not assessed: ");
    }

    private Section attention() {
        List<GoalAreaPicture> areas = scope.pictureWords().needingAttention();
        Block block = areas.isEmpty()
                ? Block.paragraph(scope.say(
                        "Inget målområde: alla som mäts det året är på den bästa nivån.",
                        "No goal area: all that are measured in the year are at the best level."))
                : new Block.Points(areas.stream().map(this::attention).toList());
        return new Section(
                "attention",
                scope.say("Behöver uppmärksamhet först", "Need attention first"),
                false,
                List.of(block),
                List.of());
    }

    private List<Run> attention(GoalAreaPicture area) {
        List<Run> line = new ArrayList<>();
        line.add(scope.linkTo(area));
        line.add(new Run.Plain(". "));
        line.addAll(scope.level(area.standing().level(), area.standing().attainment()));
        line.add(
                new Run.Plain(area.forecast().isPresent() ? scope.say(" (utfall hittills)", " (outcome so far)") : ""));
        return line;
    }

    /** Returns every goal area in one table. */
    Section picture() {
        return new Section(
                "picture",
                scope.say("Målbilden ", "The picture ") + scope.year(),
                false,
                scope.picture().strategicAreas().stream().map(this::table).toList(),
                List.of());
    }

    private Block table(StrategicAreaPicture area) {
        boolean isInterim = scope.isInterim();
        List<Column> columns = new ArrayList<>(List.of(
                new Column(scope.say("Målområde", "Goal area"), false, 40),
                new Column(
                        isInterim
                                ? scope.say("Utfall hittills", "Outcome so far")
                                : scope.say("Nivå (måluppfyllelse)", "Level (attainment)"),
                        false,
                        22)));
        if (isInterim) {
            columns.add(new Column(scope.say("Prognos helår", "Forecast for the whole year"), false, 22));
        }
        columns.add(new Column(scope.say("Täckning", "Coverage"), true, isInterim ? 16 : 12));
        if (!isInterim) {
            columns.add(new Column(scope.say("Mot året före", "Against the year before"), false, 26));
        }
        return new Block.Table(
                scope.say(area.title()),
                columns,
                area.goalAreas().stream().map(this::row).toList());
    }

    private List<List<Run>> row(GoalAreaPicture area) {
        List<List<Run>> row = new ArrayList<>();
        row.add(List.of(scope.linkTo(area)));
        row.add(scope.level(area.standing().level(), area.standing().attainment()));
        if (scope.isInterim()) {
            row.add(area.forecast()
                    .map(forecast -> scope.level(forecast.level(), forecast.attainment()))
                    .orElse(Run.of(Scope.NOTHING)));
        }
        row.add(Run.of(area.standing().coverage().map(scope::percent).orElse(Scope.NOTHING)));
        if (!scope.isInterim()) {
            row.add(Run.of(area.trend().map(scope.words()::trend).orElse(Scope.NOTHING)));
        }
        return row;
    }
}
