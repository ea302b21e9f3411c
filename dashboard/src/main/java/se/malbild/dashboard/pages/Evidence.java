package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.dashboard.explain.Explanation.ContributingCell;
import se.malbild.dashboard.explain.Explanation.OfIndicator;
import se.malbild.dashboard.view.Labels;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;
import se.malbild.report.words.Wording.Shown;
import se.malbild.schemas.EventReceipt;
import se.malbild.schemas.Topic;

/** The observations that an indicator's judgement in the subject's year rests on. */
public record Evidence(IndicatorYears indicator) {

    /**
     * One year's part of it.
     *
     * @param role what the year is here for, or {@code ""}
     * @param isCounted whether the observations are about persons, so that little of them is shown
     * @param position the record that lists the observations
     * @param nothing said when there are no observations
     */
    public record Year(
            int year,
            String role,
            boolean isCounted,
            List<ContributingCell> cells,
            Optional<String> position,
            String nothing) {}

    private PageLanguage words() {
        return indicator.subject().words();
    }

    /** Returns the year itself and, after it, the years that trend and baseline read, the latest first. */
    public List<Year> years() {
        return indicator.definition().yearsBehind(indicator.subject().year()).stream()
                .sorted((a, b) -> Integer.compare(b, a))
                .map(this::year)
                .toList();
    }

    private Year year(int year) {
        Subject subject = indicator.subject();
        Optional<OfIndicator> explained = subject.years().contains(year)
                ? subject.in(year).live().flatMap(of -> of.explanations().indicator(indicator.id()))
                : Optional.empty();
        return new Year(
                year,
                role(year),
                explained.map(OfIndicator::isCounted).orElse(false),
                explained.map(OfIndicator::cells).orElse(List.of()),
                explained.flatMap(OfIndicator::behind).map(LogPosition::toString),
                nothing(year, explained.map(OfIndicator::cellsLeftOut).orElse(0)));
    }

    /** Returns what is not shown of a year in which counts are known. */
    public String counted() {
        return words().say(
                        "Uppgifterna gäller personer. Därför visas inte antal, källa, kommentar, händelse-id och ersatta"
                                + " händelser, och inte värden för grupper som är eller kan vara för små.",
                        "The data is about persons. Counts, sources, comments, event ids and superseded events are"
                                + " therefore not shown, nor are values of groups that are or may be too small.");
    }

    private String nothing(int year, int leftOut) {
        if (leftOut > 0 && indicator.subject().organisation().asOf().isPresent()) {
            return words().say(Labels.NOT_LISTED_THEN);
        }
        if (leftOut > 0) {
            String number = words().count(leftOut).shown();
            return words().say(
                            "De " + number
                                    + " händelserna visas inte här, eftersom de tillsammans är större än en post i"
                                    + " Kafka får vara. De ingår i beräkningen och finns kvar i ämnet "
                                    + Topic.INDICATOR_EVENTS.topicName() + ".",
                            "The " + number + " events are not shown here, since together they are larger than a record"
                                    + " in Kafka may be. They are part of the computation and remain in the topic "
                                    + Topic.INDICATOR_EVENTS.topicName() + ".");
        }
        if (year < indicator.subject().framework().from()) {
            return words().say(
                                    "Året ligger före styrmodellens period. ",
                                    "The year is before the period of the framework. ")
                    + (isBaseline(year)
                            ? words().say(
                                            "Utgångsvärdet står i styrmodellen.",
                                            "The baseline is given in the framework.")
                            : words().say("Dess händelser visas inte här.", "Its events are not shown here."));
        }
        return indicator.definition().dueYears().contains(year)
                ? words().say("Ingen har rapporterat.", "Nobody has reported.")
                : words().say("Nyckeltalet mäts inte det året.", "The indicator is not due that year.");
    }

    /** Returns where the event lies. */
    public String position(EventReceipt receipt) {
        return new LogPosition(Topic.INDICATOR_EVENTS.topicName(), receipt.partition(), receipt.offset()).toString();
    }

    /** Returns what was made of the cell's event. */
    public String use(ContributingCell cell) {
        return switch (cell.use()) {
            case COUNTED -> words().say("Räknas", "Counts");
            case FORETOLD -> words().say("Används som prognos", "Used as a forecast");
            case EMPTY -> words().say("Tomt: anger att värde saknas", "Empty: says that there is no value");
            case DISREGARDED ->
                words().say("Bortses från: ", "Disregarded: ")
                        + cell.disregardedBecause().stream()
                                .map(why -> words().say(why))
                                .collect(Collectors.joining(" "));
        };
    }

    private String role(int year) {
        if (isBaseline(year)) {
            return words().say(", utgångsvärdets år", ", the year of the baseline");
        }
        return year < indicator.subject().year() ? words().say(", för utvecklingen", ", for the trend") : "";
    }

    private boolean isBaseline(int year) {
        return indicator.baseline().filter(from -> from.year() == year).isPresent();
    }

    /** Returns the part of the year, and whom, the observation is about. */
    public String about(Observation observation) {
        Gender gender = observation.cell().gender();
        String who = gender == Gender.TOTAL
                ? words().say("alla", "all")
                : gender == Gender.WOMEN ? words().say("kvinnor", "women") : words().say("män", "men");
        Period period = observation.cell().period();
        return (period.isWholeYear() ? "" : words().partOfYear(period) + ", ") + who;
    }

    public Optional<Shown> value(Observation observation) {
        return observation.content() instanceof Content.Value value
                ? Optional.of(indicator.groupNumbers().value(value.number()))
                : Optional.empty();
    }

    /** Returns how many persons stand behind the value, where that is known. */
    public Optional<Shown> persons(Observation observation) {
        return observation.count().isPresent()
                ? Optional.of(words().count(observation.count().getAsLong()))
                : Optional.empty();
    }

    public String whyNoValue(Observation observation) {
        return observation.content() instanceof Content.Missing missing
                ? words().say(missing.reason().label())
                : words().say("Återtaget", "Retracted");
    }

    public String withinYear() {
        return switch (indicator.definition().withinYear()) {
            case LAST ->
                words().say(
                                "Årets värde är helårsvärdet, eller det senaste delvärdet.",
                                "The year's value is that of the whole year, or the latest part.");
            case SUM ->
                words().say(
                                "Årets värde är helårsvärdet, eller summan av delarna.",
                                "The year's value is that of the whole year, or the sum of the parts.");
            case MEAN ->
                words().say(
                                "Årets värde är helårsvärdet, eller medelvärdet av delarna.",
                                "The year's value is that of the whole year, or the mean of the parts.");
            case MAX ->
                words().say(
                                "Årets värde är helårsvärdet, eller det högsta av delarna.",
                                "The year's value is that of the whole year, or the highest of the parts.");
            case MIN ->
                words().say(
                                "Årets värde är helårsvärdet, eller det lägsta av delarna.",
                                "The year's value is that of the whole year, or the lowest of the parts.");
        };
    }

    public String acrossDepartments() {
        return switch (indicator.definition().acrossDepartments()) {
            case SINGLE -> words().say("En enda nämnd rapporterar.", "A single department reports.");
            case SUM -> words().say("Nämndernas värden summeras.", "The departments' values are added.");
            case MEAN ->
                words().say("Medelvärdet av nämndernas värden tas.", "The mean of the departments' values is taken.");
            case WEIGHTED_MEAN ->
                words().say(
                                "Nämndernas värden vägs efter antal personer.",
                                "The departments' values are weighted by the number of persons.");
            case MAX ->
                words().say("Det högsta av nämndernas värden tas.", "The highest of the departments' values is taken.");
            case MIN ->
                words().say("Det lägsta av nämndernas värden tas.", "The lowest of the departments' values is taken.");
        };
    }
}
