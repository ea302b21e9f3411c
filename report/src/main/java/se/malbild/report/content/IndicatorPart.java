package se.malbild.report.content;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.framework.Indicator.Measure;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.picture.IndicatorForecast;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.report.document.Block;
import se.malbild.report.document.Block.Column;
import se.malbild.report.document.Chart;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;
import se.malbild.report.words.IndicatorNumbers;
import se.malbild.report.words.PictureLabels;
import se.malbild.report.words.RuleWords;

/** One indicator: its row in the table of a goal area, and why it has its level. */
record IndicatorPart(Scope scope, IndicatorPicture indicator) {
    private IndicatorNumbers numbers() {
        return scope.numbers(indicator);
    }

    /** Returns the columns of {@link #row}. */
    static List<Column> columns(Scope scope) {
        String year = " " + scope.year();
        List<Column> columns = new ArrayList<>(List.of(
                new Column(scope.say("Nyckeltal", "Indicator"), false, scope.isInterim() ? 25 : 27),
                new Column(scope.say("Utgångsvärde", "Baseline"), true, 13),
                new Column(scope.say("Jämförs med", "Held against"), true, scope.isInterim() ? 16 : 15)));
        if (scope.isInterim()) {
            columns.add(new Column(scope.say("Utfall hittills", "Outcome so far") + year, true, 14));
            columns.add(new Column(scope.say("Prognos helår", "Forecast for the whole year") + year, true, 14));
        } else {
            columns.add(new Column(scope.say("Utfall", "Outcome") + year, true, 10));
        }
        columns.add(new Column(scope.say("Kvinnor", "Women"), true, 9));
        columns.add(new Column(scope.say("Män", "Men"), true, 9));
        if (!scope.isInterim()) {
            columns.add(new Column(scope.say("Nivå (måluppfyllelse)", "Level (attainment)"), false, 17));
        }
        return columns;
    }

    List<List<Run>> row() {
        List<List<Run>> row = new ArrayList<>();
        row.add(Run.of(scope.say(indicator.title()) + unit()));
        row.add(Run.of(baseline()
                .map(from -> numbers().value(from.value()).shown() + " (" + from.year() + ")")
                .orElse(Scope.NOTHING)));
        row.add(Run.of(heldAgainst()));
        if (scope.isInterim()) {
            row.add(withLevel(value(), indicator.level(), indicator.attainment()));
            row.add(indicator
                    .forecast()
                    .map(forecast -> withLevel(foretold(forecast), forecast.level(), forecast.attainment()))
                    .orElseGet(() -> Run.of(
                            indicator.suppressed().contains(Suppressed.FORECAST)
                                    ? scope.say(PictureLabels.SUPPRESSED)
                                    : Scope.NOTHING)));
        } else {
            row.add(Run.of(value()));
        }
        row.add(Run.of(scope.shown(
                indicator, indicator.divisions().women(), Suppressed.WOMEN, scope.groupNumbers(indicator))));
        row.add(Run.of(
                scope.shown(indicator, indicator.divisions().men(), Suppressed.MEN, scope.groupNumbers(indicator))));
        if (!scope.isInterim()) {
            row.add(scope.level(indicator.level(), indicator.attainment()));
        }
        return row;
    }

    private List<Run> withLevel(String value, String level, Optional<BigDecimal> attainment) {
        List<Run> cell = new ArrayList<>();
        cell.add(new Run.Plain(value + " "));
        cell.addAll(scope.level(level, attainment));
        return cell;
    }

    private String unit() {
        String unit = scope.say(numbers().unit());
        String title = scope.say(indicator.title());
        return unit.isBlank() || title.endsWith(unit) || title.endsWith("(" + unit + ")") ? "" : " (" + unit + ")";
    }

    private String value() {
        return scope.shown(indicator, indicator.value(), Suppressed.VALUE, numbers());
    }

    private String foretold(IndicatorForecast forecast) {
        return scope.shown(indicator, forecast.value(), Suppressed.FORECAST, numbers());
    }

    private Optional<Baseline> baseline() {
        return indicator.rule().baseline();
    }

    /** Returns what the outcome is held against, other than the baseline: never called a target when it is another's. */
    private String heldAgainst() {
        RulePicture rule = indicator.rule();
        if (rule.target().isPresent()) {
            String value = numbers().value(rule.target().get()).shown();
            return rule.targetIsComparison()
                    ? scope.say("jämförelsevärde ", "comparison value ")
                            + value
                            + indicator
                                    .comparison()
                                    .map(other -> " (" + other.year() + ")")
                                    .orElse("")
                    : scope.say("målvärde ", "target ") + value;
        }
        if (rule.ideal().isPresent()) {
            return scope.say("önskat läge ", "ideal ")
                    + numbers().value(rule.ideal().get()).shown();
        }
        String bounds = Stream.of(
                        rule.lower()
                                .map(bound -> scope.say("minst ", "at least ")
                                        + numbers().value(bound).shown()),
                        rule.upper()
                                .map(bound -> scope.say("högst ", "at most ")
                                        + numbers().value(bound).shown()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return bounds.isEmpty() ? scope.say("utgångsvärdet", "the baseline") : bounds;
    }

    /**
     * Returns why the indicator has its level.
     *
     * @param id of the section
     */
    Section section(String id) {
        List<Block> blocks = new ArrayList<>();
        years().ifPresent(years -> blocks.add(new Block.Figure(years, said(years))));
        blocks.add(new Block.Paragraph(Block.Style.NORMAL, why()));
        years().map(this::said).map(Block::small).ifPresent(blocks::add);
        List<String> besides = besides();
        if (!besides.isEmpty()) {
            blocks.add(Block.small(String.join(" ", besides)));
        }
        blocks.addAll(new DecisionsPart(scope).about(indicator.id()));
        return new Section(id, scope.say(indicator.title()), false, blocks, List.of());
    }

    private List<Run> why() {
        List<Run> why = new ArrayList<>();
        why.add(scope.level(indicator.level()));
        String measure = scope.definitionOf(indicator).measure() == Measure.TOTAL
                ? ""
                : scope.words().measure(indicator.measure()) + ". ";
        RuleWords rule =
                new RuleWords(scope.words(), numbers(), indicator.rule(), indicator.comparison(), scope.year());
        why.add(new Run.Plain(". " + measure + rule.aim() + " " + outcome()));
        indicator.forecast().ifPresent(forecast -> {
            why.add(new Run.Plain(" " + scope.say("Prognos helår: ", "Forecast for the whole year: ")));
            why.add(scope.level(forecast.level()));
            why.add(new Run.Plain(". " + foretoldSentence(forecast)));
        });
        return why;
    }

    private String outcome() {
        if (indicator.level().equals(IndicatorAssessment.NOT_DUE)) {
            return indicator.reason().map(scope.words()::say).orElse("");
        }
        String result = indicator
                .attainment()
                .map(share -> (indicator.forecast().isPresent()
                                ? scope.say("Utfallet hittills ger ", "The outcome so far gives ")
                                : scope.say("Utfallet ger ", "The outcome gives "))
                        + scope.say("måluppfyllelsen ", "attainment ") + scope.percent(share) + ".")
                .or(() -> indicator.reason().map(scope.words()::say))
                .orElse("");
        return result + trend();
    }

    private String foretoldSentence(IndicatorForecast forecast) {
        return forecast.attainment()
                .map(share -> forecast.value()
                        .map(value -> numbers().withUnit(value)
                                + scope.say(" ger måluppfyllelsen ", " gives attainment ") + scope.percent(share) + ".")
                        .orElseGet(() -> scope.say("Måluppfyllelsen blir ", "The attainment becomes ")
                                + scope.percent(share) + "."))
                .or(() -> forecast.reason().map(scope.words()::say))
                .orElse("");
    }

    private String trend() {
        return indicator
                .development()
                .changeSince()
                .flatMap(earlier -> indicator
                        .development()
                        .trend()
                        .map(trend -> " " + scope.words().trend(trend, earlier)
                                + indicator
                                        .development()
                                        .change()
                                        .map(change ->
                                                " (" + numbers().change(change).shown() + ")")
                                        .orElse("")
                                + "."))
                .orElse("");
    }

    private List<String> besides() {
        List<String> besides = new ArrayList<>();
        indicator
                .comparison()
                .filter(other -> !indicator.rule().targetIsComparison())
                .ifPresent(other -> besides.add(scope.say("Jämförelsevärde ", "Comparison value ")
                        + other.year() + ": " + numbers().withUnit(other.value()) + " (" + scope.say(other.source())
                        + ")."));
        if (indicator.rule().targetIsComparison()) {
            indicator
                    .comparison()
                    .ifPresent(
                            other -> besides.add(scope.say("Jämförelsevärdet är från ", "The comparison value is from ")
                                    + scope.say(other.source()) + "."));
        }
        scope.words().control(indicator.control()).ifPresent(control -> besides.add(control + "."));
        indicator.problems().forEach(problem -> besides.add(scope.words().say(problem)));
        return besides;
    }

    /** Returns the baseline and what pictures show of each year until that of the report. */
    private Optional<Chart.Years> years() {
        SortedMap<Integer, Chart.Point> points = new TreeMap<>();
        baseline().ifPresent(from -> points.put(from.year(), new Chart.Point(from.year(), from.value(), false)));
        scope.byYear(indicator.id())
                .headMap(scope.year() + 1)
                .forEach((year, one) ->
                        one.value().ifPresent(value -> points.put(year, new Chart.Point(year, value, true))));
        RulePicture rule = indicator.rule();
        return points.size() < 2
                ? Optional.empty()
                : Optional.of(new Chart.Years(
                        List.copyOf(points.values()), rule.target().or(rule::ideal)));
    }

    private String said(Chart.Years years) {
        return scope.say("Utfall per år: ", "Outcome by year: ")
                + years.points().stream()
                        .map(point -> point.year() + " "
                                + numbers().value(point.value()).shown()
                                + (point.isOutcome() ? "" : scope.say(" (utgångsvärde)", " (baseline)")))
                        .collect(Collectors.joining(", "))
                + ".";
    }
}
