package se.malbild.goals.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Observation;

/**
 * The rules a second time, slowly and word by word: from frameworks and observations to every picture. It shares the data types
 * with {@code goals} and none of its logic or arithmetic, so that a slip in one of the two shows as a difference.
 *
 * <p>A picture is a tree of the same fields as its JSON: maps, lists, texts and numbers as they are written, {@code Optional} for
 * what may be null. Of a reason and a problem it has the code and not the wording.
 */
final class Oracle {
    private static final Rational UNCHANGED_WITHIN = Rational.of(new BigDecimal("0.05"));

    /**
     * A framework as it was applied.
     *
     * @param contentHash SHA-256 of its document, in hexadecimal
     */
    record Applied(GoalFramework framework, String contentHash) {
        private static final Comparator<Applied> ORDER = Comparator.comparingInt(
                        (Applied applied) -> applied.framework().version())
                .thenComparing(Applied::contentHash);

        static Applied of(FrameworkVersion version) {
            return new Applied(version.framework(), version.contentHash());
        }
    }

    private final GoalFramework framework;
    private final Observations observations;
    private final SmallGroups smallGroups;
    private final Map<Integer, Map<String, AssessedIndicator>> assessed = new HashMap<>();

    private Oracle(GoalFramework framework, Collection<Observation> events, SmallGroups smallGroups) {
        this.framework = framework;
        this.observations = new Observations(framework.organisation(), events);
        this.smallGroups = smallGroups;
    }

    /** Returns all pictures, by organisation, framework and year with spaces between. */
    static SortedMap<String, Map<String, Object>> pictures(
            Collection<Applied> frameworks, Collection<Observation> events) {
        SortedMap<String, Map<String, Object>> pictures = new TreeMap<>();
        Map<String, List<Applied>> organisations = frameworks.stream()
                .collect(Collectors.groupingBy(applied -> applied.framework().organisation()));
        organisations.values().forEach(ofOne -> pictures.putAll(picturesOfOne(ofOne, events)));
        return pictures;
    }

    private static Map<String, Map<String, Object>> picturesOfOne(
            List<Applied> everyVersion, Collection<Observation> events) {
        List<GoalFramework> inForce =
                everyVersion.stream()
                        .collect(Collectors.groupingBy(
                                applied -> applied.framework().id()))
                        .values()
                        .stream()
                        .map(versions -> versions.stream()
                                .max(Applied.ORDER)
                                .orElseThrow()
                                .framework())
                        .filter(framework -> !framework.withdrawn())
                        .toList();
        SmallGroups smallGroups =
                new SmallGroups(everyVersion.stream().map(Applied::framework).toList());
        Map<String, Map<String, Object>> pictures = new HashMap<>();
        for (GoalFramework framework : inForce) {
            Oracle oracle = new Oracle(framework, events, smallGroups);
            for (int year = framework.from(); year <= framework.to(); year++) {
                pictures.put(framework.organisation() + " " + framework.id() + " " + year, oracle.picture(year));
            }
        }
        return pictures;
    }

    private Map<String, Object> picture(int year) {
        Map<String, AssessedIndicator> now = assessed(year);
        // The history is used for trend and is not assessed.
        Map<String, AssessedIndicator> before = year > framework.from() ? assessed(year - 1) : Map.of();
        List<RolledUp.Part> goalAreas = new ArrayList<>();
        List<Object> strategicAreas = new ArrayList<>();
        for (StrategicArea area : framework.strategicAreas()) {
            List<RolledUp.Part> its = new ArrayList<>();
            List<Object> pictures = new ArrayList<>();
            for (GoalArea goalArea : area.goalAreas()) {
                RolledUp rolledUp = new RolledUp(framework, indicators(goalArea, now));
                its.add(rolledUp.part(goalArea.id(), goalArea.weight()));
                pictures.add(goalArea(goalArea, rolledUp, now, before));
            }
            goalAreas.addAll(its);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", area.id());
            fields.put("title", text(area.title()));
            fields.putAll(new RolledUp(framework, its).fields());
            fields.put("goalAreas", pictures);
            strategicAreas.add(fields);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("organisation", framework.organisation());
        fields.put("framework", framework.id());
        fields.put("frameworkVersion", framework.version());
        fields.put("year", year);
        fields.put("title", text(framework.title()));
        fields.put("notice", framework.notice().map(Oracle::text));
        fields.put("observedThrough", observedThrough(now.values()));
        fields.putAll(new RolledUp(framework, goalAreas).fields());
        fields.put(
                "scale", framework.scale().levels().stream().map(Oracle::level).toList());
        fields.put("strategicAreas", strategicAreas);
        return fields;
    }

    /** "It is assessed once", in however many goal areas it stands. */
    private Map<String, AssessedIndicator> assessed(int year) {
        return assessed.computeIfAbsent(year, this::assess);
    }

    private Map<String, AssessedIndicator> assess(int year) {
        return framework.indicators().stream()
                .collect(Collectors.toMap(
                        Indicator::id, one -> new AssessedIndicator(framework, one, year, observations, smallGroups)));
    }

    private static Optional<Instant> observedThrough(Collection<AssessedIndicator> indicators) {
        return indicators.stream()
                .flatMap(one -> one.observedThrough().stream())
                .max(Comparator.naturalOrder());
    }

    private List<RolledUp.Part> indicators(GoalArea goalArea, Map<String, AssessedIndicator> assessed) {
        return goalArea.indicators().stream()
                .map(weighted -> {
                    AssessedIndicator indicator = assessed.get(weighted.indicator());
                    return part(weighted, indicator, Optional.of(indicator.outcome()));
                })
                .toList();
    }

    /** @param judged what is known of it, if anything */
    private RolledUp.Part part(
            GoalArea.WeightedIndicator weighted, AssessedIndicator indicator, Optional<Judged> judged) {
        return new RolledUp.Part(
                weighted.indicator(),
                Rational.of(weighted.weight()),
                judged.flatMap(Judged::attainment),
                indicator.isDue() ? Optional.of(Rational.ONE) : Optional.empty(),
                judged.map(known -> known.level(framework.scale())).orElse("not-assessed"));
    }

    /** How it is expected to end: by the forecasts of its indicators and, where there is none, the outcomes of the whole year. */
    private Optional<Map<String, Object>> forecast(GoalArea goalArea, Map<String, AssessedIndicator> assessed) {
        boolean isForetold = goalArea.indicators().stream()
                .map(weighted -> assessed.get(weighted.indicator()))
                .anyMatch(indicator -> indicator.isDue() && indicator.forecast().isPresent());
        List<RolledUp.Part> parts = goalArea.indicators().stream()
                .map(weighted -> {
                    AssessedIndicator indicator = assessed.get(weighted.indicator());
                    Optional<Judged> outcome =
                            indicator.isOfWholeYear() ? Optional.of(indicator.outcome()) : Optional.empty();
                    return part(weighted, indicator, indicator.forecast().or(() -> outcome));
                })
                .toList();
        Map<String, Object> fields = new RolledUp(framework, parts).fields();
        fields.keySet().retainAll(List.of("attainment", "coverage", "level", "reason"));
        return isForetold ? Optional.of(fields) : Optional.empty();
    }

    private Map<String, Object> goalArea(
            GoalArea goalArea,
            RolledUp rolledUp,
            Map<String, AssessedIndicator> now,
            Map<String, AssessedIndicator> before) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", goalArea.id());
        fields.put("statement", text(goalArea.statement()));
        fields.putAll(rolledUp.fields());
        fields.put("trend", trend(goalArea, now, before));
        fields.put("forecast", forecast(goalArea, now));
        fields.put("robustness", robustness(rolledUp, indicators(goalArea, now), now));
        fields.put(
                "indicators",
                goalArea.indicators().stream()
                        .map(weighted -> indicator(now.get(weighted.indicator()), weighted.weight()))
                        .toList());
        return fields;
    }

    /** Over the indicators assessed in this year and the one before, with no break between. */
    private Optional<String> trend(
            GoalArea goalArea, Map<String, AssessedIndicator> now, Map<String, AssessedIndicator> before) {
        Rational weight = Rational.ZERO;
        Rational gain = Rational.ZERO;
        for (GoalArea.WeightedIndicator weighted : goalArea.indicators()) {
            AssessedIndicator here = now.get(weighted.indicator());
            Optional<AssessedIndicator> there = Optional.ofNullable(before.get(weighted.indicator()));
            if (here.outcome().attainment().isPresent()
                    && there.flatMap(one -> one.outcome().attainment()).isPresent()
                    && !Judgement.isBreakBetween(here.indicator(), here.year() - 1, here.year())) {
                Rational its = Rational.of(weighted.weight());
                weight = weight.plus(its);
                gain = gain.plus(its.times(here.outcome()
                        .attainment()
                        .get()
                        .minus(there.get().outcome().attainment().orElseThrow())));
            }
        }
        return weight.isZero()
                ? Optional.empty()
                : Optional.of(AssessedIndicator.trend(gain.dividedBy(weight), UNCHANGED_WITHIN));
    }

    /** What the level would be if the framework were another; nothing when there is none. */
    private Optional<Map<String, Object>> robustness(
            RolledUp rolledUp, List<RolledUp.Part> parts, Map<String, AssessedIndicator> assessed) {
        if (rolledUp.attainment().isEmpty()) {
            return Optional.empty();
        }
        List<Object> decisive = new ArrayList<>();
        for (RolledUp.Part leftOut : parts) {
            List<RolledUp.Part> others =
                    parts.stream().filter(part -> !part.equals(leftOut)).toList();
            String level = new RolledUp(framework, others).level();
            if (!level.equals(rolledUp.level())) {
                decisive.add(Map.of("indicator", leftOut.id(), "level", level));
            }
        }
        List<RolledUp.Part> equal =
                parts.stream().map(part -> part.weighing(Rational.ONE)).toList();
        String withEqualWeights = new RolledUp(framework, equal).level();
        List<RolledUp.Part> own = parts.stream()
                .filter(part ->
                        assessed.get(part.id()).indicator().control().equals(Optional.of(Indicator.Control.OWN)))
                .toList();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("stands", decisive.isEmpty() && withEqualWeights.equals(rolledUp.level()));
        fields.put("decisive", decisive);
        fields.put("equalWeights", withEqualWeights);
        fields.put("ownOnly", own.isEmpty() ? Optional.empty() : Optional.of(new RolledUp(framework, own).level()));
        return Optional.of(fields);
    }

    private Map<String, Object> indicator(AssessedIndicator assessed, BigDecimal weight) {
        Indicator indicator = assessed.indicator();
        MeasuredYear measured = assessed.measured();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", indicator.id());
        fields.put("title", text(indicator.title()));
        fields.put("unit", text(indicator.unit()));
        fields.put("measure", word(indicator.measure()));
        fields.putAll(RuleFields.of(indicator.rule(), assessed.year()));
        fields.putAll(judged(assessed.outcome()));
        fields.put("trend", assessed.trend());
        fields.put("change", assessed.change().map(Rational::shown));
        fields.put("changeSince", assessed.changeSince());
        fields.put("forecast", assessed.forecast().map(this::judged));
        fields.put("women", shown(measured.about(Gender.WOMEN)));
        fields.put("men", shown(measured.about(Gender.MEN)));
        Map<String, Object> districts = new LinkedHashMap<>();
        measured.districts()
                .forEach((district, figure) -> shown(figure).ifPresent(value -> districts.put(district, value)));
        fields.put("districts", districts);
        fields.put("suppressed", assessed.suppressed());
        fields.put(
                "comparison",
                indicator
                        .comparison()
                        .map(other -> Map.of(
                                "value", plain(other.value()), "year", other.year(), "source", text(other.source()))));
        fields.put("control", indicator.control().map(Oracle::word));
        fields.put("weight", plain(weight));
        fields.put("departments", Map.of("reported", measured.reported(), "expected", measured.expected()));
        fields.put(
                "problems",
                assessed.problems().stream()
                        .map(problem -> problem.code() + " " + problem.eventId())
                        .sorted()
                        .toList());
        return fields;
    }

    private Map<String, Object> judged(Judged judged) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", shown(judged.value()));
        fields.put("attainment", judged.attainment().map(Rational::shown));
        fields.put("level", judged.level(framework.scale()));
        fields.put("reason", judged.reason().map(code -> Map.of("code", code)));
        return fields;
    }

    private static Optional<String> shown(Figure figure) {
        return figure instanceof Figure.Known known ? Optional.of(known.shown()) : Optional.empty();
    }

    private static Map<String, Object> level(Scale.Level level) {
        return Map.of(
                "id", level.id(),
                "label", text(level.label()),
                "from", plain(level.from()),
                "colour", level.colour(),
                "shape", word(level.shape()));
    }

    static Map<String, Object> text(Text text) {
        return Map.of("sv", text.sv(), "en", text.en());
    }

    static String word(Enum<?> constant) {
        return Stream.of(constant.name().split("_", -1))
                .map(part -> part.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("-"));
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
