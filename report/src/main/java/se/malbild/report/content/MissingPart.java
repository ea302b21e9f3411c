package se.malbild.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.goals.reporting.MissingReport;
import se.malbild.goals.reporting.MissingReports;
import se.malbild.report.document.Block;
import se.malbild.report.document.Block.Column;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;
import se.malbild.schemas.IndicatorObservations;

/** How much could be assessed, what could not and why, and what nobody has reported. */
record MissingPart(Scope scope) {

    Section section() {
        List<Block> blocks = new ArrayList<>();
        scope.picture()
                .standing()
                .coverage()
                .ifPresent(coverage -> blocks.add(Block.paragraph(scope.percent(coverage)
                        + scope.say(
                                " av vikten hos det som skulle mätas kunde bedömas.",
                                " of the weight of what was due could be assessed."))));
        return new Section(
                "missing",
                scope.say("Täckning, och det som saknas", "Coverage, and what is missing"),
                false,
                blocks,
                scope.basis().isKept() ? List.of(unassessed()) : List.of(unassessed(), notReported()));
    }

    private Section unassessed() {
        List<IndicatorPicture> without = scope.indicators().stream()
                .filter(indicator -> indicator.reason().isPresent())
                .toList();
        List<Block> blocks = new ArrayList<>();
        scope.certainty().unassessedIndicators().map(Block::paragraph).ifPresent(blocks::add);
        blocks.add(
                without.isEmpty()
                        ? Block.paragraph(
                                scope.say("Alla nyckeltal kunde bedömas.", "All indicators could be assessed."))
                        : new Block.Table(
                                scope.say("Nyckeltal utan bedömning", "Indicators not assessed"),
                                List.of(
                                        new Column(scope.say("Nyckeltal", "Indicator"), false, 50),
                                        new Column(scope.say("Skäl", "Cause"), false, 50)),
                                without.stream()
                                        .map(indicator ->
                                                List.of(Run.of(scope.say(indicator.title())), Run.of(cause(indicator))))
                                        .toList()));
        return new Section(
                "unassessed",
                scope.say("Det som inte kunde bedömas", "What could not be assessed"),
                false,
                blocks,
                List.of());
    }

    private String cause(IndicatorPicture indicator) {
        return indicator.level().equals(IndicatorAssessment.NOT_DUE)
                ? scope.say(
                        scope.pictureWords().mark(IndicatorAssessment.NOT_DUE).label())
                : scope.words().say(indicator.reason().orElseThrow());
    }

    private Section notReported() {
        MissingReports missing = MissingReports.of(scope.framework(), scope.year(), this::observations);
        Block block = missing.missing().isEmpty()
                ? Block.paragraph(scope.say("Allt är rapporterat.", "Everything has been reported."))
                : new Block.Table(
                        scope.say(
                                "Det som inte är rapporterat, per nämnd", "What has not been reported, by department"),
                        List.of(
                                new Column(scope.say("Nyckeltal", "Indicator"), false, 40),
                                new Column(scope.say("Nämnd", "Department"), false, 24),
                                new Column(scope.say("Återstår", "Left to report"), false, 20),
                                new Column(scope.say("Sista dag", "Last day"), false, 16)),
                        missing.missing().stream().map(this::row).toList());
        return new Section(
                "not-reported",
                scope.say("Det som inte är rapporterat", "What has not been reported"),
                false,
                missing.notShown().isEmpty()
                        ? List.of(block)
                        : List.of(
                                block,
                                Block.paragraph(scope.say(
                                        "Om de nyckeltal vars värde inte visas är rapporterade visas inte heller.",
                                        "Whether the indicators whose value is not shown are reported is not shown,"
                                                + " either."))),
                List.of());
    }

    /** Returns the year's observations of {@code indicator}, as far as the picture shows them; empty when it does not. */
    private Optional<List<Observation>> observations(Indicator indicator) {
        return scope.basis()
                .judged(indicator.id())
                .map(judged -> IndicatorObservations.of(scope.framework(), scope.year(), judged))
                .filter(record -> !record.indicator().suppressed().contains(Suppressed.VALUE))
                .map(record -> record.observations().stream()
                        .filter(observation -> record.shows(observation.cell()))
                        .toList());
    }

    private List<List<Run>> row(MissingReport report) {
        return List.of(
                Run.of(scope.say(report.indicator().title())),
                Run.of(report.department()
                        .map(scope::department)
                        .orElse(scope.say("Ingen är utpekad", "Nobody is named"))),
                Run.of(scope.say(report.what())),
                Run.of(report.lastDay().map(scope.words()::day).orElse(Scope.NOTHING)));
    }
}
