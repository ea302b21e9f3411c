package se.malbild.report.content;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import se.malbild.goals.Language;
import se.malbild.goals.Municipalities;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Suppressed;
import se.malbild.report.document.Run;
import se.malbild.report.words.Certainty;
import se.malbild.report.words.IndicatorNumbers;
import se.malbild.report.words.PictureLabels;
import se.malbild.report.words.PictureWords;
import se.malbild.report.words.Wording;

/** A report's basis in one language: names, numbers and levels as the parts of the report write them. */
record Scope(ReportBasis basis, Wording words) {
    /** What stands where there is no value. */
    static final String NOTHING = "–";

    Scope(ReportBasis basis, Language language) {
        this(basis, new Wording(language));
    }

    String say(String sv, String en) {
        return words.say(sv, en);
    }

    String say(Text text) {
        return words.say(text);
    }

    Picture picture() {
        return basis.picture();
    }

    int year() {
        return basis.of().year();
    }

    GoalFramework framework() {
        return basis.framework();
    }

    boolean isInterim() {
        return basis.kind() == ReportKind.INTERIM;
    }

    String municipality() {
        return say(Municipalities.name(basis.of().organisation()));
    }

    PictureWords pictureWords() {
        return new PictureWords(words, picture(), framework());
    }

    Certainty certainty() {
        return new Certainty(pictureWords());
    }

    List<GoalAreaPicture> goalAreas() {
        return pictureWords().goalAreas();
    }

    /** Returns the goal area's short name without its full stop, for the middle of a sentence and for headings. */
    String name(GoalAreaPicture area) {
        return pictureWords().shortName(area).replaceFirst("\\.$", "");
    }

    GoalArea definitionOf(GoalAreaPicture area) {
        return framework().goalAreas().stream()
                .filter(candidate -> candidate.id().equals(area.id()))
                .findFirst()
                .orElseThrow();
    }

    Indicator definitionOf(IndicatorPicture indicator) {
        return framework().indicatorsById().get(indicator.id());
    }

    /** Returns the picture's indicators, each once, in the order in which goal areas first have them. */
    List<IndicatorPicture> indicators() {
        List<IndicatorPicture> indicators = new ArrayList<>();
        goalAreas().stream()
                .flatMap(area -> area.indicators().stream())
                .map(GoalAreaPicture.WeightedIndicator::indicator)
                .filter(indicator -> !indicators.contains(indicator))
                .forEach(indicators::add);
        return indicators;
    }

    Optional<IndicatorPicture> indicator(String id) {
        return indicators(picture())
                .filter(indicator -> indicator.id().equals(id))
                .findFirst();
    }

    static Stream<IndicatorPicture> indicators(Picture picture) {
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .flatMap(area -> area.indicators().stream())
                .map(GoalAreaPicture.WeightedIndicator::indicator);
    }

    /** Returns the indicator in every year of the period that has it. */
    SortedMap<Integer, IndicatorPicture> byYear(String indicator) {
        SortedMap<Integer, IndicatorPicture> byYear = new TreeMap<>();
        basis.pictures()
                .forEach((year, picture) -> indicators(picture)
                        .filter(one -> one.id().equals(indicator))
                        .findFirst()
                        .ifPresent(one -> byYear.put(year, one)));
        return byYear;
    }

    IndicatorNumbers numbers(IndicatorPicture indicator) {
        return IndicatorNumbers.of(written(indicator));
    }

    /** Returns how the values for women and men are written. */
    IndicatorNumbers groupNumbers(IndicatorPicture indicator) {
        return IndicatorNumbers.ofGroups(written(indicator));
    }

    private IndicatorNumbers.Years written(IndicatorPicture indicator) {
        SortedMap<Integer, IndicatorPicture> byYear = byYear(indicator.id());
        return new IndicatorNumbers.Years(
                words, definitionOf(indicator), indicator.unit(), byYear.values(), byYear.values());
    }

    /** Returns {@code value}, or that it is not shown, or that there is none. */
    String shown(IndicatorPicture indicator, Optional<BigDecimal> value, Suppressed field, IndicatorNumbers numbers) {
        return value.map(number -> numbers.value(number).shown())
                .orElseGet(() -> indicator.suppressed().contains(field) ? say(PictureLabels.SUPPRESSED) : NOTHING);
    }

    String percent(BigDecimal share) {
        return pictureWords().percent(share).shown();
    }

    /** Returns the level or status with its name. */
    Run level(String id) {
        return new Run.Level(
                pictureWords().mark(id), say(pictureWords().mark(id).label()));
    }

    /** Returns the level or status with the attainment, where there is one. */
    List<Run> level(String id, Optional<BigDecimal> attainment) {
        return attainment
                .map(share -> List.of(level(id), new Run.Plain(" (" + percent(share) + ")")))
                .orElseGet(() -> List.of(level(id)));
    }

    /** Returns a link to the goal area's own section. */
    Run linkTo(GoalAreaPicture area) {
        return new Run.Link(
                name(area), goalAreaId(area.id()), say("Till målområdet ", "To the goal area ") + name(area));
    }

    static String goalAreaId(String id) {
        return "goal-area-" + id;
    }

    String department(String id) {
        Department department = framework().departmentsById().get(id);
        return department == null ? id : say(department.name());
    }

    /** Returns {@code names} as a list in a sentence. */
    String listed(List<String> names) {
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1))
                        + say(" och ", " and ")
                        + names.get(names.size() - 1);
    }
}
