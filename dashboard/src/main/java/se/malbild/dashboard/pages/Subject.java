package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import se.malbild.dashboard.explain.Explanations;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.History;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Published;
import se.malbild.dashboard.view.Reporting;
import se.malbild.goals.Municipalities;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.history.Part;
import se.malbild.report.words.Certainty;
import se.malbild.report.words.Mark;
import se.malbild.report.words.PictureWords;
import se.malbild.report.words.PictureWords.Count;
import se.malbild.report.words.Wording.Shown;

/**
 * What a page is about: one framework in one year, seen in one language.
 *
 * @param year one that the framework has a picture of
 */
public record Subject(OrganisationView organisation, FrameworkView view, int year, PageLanguage words) {
    /** Returns what the municipality with the code {@code organisation} is called. */
    public static Text municipality(String organisation) {
        return Municipalities.name(organisation);
    }

    public String municipality() {
        return words.say(municipality(picture().organisation()));
    }

    public Picture picture() {
        return view.picture(year).orElseThrow().value();
    }

    /** Returns what the page rests on, for a reader on paper, who has no links to follow. */
    public String basis() {
        Picture picture = picture();
        return municipality() + ", " + words.say(picture.title()) + ", version "
                + picture.frameworkVersion()
                + picture.observedThrough()
                        .map(at -> words.say(". Senaste uppgift: ", ". Latest data: ") + words.day(at))
                        .orElse("")
                + ".";
    }

    /** Returns when the picture was published. */
    public Instant published() {
        return view.picture(year).orElseThrow().at();
    }

    public GoalFramework framework() {
        return view.frameworkOf(picture());
    }

    public Address address() {
        Address address = Address.picture(picture().organisation(), picture().framework(), year);
        return isAfterClosing() ? address.live() : address.asOf(organisation.asOf());
    }

    /** Tells whether the year is closed, and its picture is shown as it is now all the same. */
    public boolean isAfterClosing() {
        return view.live().isEmpty() && view.closed().containsKey(year);
    }

    /** Tells whether the picture is the one that the year is closed with. */
    public boolean isClosing() {
        return view.live().isPresent() && view.closed().containsKey(year);
    }

    /** Returns the same with the pictures as they are now; empty where the year has none now. */
    Optional<Subject> live() {
        FrameworkView now = view.live().orElse(view);
        return now.picture(year).map(picture -> new Subject(organisation.live(), now, year, words));
    }

    /** Returns how the picture is now, where it is not the one that the year is closed with. */
    public Optional<Subject> changed() {
        return isClosing()
                ? live().filter(now ->
                        !now.picture().standing().equals(picture().standing()))
                : Optional.empty();
    }

    /** Returns how a goal area is now, where it is not what the year is closed with. */
    public Optional<GoalAreaPicture> changed(GoalAreaPicture area) {
        return isClosing()
                ? live().flatMap(now -> now.goalArea(area.id()))
                        .filter(now -> !now.standing().equals(area.standing())
                                || !now.forecast().equals(area.forecast()))
                : Optional.empty();
    }

    /** Returns how an indicator is now, where it is not what the year is closed with. */
    public Optional<IndicatorYears> changed(IndicatorYears indicator) {
        return isClosing()
                ? live().flatMap(now -> now.indicator(indicator.id()))
                        .filter(now -> !told(now.now()).equals(told(indicator.now())))
                : Optional.empty();
    }

    private static List<Object> told(IndicatorPicture indicator) {
        return List.of(
                indicator.level(),
                indicator.attainment(),
                indicator.value(),
                indicator.forecast(),
                indicator.divisions(),
                indicator.suppressed());
    }

    /** Returns what has been decided about the year. */
    public DecisionLines decisionLines() {
        return new DecisionLines(this, view.decided(year));
    }

    /** Returns the ids of a goal area and of its indicators. */
    public List<String> withIndicators(GoalAreaPicture area) {
        return Stream.concat(
                        Stream.of(area.id()),
                        area.indicators().stream().map(part -> part.indicator().id()))
                .toList();
    }

    /** Returns where the board's judgements of all years are. */
    public Address judgements() {
        return Address.judgements(picture().organisation(), picture().framework());
    }

    /** Returns where the municipality's other frameworks are, such as that of the period before or after. */
    public List<PageFrame.Link> otherFrameworks() {
        return otherFrameworks(other -> Optional.of(other.address()));
    }

    /** Returns where the municipality's other frameworks have the same indicator. */
    public List<PageFrame.Link> otherFrameworksWith(String indicator) {
        return otherFrameworks(
                other -> other.indicator(indicator).map(known -> other.address().indicator(indicator)));
    }

    private List<PageFrame.Link> otherFrameworks(Function<Subject, Optional<Address>> address) {
        return organisation.frameworks().stream()
                .filter(other -> !other.framework().id().equals(framework().id()))
                .map(other -> new Subject(organisation, other, other.latestYear(), words))
                .flatMap(other -> address.apply(other).stream()
                        .map(at -> new PageFrame.Link(other.titleWithPeriod(), at.in(words.language()))))
                .toList();
    }

    private String titleWithPeriod() {
        String title = words.say(framework().title());
        String period = framework().from() + "–" + framework().to();
        return title.contains(period) ? title : title + ", " + period;
    }

    /** Returns where it is what has changed in the municipality's pictures. */
    public String revisions() {
        return Address.revisions(organisation.id()).in(words.language());
    }

    /** Returns where the page of a part of the picture is, if it has one. */
    Optional<String> path(Part part) {
        Optional<Address> page = switch (part.kind()) {
            case PICTURE, STRATEGIC_AREA -> Optional.empty();
            case GOAL_AREA -> goalArea(part.id()).map(area -> address().goalArea(area.id()));
            case INDICATOR ->
                indicatorIn(view.picture(year).orElseThrow(), part.id())
                        .map(indicator -> address().indicator(indicator.id()));
        };
        return page.map(of -> of.in(words.language()));
    }

    /** Returns the words for what has changed in the municipality's pictures. */
    public RevisionLines revisionLines() {
        return new RevisionLines(Optional.of(organisation), words);
    }

    /** Returns the feed of what has changed in the municipality's pictures. */
    public String feed() {
        return DataAddress.feed(organisation.id(), words);
    }

    /** Returns where all years of the framework are. */
    public Address development() {
        return Address.development(picture().organisation(), picture().framework());
    }

    /** Returns the number of the framework's version before {@code version}, if there is one. */
    public Optional<Integer> versionBefore(int version) {
        SortedMap<Integer, FrameworkVersion> earlier = view.versions().headMap(version);
        return earlier.isEmpty() ? Optional.empty() : Optional.of(earlier.lastKey());
    }

    /** Returns where another municipality is chosen to compare with. */
    public Address comparisons() {
        return Address.comparisons(picture().organisation(), picture().framework());
    }

    /** Returns where the municipality is compared with {@code other}. */
    Address comparison(Subject other) {
        return comparisons()
                .with(other.picture().organisation(), other.picture().framework());
    }

    /** Returns how sure the picture is. */
    public Certainty certainty() {
        return new Certainty(pictureWords());
    }

    /** Returns what explains the picture. */
    public Explanations explanations() {
        return Explanations.of(organisation, view, year).orElseThrow();
    }

    /** Returns where the report on the picture is, in the {@code format} pdf, docx or html. */
    public String report(String format) {
        return DataAddress.report(this, format);
    }

    /** Returns where changes of the picture are sent as they come. */
    public String changes() {
        return DataAddress.changes(this);
    }

    public Subject in(int otherYear) {
        return new Subject(organisation, view, otherYear, words);
    }

    public List<Integer> years() {
        return List.copyOf(view.pictures().keySet());
    }

    /** Returns the words for the picture. */
    PictureWords pictureWords() {
        return new PictureWords(words, picture(), framework());
    }

    public Mark mark(String level) {
        return pictureWords().mark(level);
    }

    public List<Mark> marks() {
        return pictureWords().marks();
    }

    /** Returns the same under other ids, for a page that has those of another scale, too. */
    public List<Mark> marksOfOther() {
        return marks().stream().map(Mark::ofOther).toList();
    }

    /** Returns a share of 1 in percent: whole, or with the decimals without which it would seem to pass a threshold. */
    public Shown percent(BigDecimal share) {
        return pictureWords().percent(share);
    }

    public Optional<Shown> percent(Optional<BigDecimal> share) {
        return share.map(this::percent);
    }

    int percentDecimals(BigDecimal share) {
        return pictureWords().percentDecimals(share);
    }

    /** Returns why there is no attainment, its numbers as the pages write them. */
    public String why(Reason reason, Optional<BigDecimal> coverage) {
        return pictureWords().why(reason, coverage);
    }

    /** Returns the counts of {@code levels} that are not 0, and that of the best level always. */
    public List<Count> counts(Map<String, Integer> levels) {
        return pictureWords().counts(levels);
    }

    /** Returns the counts of goal areas in one sentence, such as "9 av 15 målområden: Fortsätt så. 6: Mer behövs." */
    public String goalAreaCounts(Standing standing, int total) {
        return pictureWords().goalAreaCounts(standing, total);
    }

    /** Returns the counts of the goal area's indicators in one sentence. */
    public String indicatorCounts(GoalAreaPicture area) {
        return pictureWords().indicatorCounts(area);
    }

    public List<GoalAreaPicture> goalAreas() {
        return pictureWords().goalAreas();
    }

    /** Returns the goal areas that are not at the best level, the lowest first and last those that cannot be assessed. */
    public List<GoalAreaPicture> needingAttention() {
        return pictureWords().needingAttention();
    }

    /** Returns the goal area that is {@code steps} after {@code area}, or before it where they are negative. */
    public Optional<GoalAreaPicture> neighbour(GoalAreaPicture area, int steps) {
        List<GoalAreaPicture> all = goalAreas();
        int place = all.indexOf(area) + steps;
        return place >= 0 && place < all.size() ? Optional.of(all.get(place)) : Optional.empty();
    }

    /** Returns the goal area by its id, where this year's picture has it. */
    public Optional<GoalAreaPicture> goalArea(String id) {
        return goalAreas().stream().filter(area -> area.id().equals(id)).findFirst();
    }

    /** Returns the goal area by year, of the years that have it. */
    public SortedMap<Integer, GoalAreaPicture> goalAreaByYear(String id) {
        SortedMap<Integer, GoalAreaPicture> byYear = new TreeMap<>();
        years().forEach(of -> in(of).goalArea(id).ifPresent(area -> byYear.put(of, area)));
        return byYear;
    }

    public GoalArea definitionOf(GoalAreaPicture area) {
        return framework().goalAreas().stream()
                .filter(candidate -> candidate.id().equals(area.id()))
                .findFirst()
                .orElseThrow();
    }

    public StrategicArea definitionOf(StrategicAreaPicture area) {
        return framework().strategicAreas().stream()
                .filter(candidate -> candidate.id().equals(area.id()))
                .findFirst()
                .orElseThrow();
    }

    public StrategicAreaPicture strategicAreaOf(GoalAreaPicture area) {
        return picture().strategicAreas().stream()
                .filter(candidate -> candidate.goalAreas().stream()
                        .anyMatch(part -> part.id().equals(area.id())))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the indicator by its id, where this year's picture has it. */
    public Optional<IndicatorYears> indicator(String id) {
        return indicator(id, history());
    }

    private History history() {
        return new History(organisation, framework());
    }

    private Optional<IndicatorYears> indicator(String id, History history) {
        SortedMap<Integer, IndicatorPicture> byYear = new TreeMap<>();
        view.pictures()
                .forEach((of, published) -> indicatorIn(published, id).ifPresent(found -> byYear.put(of, found)));
        Indicator definition = framework().indicatorsById().get(id);
        return byYear.containsKey(year) && definition != null
                ? Optional.of(new IndicatorYears(this, definition, history.of(definition), byYear))
                : Optional.empty();
    }

    private static Optional<IndicatorPicture> indicatorIn(Published<Picture> picture, String id) {
        return picture.value().strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .flatMap(area -> area.indicators().stream())
                .map(GoalAreaPicture.WeightedIndicator::indicator)
                .filter(indicator -> indicator.id().equals(id))
                .findFirst();
    }

    /** Returns all indicators of this year's picture, in the order of their titles. */
    public List<IndicatorYears> indicators() {
        History history = history();
        return framework().indicators().stream()
                .flatMap(indicator -> indicator(indicator.id(), history).stream())
                .sorted(Comparator.comparing(
                        indicator -> words.say(indicator.now().title()), words.alphabetical()))
                .toList();
    }

    /** Returns the goal area's indicators, in its own order. */
    public List<IndicatorYears> indicatorsOf(GoalAreaPicture area) {
        History history = history();
        return area.indicators().stream()
                .flatMap(part -> indicator(part.indicator().id(), history).stream())
                .toList();
    }

    /** Returns the goal areas that the indicator is part of. */
    public List<GoalAreaPicture> goalAreasWith(String indicator) {
        return goalAreas().stream()
                .filter(area -> area.indicators().stream()
                        .anyMatch(part -> part.indicator().id().equals(indicator)))
                .toList();
    }

    Reporting reporting() {
        return new Reporting(view, year);
    }

    public String department(String id) {
        Department department = framework().departmentsById().get(id);
        return department == null ? id : words.say(department.name());
    }

    /** Returns what the weakest part is called, where there is one. */
    public Optional<String> titleOfIndicator(Optional<String> id) {
        return id.flatMap(of -> indicatorIn(view.picture(year).orElseThrow(), of))
                .map(indicator -> words.say(indicator.title()));
    }

    /** Returns the short name of a goal area: the first sentence of what it states. */
    public String shortName(GoalAreaPicture area) {
        return pictureWords().shortName(area);
    }

    /** Returns the notice of the framework, where it has one; in its place, that the board has judged the year, where it has. */
    public Optional<String> notice() {
        return decisionLines()
                .judgement("")
                .map(board -> words.say(
                                "Kommunen har bedömt året som helhet: ",
                                "The municipality has judged the year as a whole: ")
                        + words.say(board.level().label()) + " (" + board.signature() + "). "
                        + words.say("Beräkningen är ett underlag.", "The calculation is a basis."))
                .or(() -> picture().notice().map(words::say));
    }
}
