package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Rule.Baseline;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.IndicatorPicture;

/**
 * One indicator over the years.
 *
 * @param definition as the framework of the subject's year has it
 * @param byYear what is published of it; the subject's year among them
 */
public record IndicatorYears(Subject subject, Indicator definition, SortedMap<Integer, IndicatorPicture> byYear) {

    public IndicatorPicture now() {
        return byYear.get(subject.year());
    }

    public String id() {
        return definition.id();
    }

    public Mark mark(IndicatorPicture indicator) {
        return subject.mark(indicator.level());
    }

    public Optional<Baseline> baseline() {
        return now().rule().baseline();
    }

    /** Tells whether any year has a value for women or men. */
    public boolean hasGenders() {
        return byYear.values().stream()
                .anyMatch(year -> year.divisions().women().isPresent()
                        || year.divisions().men().isPresent());
    }

    public boolean hasDistricts() {
        return byYear.values().stream()
                .anyMatch(year -> !year.divisions().districts().isEmpty());
    }

    /** Returns every district that any year has a value for. */
    public Collection<String> districts() {
        TreeSet<String> districts = new TreeSet<>();
        byYear.values()
                .forEach(year -> districts.addAll(year.divisions().districts().keySet()));
        return districts;
    }

    public Optional<BigDecimal> district(int year, String district) {
        return Optional.ofNullable(byYear.get(year).divisions().districts().get(district));
    }

    /** Tells whether any year has a target, or another's value in the place of one. */
    public boolean hasTargets() {
        return byYear.values().stream().anyMatch(year -> year.rule().target().isPresent());
    }

    /** Returns what the value that the rule compares with is called: never a target when it is another's. */
    public String targetWord() {
        return now().rule().targetIsComparison()
                ? subject.words().say("Jämförelsevärde", "Comparison value")
                : subject.words().say("Målvärde", "Target");
    }

    /** Tells whether the values are those that were reported, and not computed from them. */
    public boolean isRaw() {
        return definition.measure() == Indicator.Measure.TOTAL
                && definition.departments().size() == 1;
    }

    /** Returns where the observations say that they come from, each once. */
    public List<String> sources() {
        return subject.view().history(id()).values().stream()
                .flatMap(published -> published.value().observations().stream())
                .map(Observation::source)
                .filter(source -> !source.isBlank())
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns what is judged, when that is not simply the value for all; otherwise {@code ""}. */
    public String measureWord() {
        return definition.measure() == Indicator.Measure.TOTAL
                ? ""
                : subject.words().measure(now().measure());
    }

    /** Returns the name and value of what the rule compares with, other than the baseline. */
    public String aimText() {
        PageLanguage words = subject.words();
        String word = now().rule().target().isPresent()
                ? targetWord()
                : now().rule().ideal().isPresent() ? words.say("Önskat läge", "Ideal") : words.say("Gräns", "Bound");
        return now().rule()
                .target()
                .or(now().rule()::ideal)
                .or(now().rule()::upper)
                .or(now().rule()::lower)
                .map(value -> word + ": " + words.number(value).shown())
                .orElse("");
    }

    /** Returns what the bullet chart shows, in words. */
    public String bulletText() {
        PageLanguage words = subject.words();
        return Stream.of(
                        now().value()
                                .map(value -> words.say("Utfall ", "Outcome ") + subject.year() + ": "
                                        + words.number(value).shown() + " " + words.say(now().unit())),
                        baseline()
                                .map(from -> words.say("utgångsvärde ", "baseline ") + from.year() + ": "
                                        + words.number(from.value()).shown()),
                        Optional.of(aimText()).filter(text -> !text.isEmpty()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    /** Returns what the line chart shows, in words. */
    public String trendText() {
        PageLanguage words = subject.words();
        return words.say("Utfall per år: ", "Outcome by year: ")
                + byYear.entrySet().stream()
                        .map(year -> year.getKey() + " "
                                + year.getValue()
                                        .value()
                                        .map(value -> words.number(value).shown())
                                        .orElse(words.say("inget värde", "no value")))
                        .collect(Collectors.joining(", "))
                + words.say(". Alla tal står i tabellen.", ". All numbers are in the table.");
    }

    /** Returns the address of the same numbers as a file. */
    public String csv() {
        return DataAddress.indicator(subject, id(), "csv");
    }

    public RuleWords rule() {
        return new RuleWords(subject.words(), now().rule(), subject.year());
    }

    public Bullet bullet() {
        return Bullet.of(this);
    }

    public TrendChart trendChart() {
        return TrendChart.of(this);
    }
}
