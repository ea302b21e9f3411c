package se.malbild.dashboard.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.pages.PageFrame.Link;
import se.malbild.dashboard.view.Decided;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.ConditionCode;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.Slot;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.report.words.Mark;
import se.malbild.report.words.Markdown;

/** What has been decided about the year of a page, signed and in words. Nothing that decides nothing is there. */
public final class DecisionLines {
    private final Subject subject;
    private final YearDecisions decisions;

    /**
     * What somebody has written.
     *
     * @param language of it, {@code sv} or {@code en}
     */
    public record Written(String html, String language) {}

    /**
     * The board's judgement beside the calculation.
     *
     * @param about what it is about, in words
     * @param path of the page of that, where it has one
     * @param level that was judged
     * @param computed what the calculation gave when it was judged
     * @param indicators that it departs for
     * @param reason why it departs, in the language of {@code text}; {@code ""} where it does not
     */
    public record Judgement(
            String about,
            Optional<String> path,
            Mark level,
            Mark computed,
            boolean isDeparture,
            List<Link> indicators,
            String reason,
            Written text,
            String signature) {}

    /** What a department says of an indicator, an area or the year. */
    public record Comment(String about, Optional<String> path, String department, Written text, String signature) {}

    /**
     * A department that is to report in the year.
     *
     * @param signature of who has said that its figures are ready; empty when nobody has
     */
    public record Ready(String department, String path, Optional<String> signature) {}

    /**
     * One time that the year was closed or reopened.
     *
     * @param reason why it was reopened
     * @param acknowledged what was not in order when it was closed, in words
     * @param sha256 of the picture that it was closed with; {@code ""} of a reopening
     */
    public record Turn(
            boolean isClosing,
            String signature,
            String reason,
            String language,
            List<String> acknowledged,
            String sha256) {}

    DecisionLines(Subject subject, Decided decided) {
        this.subject = subject;
        this.decisions = decided.decisions();
    }

    /** Tells whether anything is in force. */
    public boolean isEmpty() {
        return decisions.inForce().isEmpty();
    }

    /** Returns the judgement of an area, or of the municipality as a whole when {@code id} is {@code ""}. */
    public Optional<Judgement> judgement(String id) {
        return decisions.inForce(Slot.of(DecisionKind.JUDGED, id, "")).map(this::judgement);
    }

    /** Returns all judgements in force. */
    public List<Judgement> judgements() {
        return decisions.inForce(DecisionKind.JUDGED).stream()
                .map(this::judgement)
                .toList();
    }

    /** Returns the given judgement in words. */
    Judgement judgement(YearDecision decision) {
        String about = decision.slot().subject();
        return new Judgement(
                name(about),
                path(about),
                mark(decision.level()),
                mark(decision.computed()),
                decision.departs(),
                decision.indicators().stream().map(this::indicator).toList(),
                decision.reason(),
                written(decision),
                signature(decision));
    }

    /** Returns what departments say of an indicator or an area, or of the year when {@code id} is {@code ""}. */
    public List<Comment> comments(String id) {
        return comments().stream()
                .filter(decision -> decision.slot().subject().equals(id))
                .map(this::comment)
                .toList();
    }

    /** Returns everything that departments say. */
    public List<Comment> allComments() {
        return comments().stream().map(this::comment).toList();
    }

    private List<YearDecision> comments() {
        return decisions.inForce(DecisionKind.COMMENTED);
    }

    private Comment comment(YearDecision decision) {
        String about = decision.slot().subject();
        return new Comment(
                name(about),
                path(about),
                subject.department(decision.slot().department()),
                written(decision),
                signature(decision));
    }

    /** Returns the departments that are to report in the year. */
    public List<Ready> ready() {
        return subject.reporting().missing().departments().stream()
                .map(this::ready)
                .toList();
    }

    private Ready ready(Department department) {
        return new Ready(
                subject.words().say(department.name()),
                subject.address().department(department.id()).in(subject.words().language()),
                decisions
                        .inForce(Slot.of(DecisionKind.READY, "", department.id()))
                        .map(this::signature));
    }

    /** Returns the official dates that are marked, with who did. */
    public List<Link> marked() {
        return decisions.inForce(DecisionKind.MARKED).stream()
                .map(decision -> new Link(decision.slot().subject(), signature(decision)))
                .toList();
    }

    /** Returns every time that the year was closed or reopened, in that order. */
    public List<Turn> turns() {
        return decisions.closings().stream()
                .map(placed -> turn(placed.decision()))
                .toList();
    }

    private Turn turn(YearDecision decision) {
        List<String> acknowledged = new ArrayList<>();
        decision.acknowledged()
                .forEach(code -> acknowledged.add(
                        ConditionCode.of(code).map(this::accepted).orElse(code)));
        return new Turn(
                decision.kind() == DecisionKind.CLOSED,
                signature(decision),
                decision.reason(),
                new PageLanguage(decision.language()).code(),
                acknowledged,
                decision.picture().map(closed -> closed.sha256()).orElse(""));
    }

    private String accepted(ConditionCode code) {
        Text accepted = switch (code) {
            case BELOW_MINIMUM_COVERAGE ->
                new Text("kommunen som helhet kunde inte bedömas", "the municipality as a whole could not be assessed");
            case NOT_READY -> new Text("alla nämnder hade inte klarmarkerat", "not all departments were ready");
            case MISSING -> new Text("alla hade inte rapporterat", "not everything was reported");
            case UNDECODED -> new Text("en del poster gick inte att läsa", "some records could not be read");
            case EARLIER_YEAR_OPEN -> new Text("ett tidigare år var inte stängt", "an earlier year was not closed");
            case UNCOMMENTED -> new Text("kommentarer saknades", "comments were missing");
        };
        return subject.words().say(accepted);
    }

    /** Returns the last time that the year was closed or reopened. */
    public Optional<Turn> lastTurn() {
        return decisions.inForce(YearDecisions.CLOSING).map(this::turn);
    }

    /** Returns who decided, in which role, when and where it is written down. */
    private String signature(YearDecision decision) {
        PageLanguage words = subject.words();
        String role = decision.by().role() == Author.Role.STEERING_OFFICE
                ? words.say("ledningskontoret", "the steering office")
                : subject.department(decision.slot().department());
        return decision.by().name() + ", " + role + ", " + words.day(decision.decidedOn())
                + (decision.reference().isBlank() ? "" : ", " + decision.reference());
    }

    private Written written(YearDecision decision) {
        return new Written(
                decision.text().isBlank() ? "" : Markdown.html(decision.text()),
                new PageLanguage(decision.language()).code());
    }

    /** A level of another scale than the picture's is told by its id. */
    private Mark mark(String level) {
        return subject.marks().stream()
                .filter(mark -> mark.id().equals(level))
                .findFirst()
                .orElseGet(() -> {
                    Mark unknown = subject.mark(IndicatorAssessment.NOT_ASSESSED);
                    return new Mark(
                            unknown.id(), new Text(level, level), unknown.shape(), unknown.onLight(), unknown.onDark());
                });
    }

    private Link indicator(String id) {
        return new Link(
                subject.titleOfIndicator(Optional.of(id)).orElse(id),
                path(id).orElseGet(() -> subject.address().in(subject.words().language())));
    }

    private String name(String id) {
        return subject.goalArea(id)
                .map(subject::shortName)
                .or(() -> strategicArea(id).map(area -> subject.words().say(area.title())))
                .or(() -> subject.titleOfIndicator(Optional.of(id)))
                .orElseGet(() ->
                        id.isEmpty() ? subject.words().say("Kommunen som helhet", "The municipality as a whole") : id);
    }

    private Optional<StrategicArea> strategicArea(String id) {
        return subject.framework().strategicAreas().stream()
                .filter(area -> area.id().equals(id))
                .findFirst();
    }

    private Optional<String> path(String id) {
        return subject.goalArea(id)
                .map(area -> subject.address().goalArea(id))
                .or(() -> subject.titleOfIndicator(Optional.of(id))
                        .map(title -> subject.address().indicator(id)))
                .map(address -> address.in(subject.words().language()));
    }
}
