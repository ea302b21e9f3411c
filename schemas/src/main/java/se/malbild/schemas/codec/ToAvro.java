package se.malbild.schemas.codec;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.avro.Baseline;
import se.malbild.avro.Comparison;
import se.malbild.avro.DecisiveIndicator;
import se.malbild.avro.DistrictValue;
import se.malbild.avro.GoalArea;
import se.malbild.avro.GoalAreaAttainment;
import se.malbild.avro.GoalAreaForecast;
import se.malbild.avro.Indicator;
import se.malbild.avro.IndicatorAttainment;
import se.malbild.avro.IndicatorEvent;
import se.malbild.avro.IndicatorForecast;
import se.malbild.avro.Level;
import se.malbild.avro.LevelCount;
import se.malbild.avro.Problem;
import se.malbild.avro.Reason;
import se.malbild.avro.Robustness;
import se.malbild.avro.Scale;
import se.malbild.avro.Shape;
import se.malbild.avro.StrategicArea;
import se.malbild.avro.Text;
import se.malbild.avro.Trend;
import se.malbild.avro.WeightedIndicator;
import se.malbild.goals.assessment.Disclosure;
import se.malbild.goals.assessment.GoalAreaAssessment;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.PageFeedback;
import se.malbild.schemas.RejectedEvent;

/** From the types of {@code goals} to the generated ones, which say null for what does not exist. */
final class ToAvro {
    /** Decimals of every number on the wire. */
    private static final int SCALE = 10;
    /** The most digits of a number in a column, its decimals included. */
    private static final int COLUMN_DIGITS = 38;

    private ToAvro() {}

    static se.malbild.avro.Picture picture(Picture picture) {
        Standing standing = picture.standing();
        return new se.malbild.avro.Picture(
                picture.organisation(),
                picture.framework(),
                picture.frameworkVersion(),
                picture.year(),
                text(picture.title()),
                optionalText(picture.notice()),
                picture.observedThrough().orElse(null),
                number(standing.attainment()),
                number(standing.coverage()),
                standing.level(),
                reason(standing.reason()),
                levels(standing.levels()),
                standing.weakest().orElse(null),
                scale(picture.scale()),
                picture.strategicAreas().stream().map(ToAvro::strategicArea).toList());
    }

    static GoalAreaAttainment goalArea(
            GoalFramework framework,
            int year,
            se.malbild.goals.framework.StrategicArea strategicArea,
            GoalAreaAssessment assessed) {
        GoalAreaPicture area = assessed.picture();
        Standing standing = area.standing();
        return new GoalAreaAttainment(
                framework.organisation(),
                framework.id(),
                framework.version(),
                year,
                strategicArea.id(),
                strategicArea.title().sv(),
                strategicArea.title().en(),
                area.id(),
                area.statement().sv(),
                area.statement().en(),
                column(standing.attainment()),
                column(standing.coverage()),
                standing.level(),
                code(standing.reason()),
                word(area.trend()),
                column(area.forecast().flatMap(forecast -> forecast.attainment())),
                column(area.forecast().flatMap(forecast -> forecast.coverage())),
                area.forecast().map(forecast -> forecast.level()).orElse(null),
                code(area.forecast().flatMap(forecast -> forecast.reason())),
                standing.weakest().orElse(null),
                area.stands().orElse(null),
                area.robustness()
                        .map(robustness -> robustness.decisive().size())
                        .orElse(null),
                assessed.observedThrough().orElse(null));
    }

    static IndicatorAttainment indicator(GoalFramework framework, int year, IndicatorAssessment assessed) {
        IndicatorPicture indicator = assessed.picture();
        RulePicture rule = indicator.rule();
        return new IndicatorAttainment(
                framework.organisation(),
                framework.id(),
                framework.version(),
                year,
                indicator.id(),
                indicator.title().sv(),
                indicator.title().en(),
                indicator.unit().sv(),
                indicator.unit().en(),
                indicator.measure(),
                rule.kind(),
                rule.direction().orElse(null),
                column(rule.baseline().map(baseline -> baseline.value())),
                rule.baseline().map(baseline -> baseline.year()).orElse(null),
                column(rule.target()),
                rule.targetSource().map(source -> source.sv()).orElse(null),
                rule.targetSource().map(source -> source.en()).orElse(null),
                rule.targetIsComparison(),
                column(rule.ideal()),
                column(rule.lower()),
                column(rule.upper()),
                number(rule.tolerance()),
                column(indicator.comparison().map(comparison -> comparison.value())),
                indicator.comparison().map(comparison -> comparison.year()).orElse(null),
                indicator.control().orElse(null),
                column(indicator.value()),
                indicator.suppressed().contains(Suppressed.VALUE),
                column(indicator.attainment()),
                indicator.level(),
                code(indicator.reason()),
                word(indicator.development().trend()),
                column(indicator.development().change()),
                indicator.development().changeSince().orElse(null),
                indicator.suppressed().contains(Suppressed.CHANGE),
                column(indicator.forecast().flatMap(forecast -> forecast.value())),
                indicator.suppressed().contains(Suppressed.FORECAST),
                column(indicator.forecast().flatMap(forecast -> forecast.attainment())),
                indicator.forecast().map(forecast -> forecast.level()).orElse(null),
                code(indicator.forecast().flatMap(forecast -> forecast.reason())),
                column(indicator.divisions().women()),
                indicator.suppressed().contains(Suppressed.WOMEN),
                column(indicator.divisions().men()),
                indicator.suppressed().contains(Suppressed.MEN),
                indicator.departments().reported().size(),
                indicator.departments().expected().size(),
                indicator.problems().size(),
                assessed.observedThrough().orElse(null));
    }

    static se.malbild.avro.IndicatorObservations observations(IndicatorObservations observations) {
        return new se.malbild.avro.IndicatorObservations(
                observations.organisation(),
                observations.framework(),
                observations.frameworkVersion(),
                observations.year(),
                indicator(observations.indicator()),
                disclosure(observations.outcomes()),
                disclosure(observations.forecasts()),
                observations.observations().stream().map(ToAvro::event).toList(),
                observations.observationsLeftOut());
    }

    private static se.malbild.avro.Disclosure disclosure(Disclosure disclosure) {
        return new se.malbild.avro.Disclosure(
                disclosure.counted(), disclosure.total(), disclosure.gender(), List.copyOf(disclosure.districts()));
    }

    static se.malbild.avro.RejectedEvent rejected(RejectedEvent rejected) {
        return new se.malbild.avro.RejectedEvent(
                rejected.topic(),
                rejected.partition(),
                rejected.offset(),
                rejected.appendedAt(),
                rejected.key().map(ByteBuffer::wrap).orElse(null),
                rejected.value().map(ByteBuffer::wrap).orElse(null),
                rejected.department().orElse(null),
                rejected.faults().stream()
                        .map(fault -> new se.malbild.avro.Fault(
                                fault.code(),
                                fault.field(),
                                fault.message().sv(),
                                fault.message().en()))
                        .toList());
    }

    static se.malbild.avro.CellReceipts receipts(CellReceipts receipts) {
        return new se.malbild.avro.CellReceipts(
                receipts.receipts().stream()
                        .map(receipt -> new se.malbild.avro.EventReceipt(
                                event(receipt.observation()),
                                receipt.partition(),
                                receipt.offset(),
                                receipt.appendedAt(),
                                receipt.duplicates(),
                                receipt.idReused()))
                        .toList(),
                receipts.older());
    }

    static se.malbild.avro.PageFeedback feedback(PageFeedback feedback) {
        return new se.malbild.avro.PageFeedback(
                feedback.page(), feedback.language(), feedback.useful(), feedback.text(), feedback.receivedAt());
    }

    static IndicatorEvent event(Observation observation) {
        return new IndicatorEvent(
                observation.eventId(),
                observation.cell().organisation(),
                observation.cell().indicator(),
                observation.cell().department(),
                observation.cell().year(),
                period(observation),
                symbol(se.malbild.avro.Gender.class, observation.cell().gender()),
                presentText(observation.cell().district()),
                observation.content() instanceof Content.Value value ? number(value.number()) : null,
                observation.content() instanceof Content.Missing missing
                        ? symbol(se.malbild.avro.MissingReason.class, missing.reason())
                        : null,
                observation.count().isPresent() ? observation.count().getAsLong() : null,
                symbol(se.malbild.avro.Kind.class, observation.cell().kind()),
                observation.content() instanceof Content.Retracted,
                observation.revision(),
                observation.observedAt(),
                presentText(observation.source()),
                presentText(observation.comment()));
    }

    /** The period as an event says it: {@code ""} for the year itself. */
    static String period(Observation observation) {
        return observation.cell().period().isWholeYear()
                ? ""
                : observation.cell().period().toString();
    }

    /** The number with the decimals that every number has on the wire. */
    static BigDecimal number(BigDecimal number) {
        return number.setScale(SCALE);
    }

    private static StrategicArea strategicArea(StrategicAreaPicture area) {
        Standing standing = area.standing();
        return new StrategicArea(
                area.id(),
                text(area.title()),
                number(standing.attainment()),
                number(standing.coverage()),
                standing.level(),
                reason(standing.reason()),
                levels(standing.levels()),
                standing.weakest().orElse(null),
                area.goalAreas().stream().map(ToAvro::goalArea).toList());
    }

    private static GoalArea goalArea(GoalAreaPicture area) {
        Standing standing = area.standing();
        return new GoalArea(
                area.id(),
                text(area.statement()),
                number(standing.attainment()),
                number(standing.coverage()),
                standing.level(),
                reason(standing.reason()),
                levels(standing.levels()),
                standing.weakest().orElse(null),
                robustness(area),
                trend(area.trend()),
                area.forecast()
                        .map(forecast -> new GoalAreaForecast(
                                number(forecast.attainment()),
                                number(forecast.coverage()),
                                forecast.level(),
                                reason(forecast.reason())))
                        .orElse(null),
                area.indicators().stream()
                        .map(part -> new WeightedIndicator(number(part.weight()), indicator(part.indicator())))
                        .toList());
    }

    private static Indicator indicator(IndicatorPicture indicator) {
        return new Indicator(
                indicator.id(),
                text(indicator.title()),
                text(indicator.unit()),
                indicator.measure(),
                indicator.rule().kind(),
                indicator.rule().direction().orElse(null),
                indicator
                        .rule()
                        .baseline()
                        .map(baseline -> new Baseline(
                                baseline.year(), number(baseline.value()), optionalText(baseline.source())))
                        .orElse(null),
                number(indicator.rule().target()),
                optionalText(indicator.rule().targetSource()),
                indicator.rule().targetIsComparison(),
                number(indicator.rule().ideal()),
                number(indicator.rule().lower()),
                number(indicator.rule().upper()),
                number(indicator.rule().tolerance()),
                number(indicator.value()),
                number(indicator.attainment()),
                indicator.level(),
                reason(indicator.reason()),
                trend(indicator.development().trend()),
                number(indicator.development().change()),
                indicator.development().changeSince().orElse(null),
                indicator
                        .forecast()
                        .map(forecast -> new IndicatorForecast(
                                number(forecast.value()),
                                number(forecast.attainment()),
                                forecast.level(),
                                reason(forecast.reason())))
                        .orElse(null),
                number(indicator.divisions().women()),
                number(indicator.divisions().men()),
                indicator.divisions().districts().entrySet().stream()
                        .map(district -> new DistrictValue(district.getKey(), number(district.getValue())))
                        .toList(),
                indicator.suppressed().stream().map(Suppressed::toString).toList(),
                indicator
                        .comparison()
                        .map(comparison -> new Comparison(
                                number(comparison.value()), comparison.year(), text(comparison.source())))
                        .orElse(null),
                indicator.control().orElse(null),
                indicator.departments().reported(),
                indicator.departments().expected(),
                indicator.problems().stream()
                        .map(problem -> new Problem(
                                problem.code(),
                                text(problem.message()),
                                problem.eventId().orElse(null)))
                        .toList());
    }

    private static Scale scale(se.malbild.goals.framework.Scale scale) {
        return new Scale(
                scale.id(),
                scale.levels().stream()
                        .map(level -> new Level(
                                level.id(),
                                text(level.label()),
                                number(level.from()),
                                level.colour(),
                                symbol(Shape.class, level.shape())))
                        .toList());
    }

    private static List<LevelCount> levels(Map<String, Integer> levels) {
        return levels.entrySet().stream()
                .map(count -> new LevelCount(count.getKey(), count.getValue()))
                .toList();
    }

    private static Reason reason(Optional<se.malbild.goals.picture.Reason> reason) {
        return reason.map(why -> new Reason(why.code(), text(why.message()))).orElse(null);
    }

    private static Robustness robustness(GoalAreaPicture area) {
        return area.robustness()
                .map(robustness -> new Robustness(
                        area.stands().orElseThrow(),
                        robustness.decisive().stream()
                                .map(decisive -> new DecisiveIndicator(decisive.indicator(), decisive.level()))
                                .toList(),
                        robustness.equalWeights(),
                        robustness.ownOnly().orElse(null)))
                .orElse(null);
    }

    private static Trend trend(Optional<se.malbild.goals.picture.Trend> trend) {
        return trend.map(direction -> symbol(Trend.class, direction)).orElse(null);
    }

    private static Text text(se.malbild.goals.Text text) {
        return new Text(text.sv(), text.en());
    }

    private static Text optionalText(Optional<se.malbild.goals.Text> text) {
        return text.map(ToAvro::text).orElse(null);
    }

    private static BigDecimal number(Optional<BigDecimal> number) {
        return number.map(ToAvro::number).orElse(null);
    }

    private static BigDecimal column(Optional<BigDecimal> number) {
        return number.map(ToAvro::number)
                .filter(column -> column.precision() <= COLUMN_DIGITS)
                .orElse(null);
    }

    private static String code(Optional<se.malbild.goals.picture.Reason> reason) {
        return reason.map(se.malbild.goals.picture.Reason::code).orElse(null);
    }

    private static String word(Optional<se.malbild.goals.picture.Trend> trend) {
        return trend.map(se.malbild.goals.picture.Trend::toString).orElse(null);
    }

    private static String presentText(String text) {
        return text.isEmpty() ? null : text;
    }

    private static <E extends Enum<E>> E symbol(Class<E> type, Enum<?> constant) {
        return Enum.valueOf(type, constant.name());
    }
}
