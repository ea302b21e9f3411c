package se.malbild.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.picture.GoalAreaForecast;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.report.document.Block;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;

/** The strategic areas with their goal areas, and everything about each. */
record GoalAreaPart(Scope scope) {

    /** Returns a section for each strategic area. */
    List<Section> strategicAreas() {
        return scope.picture().strategicAreas().stream()
                .map(this::strategicArea)
                .toList();
    }

    private Section strategicArea(StrategicAreaPicture area) {
        List<Block> blocks = new ArrayList<>();
        scope.framework().strategicAreas().stream()
                .filter(definition -> definition.id().equals(area.id()))
                .flatMap(definition -> definition.description().stream())
                .forEach(description -> blocks.add(Block.paragraph(scope.say(description))));
        blocks.add(new Block.Paragraph(
                Block.Style.LEAD,
                Run.of(scope.pictureWords()
                        .goalAreaCounts(area.standing(), area.goalAreas().size()))));
        blocks.addAll(new DecisionsPart(scope).about(area.id()));
        return new Section(
                "strategic-area-" + area.id(),
                scope.say(area.title()),
                true,
                blocks,
                area.goalAreas().stream().map(this::goalArea).toList());
    }

    private Section goalArea(GoalAreaPicture area) {
        GoalArea definition = scope.definitionOf(area);
        List<Block> blocks = new ArrayList<>();
        String rest = scope.say(area.statement())
                .substring(scope.pictureWords().shortName(area).length())
                .strip();
        if (!rest.isEmpty()) {
            blocks.add(Block.paragraph(rest));
        }
        blocks.add(new Block.Paragraph(Block.Style.LEAD, level(area)));
        blocks.add(Block.paragraph(result(area)));
        area.forecast().ifPresent(forecast -> blocks.add(new Block.Paragraph(Block.Style.NORMAL, foretold(forecast))));
        definition
                .responsible()
                .ifPresent(
                        responsible -> blocks.add(Block.small(scope.say("Ansvarig nämnd: ", "Responsible department: ")
                                + scope.department(responsible) + ".")));
        blocks.addAll(new DecisionsPart(scope).about(area.id()));
        means(definition, blocks);
        blocks.add(new Block.Table(
                scope.say("Nyckeltal för ", "Indicators of ") + scope.name(area),
                IndicatorPart.columns(scope),
                area.indicators().stream()
                        .map(part -> new IndicatorPart(scope, part.indicator()).row())
                        .toList()));
        sources(area, blocks);
        return new Section(
                Scope.goalAreaId(area.id()),
                scope.name(area),
                false,
                blocks,
                area.indicators().stream()
                        .map(part -> new IndicatorPart(scope, part.indicator())
                                .section("indicator-" + area.id() + "-"
                                        + part.indicator().id()))
                        .toList());
    }

    /** Returns the level and the attainment. */
    List<Run> level(GoalAreaPicture area) {
        List<Run> line = new ArrayList<>(
                scope.level(area.standing().level(), area.standing().attainment()));
        line.add(new Run.Plain(
                area.forecast().isPresent() ? scope.say(", utfall hittills.", ", outcome so far.") : "."));
        return line;
    }

    /** Returns what the level rests on and how it stands. */
    String result(GoalAreaPicture area) {
        String share = area.standing()
                .attainment()
                .flatMap(attainment -> area.standing()
                        .coverage()
                        .map(coverage -> scope.say("Täckning ", "Coverage ") + scope.percent(coverage) + "."))
                .orElseGet(() -> area.standing()
                        .reason()
                        .map(reason ->
                                scope.pictureWords().why(reason, area.standing().coverage()))
                        .orElse(""));
        return Stream.of(
                        share,
                        scope.pictureWords().indicatorCounts(area),
                        area.trend()
                                .map(trend -> scope.words().trend(trend) + ".")
                                .orElse(""))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private List<Run> foretold(GoalAreaForecast forecast) {
        List<Run> line = new ArrayList<>();
        line.add(new Run.Strong(scope.say("Prognos helår: ", "Forecast for the whole year: ")));
        line.add(scope.level(forecast.level()));
        line.add(new Run.Plain(". "
                + forecast.attainment()
                        .map(share -> scope.say("Måluppfyllelse ", "Attainment ") + scope.percent(share)
                                + scope.say(
                                        ", räknad på nyckeltalens prognoser och helårsutfall",
                                        ", based on the indicators' forecasts and whole-year outcomes")
                                + forecast.coverage()
                                        .map(coverage ->
                                                scope.say(", täckning ", ", coverage ") + scope.percent(coverage))
                                        .orElse("")
                                + ".")
                        .or(() -> forecast.reason()
                                .map(reason -> scope.pictureWords().why(reason, forecast.coverage())))
                        .orElse("")));
        return line;
    }

    private void means(GoalArea definition, List<Block> blocks) {
        if (definition.means().isEmpty()) {
            return;
        }
        blocks.add(new Block.Paragraph(
                Block.Style.NORMAL,
                List.of(new Run.Strong(definition
                        .meansIntro()
                        .map(scope::say)
                        .orElse(scope.say("Detta ska ske genom", "This shall be done through"))))));
        blocks.add(new Block.Points(definition.means().stream()
                .map(means -> List.<Run>of(
                        new Run.Plain(scope.say(means.text()) + " "),
                        new Run.Plain(
                                means.followedBy().isEmpty()
                                        ? scope.say("(följs inte upp)", "(not followed up)")
                                        : scope.say("(följs av ", "(followed by ")
                                                + scope.listed(means.followedBy().stream()
                                                        .map(this::titleOf)
                                                        .toList())
                                                + ")")))
                .toList()));
    }

    private String titleOf(String indicator) {
        return scope.indicator(indicator).map(known -> scope.say(known.title())).orElse(indicator);
    }

    private void sources(GoalAreaPicture area, List<Block> blocks) {
        List<String> sources = new Sources(scope).of(area);
        if (!sources.isEmpty()) {
            blocks.add(Block.small(scope.say("Källa: ", "Source: ") + scope.listed(sources) + "."
                    + scope.say(
                            " Måluppfyllelse och nivå är beräknade här.", " Attainment and level are computed here.")));
        }
    }
}
