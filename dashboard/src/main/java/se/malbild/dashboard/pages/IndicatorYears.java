package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.dashboard.view.Published;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Development;
import se.malbild.goals.picture.Divisions;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.RulePicture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.report.words.IndicatorNumbers;
import se.malbild.report.words.Mark;
import se.malbild.report.words.PictureLabels;
import se.malbild.report.words.RuleWords;
import se.malbild.schemas.IndicatorObservations;

/**
 * One indicator over the years.
 *
 * @param definition as the framework of the subject's year has it
 * @param past what is known of it from before the period
 * @param byYear what is published of it; the subject's year among them
 */
public record IndicatorYears(
        Subject subject,
        Indicator definition,
        SortedMap<Integer, IndicatorPicture> past,
        SortedMap<Integer, IndicatorPicture> byYear) {
    private static final Pattern SOURCE = Pattern.compile("^\\s*(?:källa|source)\\s*:\\s*", Pattern.CASE_INSENSITIVE);
    private static final Divisions UNDIVIDED =
            new Divisions(Optional.empty(), Optional.empty(), Collections.emptySortedMap());

    /**
     * A year that is not judged.
     *
     * @param value the framework's baseline, where the year is that of the baseline; otherwise the outcome
     */
    public record PastYear(
            int year,
            Optional<BigDecimal> value,
            Divisions divisions,
            Set<Suppressed> suppressed,
            boolean isBaseline) {}

    public IndicatorPicture now() {
        return byYear.get(subject.year());
    }

    public String id() {
        return definition.id();
    }

    /** Returns what the value is of: the year, or what is known of it so far where there is a forecast of all of it. */
    public String ofYear() {
        return subject.year()
                + (now().forecast().isPresent() ? subject.words().say(", utfall hittills", ", outcome so far") : "");
    }

    /** Returns why there is no attainment in {@code year}, where its status alone does not say it. */
    public Optional<Reason> whyNot(IndicatorPicture year) {
        return year.reason().filter(reason -> !year.level().equals(IndicatorAssessment.NOT_DUE));
    }

    /** Tells whether it is to be measured in the subject's year; otherwise nobody's report is missing. */
    public boolean isDue() {
        return !now().level().equals(IndicatorAssessment.NOT_DUE);
    }

    public Mark mark(IndicatorPicture indicator) {
        return subject.mark(indicator.level());
    }

    public Optional<Baseline> baseline() {
        return now().rule().baseline();
    }

    /** Returns the years before those that are judged, and the baseline. */
    public List<PastYear> pastYears() {
        SortedMap<Integer, PastYear> years = new TreeMap<>();
        past.forEach((year, picture) ->
                years.put(year, new PastYear(year, picture.value(), picture.divisions(), picture.suppressed(), false)));
        baseline().ifPresent(from -> {
            Optional<PastYear> observed = Optional.ofNullable(years.get(from.year()));
            years.put(
                    from.year(),
                    new PastYear(
                            from.year(),
                            Optional.of(from.value()),
                            observed.map(PastYear::divisions).orElse(UNDIVIDED),
                            observed.map(PastYear::suppressed).orElse(Set.of()),
                            true));
        });
        return List.copyOf(years.values());
    }

    /** Returns every year that there is something of, the oldest first. */
    Stream<IndicatorPicture> all() {
        return Stream.concat(past.values().stream(), byYear.values().stream());
    }

    /** Returns how the outcome stands against the year that the picture compares it with; empty when there is no trend. */
    public Optional<String> trend() {
        Development development = now().development();
        return development
                .changeSince()
                .flatMap(earlier ->
                        development.trend().map(trend -> subject.words().trend(trend, earlier)));
    }

    /** Tells whether the value is a difference between two groups. */
    public boolean isGap() {
        return definition.measure() == Indicator.Measure.GAP_GENDER
                || definition.measure() == Indicator.Measure.GAP_DISTRICT;
    }

    /** Returns how the value, and what it is compared with, are written. */
    public IndicatorNumbers numbers() {
        return IndicatorNumbers.of(written());
    }

    /** Returns how the values of departments, women, men and districts are written. */
    public IndicatorNumbers groupNumbers() {
        return IndicatorNumbers.ofGroups(written());
    }

    private IndicatorNumbers.Years written() {
        return new IndicatorNumbers.Years(subject.words(), definition, now().unit(), byYear.values(), all().toList());
    }

    /** Tells whether women and men have a place: any year has a value for them, shown or not, and not districts are judged. */
    public boolean hasGenders() {
        return all().anyMatch(this::hasGenders);
    }

    /** Tells whether the value for women or men of the subject's year is shown, or is there and not shown. */
    public boolean hasGendersNow() {
        return hasGenders(now());
    }

    private boolean hasGenders(IndicatorPicture year) {
        return !isOfDistricts()
                && (year.divisions().women().isPresent()
                        || year.divisions().men().isPresent()
                        || year.suppressed().contains(Suppressed.WOMEN)
                        || year.suppressed().contains(Suppressed.MEN));
    }

    /** Tells whether something of the indicator is not shown in any year because of small groups. */
    public boolean isSuppressed() {
        return all().anyMatch(year -> !year.suppressed().isEmpty());
    }

    /** Tells whether the value of any district in any year is not shown because of small groups. */
    public boolean hasSuppressedDistricts() {
        return !isOfGenders() && all().anyMatch(year -> year.suppressed().contains(Suppressed.DISTRICTS));
    }

    /** Returns the outcome of the subject's year with its unit, or that it is not shown; empty when there is none. */
    public Optional<String> valueText() {
        return now().value()
                .map(numbers()::withUnit)
                .or(() -> Optional.of(subject.words().say(PictureLabels.SUPPRESSED))
                        .filter(hidden -> now().suppressed().contains(Suppressed.VALUE)));
    }

    private boolean isOfDistricts() {
        return definition.measure() == Indicator.Measure.GAP_DISTRICT;
    }

    private boolean isOfGenders() {
        return definition.measure() == Indicator.Measure.GAP_GENDER
                || definition.measure() == Indicator.Measure.RATIO_GENDER;
    }

    /**
     * Returns the districts that are shown: every one that any year has a value for, and of a difference between districts
     * also every one that belongs to it; none when women and men are judged.
     */
    public Collection<String> districts() {
        if (isOfGenders()) {
            return List.of();
        }
        TreeSet<String> districts =
                new TreeSet<>(isOfDistricts() ? subject.framework().districts() : List.of());
        all().forEach(year -> districts.addAll(year.divisions().districts().keySet()));
        return districts;
    }

    /** Returns the districts that the outcome is the difference between, where it is one and all of them are shown. */
    public Optional<DistrictExtremes> districtExtremes() {
        List<String> declared = subject.framework().districts();
        SortedMap<String, BigDecimal> values = new TreeMap<>(now().divisions().districts());
        values.keySet().removeIf(district -> !declared.isEmpty() && !declared.contains(district));
        return now().value()
                .filter(value -> isOfDistricts() && !now().suppressed().contains(Suppressed.DISTRICTS))
                .flatMap(value -> DistrictExtremes.of(values));
    }

    public Optional<BigDecimal> district(Divisions divisions, String district) {
        return Optional.ofNullable(divisions.districts().get(district));
    }

    /** Tells whether any year has a target that was decided on. */
    public boolean hasTargets() {
        return byYear.values().stream().anyMatch(year -> year.rule().ownTarget().isPresent());
    }

    /** Returns what others' values are called that the rule compares with, with their years; {@code ""} if it does not. */
    public String comparisonHeading() {
        String years = byYear.values().stream()
                .filter(year -> year.rule().targetIsComparison())
                .flatMap(year -> year.comparison().stream())
                .map(other -> Integer.toString(other.year()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return years.isEmpty() ? "" : comparisonWord() + " " + years;
    }

    /** Returns another's value, where the rule of {@code year} compares with one. */
    public Optional<BigDecimal> comparedWith(IndicatorPicture year) {
        return year.rule().target().filter(value -> year.rule().targetIsComparison());
    }

    /** Returns what the value that the rule compares with is called: never a target when it is another's. */
    public String targetWord() {
        return now().rule().targetIsComparison()
                ? comparisonWord()
                : subject.words().say("Målvärde", "Target");
    }

    /** Returns the same with the year that the value is of. */
    public String targetName() {
        return targetWord() + " "
                + now().comparison()
                        .filter(other -> now().rule().targetIsComparison())
                        .map(other -> other.year())
                        .orElse(subject.year());
    }

    private String comparisonWord() {
        return subject.words().say("Jämförelsevärde", "Comparison value");
    }

    /** Tells whether the values are those that were reported, and not computed from them. */
    public boolean isRaw() {
        return definition.measure() == Indicator.Measure.TOTAL
                && definition.departments().size() == 1;
    }

    /** Returns where the observations say that they come from, each once, without the word for it before. */
    public List<String> sources() {
        return Stream.concat(
                        past.keySet().stream()
                                .flatMap(year ->
                                        subject.organisation().receiptsShown(definition.series(), year).stream())
                                .map(cell -> cell.receipts().get(0).observation())
                                .filter(seen ->
                                        seen.cell().kind() == Kind.OUTCOME && seen.content() instanceof Content.Value),
                        subject.view().history(id()).values().stream()
                                .map(Published::value)
                                .flatMap(IndicatorYears::shown))
                .map(source -> SOURCE.matcher(source.source()).replaceFirst(""))
                .filter(source -> !source.isBlank())
                .distinct()
                .sorted()
                .toList();
    }

    /** What the indicator's numbers come from: forecasts only as long as there is one that is shown. */
    private static Stream<Observation> shown(IndicatorObservations record) {
        return record.observations().stream()
                .filter(seen -> seen.cell().kind() == Kind.OUTCOME
                        || record.indicator().forecast().isPresent());
    }

    /** Returns what is judged, when that is not simply the value for all; otherwise {@code ""}. */
    public String measureWord() {
        return definition.measure() == Indicator.Measure.TOTAL
                ? ""
                : subject.words().measure(now().measure());
    }

    /** Returns what the rule compares with, other than the baseline: two values where it has two bounds. */
    List<BigDecimal> aims() {
        RulePicture rule = now().rule();
        return Stream.of(rule.target(), rule.ideal(), rule.lower(), rule.upper())
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the address of the same numbers as a file. */
    public String csv() {
        return DataAddress.indicator(subject, id(), "csv");
    }

    /** Returns what each department has reported in the subject's year. */
    public List<ReportLine> reports() {
        return subject.reporting().about(id()).stream()
                .map(report -> new ReportLine(this, report))
                .toList();
    }

    /** Tells whether several departments are to report, or have, so that each has a value of its own. */
    public boolean hasSeveralDepartments() {
        return definition.departments().size() > 1
                || now().departments().reported().size() > 1;
    }

    /** Returns the address of the departments' own values as a file. */
    public String departmentsCsv() {
        return DataAddress.departmentsOf(subject, id());
    }

    public RuleWords rule() {
        return new RuleWords(subject.words(), numbers(), now().rule(), now().comparison(), subject.year());
    }

    /** Returns what the charts show, in words. */
    public ChartWords chartWords() {
        return new ChartWords(this);
    }

    public Bullet bullet() {
        return Bullet.of(this);
    }

    public TrendChart trendChart() {
        return TrendChart.of(this);
    }
}
