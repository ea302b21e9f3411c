package se.malbild.schemas.codec;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.avro.GoalArea;
import se.malbild.avro.Indicator;
import se.malbild.avro.IndicatorEvent;
import se.malbild.avro.LevelCount;
import se.malbild.avro.StrategicArea;
import se.malbild.goals.Fault;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Disclosure;
import se.malbild.goals.framework.Indicator.Comparison;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;
import se.malbild.goals.picture.Development;
import se.malbild.goals.picture.Divisions;
import se.malbild.goals.picture.GoalAreaForecast;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.GoalAreaPicture.WeightedIndicator;
import se.malbild.goals.picture.IndicatorForecast;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Problem;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Reporters;
import se.malbild.goals.picture.Robustness;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.goals.picture.Trend;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.EventReceipt;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.PageFeedback;
import se.malbild.schemas.RejectedEvent;

/** From the generated types to those of {@code goals}. */
final class FromAvro {
    private FromAvro() {}

    static Picture picture(se.malbild.avro.Picture picture) {
        return new Picture(
                picture.getOrganisation(),
                picture.getFramework(),
                picture.getFrameworkVersion(),
                picture.getYear(),
                text(picture.getTitle()),
                optionalText(picture.getNotice()),
                Optional.ofNullable(picture.getObservedThrough()),
                standing(
                        picture.getAttainment(),
                        picture.getCoverage(),
                        picture.getLevel(),
                        picture.getReason(),
                        picture.getLevels(),
                        picture.getWeakest()),
                scale(picture.getScale()),
                picture.getStrategicAreas().stream()
                        .map(FromAvro::strategicArea)
                        .toList());
    }

    static IndicatorObservations observations(se.malbild.avro.IndicatorObservations observations) {
        return new IndicatorObservations(
                observations.getOrganisation(),
                observations.getFramework(),
                observations.getFrameworkVersion(),
                observations.getYear(),
                indicator(observations.getIndicator()),
                disclosure(observations.getOutcomes()),
                disclosure(observations.getForecasts()),
                observations.getObservations().stream()
                        .map(FromAvro::observation)
                        .toList(),
                observations.getObservationsLeftOut());
    }

    private static Disclosure disclosure(se.malbild.avro.Disclosure disclosure) {
        return new Disclosure(
                disclosure.getCounted(),
                disclosure.getTotal(),
                disclosure.getGender(),
                new TreeSet<>(disclosure.getDistricts()));
    }

    static RejectedEvent rejected(se.malbild.avro.RejectedEvent rejected) {
        return new RejectedEvent(
                rejected.getTopic(),
                rejected.getPartition(),
                rejected.getOffset(),
                rejected.getAppendedAt(),
                Optional.ofNullable(rejected.getKey()).map(FromAvro::bytes),
                Optional.ofNullable(rejected.getValue()).map(FromAvro::bytes),
                Optional.ofNullable(rejected.getDepartment()),
                rejected.getFaults().stream()
                        .map(fault -> new Fault(
                                fault.getCode(),
                                fault.getField(),
                                new Text(fault.getMessageSv(), fault.getMessageEn())))
                        .toList());
    }

    static CellReceipts receipts(se.malbild.avro.CellReceipts receipts) {
        return new CellReceipts(
                receipts.getReceipts().stream()
                        .map(receipt -> new EventReceipt(
                                observation(receipt.getEvent()),
                                receipt.getPartition(),
                                receipt.getOffset(),
                                receipt.getAppendedAt(),
                                receipt.getDuplicates(),
                                receipt.getIdReused()))
                        .toList(),
                receipts.getOlder());
    }

    static PageFeedback feedback(se.malbild.avro.PageFeedback feedback) {
        return new PageFeedback(
                feedback.getPage(),
                feedback.getLanguage(),
                feedback.getUseful(),
                feedback.getText(),
                feedback.getReceivedAt());
    }

    private static Observation observation(IndicatorEvent event) {
        Period period = Period.parse(event.getYear(), event.getPeriod())
                .orElseThrow(() -> new UnreadableRecordException(
                        "“" + event.getPeriod() + "” is not a period of " + event.getYear()));
        return new Observation(
                event.getEventId(),
                new Cell(
                        event.getOrganisation(),
                        event.getIndicator(),
                        event.getDepartment(),
                        period,
                        constant(Gender.class, event.getGender()),
                        event.getDistrict() == null ? Cell.WHOLE_MUNICIPALITY : event.getDistrict(),
                        constant(Kind.class, event.getKind())),
                content(event),
                event.getCount() == null ? OptionalLong.empty() : OptionalLong.of(event.getCount()),
                event.getRevision(),
                event.getObservedAt(),
                event.getSource() == null ? "" : event.getSource(),
                event.getComment() == null ? "" : event.getComment());
    }

    private static Content content(IndicatorEvent event) {
        if (event.getValue() != null) {
            return new Content.Value(Fraction.plain(event.getValue()));
        }
        return event.getMissing() != null
                ? new Content.Missing(constant(MissingReason.class, event.getMissing()))
                : new Content.Retracted();
    }

    private static StrategicAreaPicture strategicArea(StrategicArea area) {
        return new StrategicAreaPicture(
                area.getId(),
                text(area.getTitle()),
                standing(
                        area.getAttainment(),
                        area.getCoverage(),
                        area.getLevel(),
                        area.getReason(),
                        area.getLevels(),
                        area.getWeakest()),
                area.getGoalAreas().stream().map(FromAvro::goalArea).toList());
    }

    private static GoalAreaPicture goalArea(GoalArea area) {
        return new GoalAreaPicture(
                area.getId(),
                text(area.getStatement()),
                standing(
                        area.getAttainment(),
                        area.getCoverage(),
                        area.getLevel(),
                        area.getReason(),
                        area.getLevels(),
                        area.getWeakest()),
                Optional.ofNullable(area.getRobustness()).map(FromAvro::robustness),
                trend(area.getTrend()),
                Optional.ofNullable(area.getForecast())
                        .map(forecast -> new GoalAreaForecast(
                                number(forecast.getAttainment()),
                                number(forecast.getCoverage()),
                                forecast.getLevel(),
                                reason(forecast.getReason()))),
                area.getIndicators().stream()
                        .map(part ->
                                new WeightedIndicator(Fraction.plain(part.getWeight()), indicator(part.getIndicator())))
                        .toList());
    }

    private static Robustness robustness(se.malbild.avro.Robustness robustness) {
        return new Robustness(
                robustness.getDecisive().stream()
                        .map(decisive -> new Robustness.DecisiveIndicator(decisive.getIndicator(), decisive.getLevel()))
                        .toList(),
                robustness.getEqualWeights(),
                Optional.ofNullable(robustness.getOwnOnly()));
    }

    private static IndicatorPicture indicator(Indicator indicator) {
        TreeMap<String, BigDecimal> districts = new TreeMap<>();
        indicator
                .getDistricts()
                .forEach(district -> districts.put(district.getDistrict(), Fraction.plain(district.getValue())));
        return new IndicatorPicture(
                indicator.getId(),
                text(indicator.getTitle()),
                text(indicator.getUnit()),
                indicator.getMeasure(),
                Optional.ofNullable(indicator.getControl()),
                Optional.ofNullable(indicator.getComparison())
                        .map(comparison -> new Comparison(
                                Fraction.plain(comparison.getValue()),
                                comparison.getYear(),
                                text(comparison.getSource()))),
                rule(indicator),
                number(indicator.getValue()),
                number(indicator.getAttainment()),
                indicator.getLevel(),
                reason(indicator.getReason()),
                new Development(
                        trend(indicator.getTrend()),
                        number(indicator.getChange()),
                        Optional.ofNullable(indicator.getChangeSince())),
                Optional.ofNullable(indicator.getForecast())
                        .map(forecast -> new IndicatorForecast(
                                number(forecast.getValue()),
                                number(forecast.getAttainment()),
                                forecast.getLevel(),
                                reason(forecast.getReason()))),
                new Divisions(number(indicator.getWomen()), number(indicator.getMen()), districts),
                Stream.of(Suppressed.values())
                        .filter(field -> indicator.getSuppressed().contains(field.toString()))
                        .collect(Collectors.toSet()),
                new Reporters(indicator.getReported(), indicator.getExpected()),
                indicator.getProblems().stream()
                        .map(problem -> new Problem(
                                problem.getCode(),
                                text(problem.getMessage()),
                                Optional.ofNullable(problem.getEventId())))
                        .toList());
    }

    private static RulePicture rule(Indicator indicator) {
        return new RulePicture(
                indicator.getRule(),
                Optional.ofNullable(indicator.getDirection()),
                Optional.ofNullable(indicator.getBaseline())
                        .map(baseline -> new Baseline(
                                baseline.getYear(),
                                Fraction.plain(baseline.getValue()),
                                optionalText(baseline.getSource()))),
                number(indicator.getTarget()),
                optionalText(indicator.getTargetSource()),
                indicator.getTargetIsComparison(),
                number(indicator.getIdeal()),
                number(indicator.getLower()),
                number(indicator.getUpper()),
                Fraction.plain(indicator.getTolerance()));
    }

    private static Standing standing(
            BigDecimal attainment,
            BigDecimal coverage,
            String level,
            se.malbild.avro.Reason reason,
            List<LevelCount> levels,
            String weakest) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        levels.forEach(count -> counts.put(count.getLevel(), count.getCount()));
        return new Standing(
                number(attainment), number(coverage), level, reason(reason), counts, Optional.ofNullable(weakest));
    }

    private static Scale scale(se.malbild.avro.Scale scale) {
        return new Scale(
                scale.getId(),
                scale.getLevels().stream()
                        .map(level -> new Scale.Level(
                                level.getId(),
                                text(level.getLabel()),
                                Fraction.plain(level.getFrom()),
                                level.getColour(),
                                constant(Scale.Shape.class, level.getShape())))
                        .toList());
    }

    private static Optional<Reason> reason(se.malbild.avro.Reason reason) {
        return Optional.ofNullable(reason).map(why -> new Reason(why.getCode(), text(why.getMessage())));
    }

    private static Optional<Trend> trend(se.malbild.avro.Trend trend) {
        return Optional.ofNullable(trend).map(direction -> constant(Trend.class, direction));
    }

    private static Text text(se.malbild.avro.Text text) {
        return new Text(text.getSv(), text.getEn());
    }

    private static Optional<Text> optionalText(se.malbild.avro.Text text) {
        return Optional.ofNullable(text).map(FromAvro::text);
    }

    private static Optional<BigDecimal> number(BigDecimal number) {
        return Optional.ofNullable(number).map(Fraction::plain);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, Enum<?> symbol) {
        if (symbol.name().equals("UNKNOWN")) {
            throw new UnreadableRecordException(
                    "The record has a " + symbol.getDeclaringClass().getSimpleName()
                            + " that this version does not know; it was written by a newer one.");
        }
        return Enum.valueOf(type, symbol.name());
    }
}
