package se.malbild.goals.decision;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Fault;
import se.malbild.goals.Language;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.NormalForm;

/**
 * A decision as it comes in, before anything is known to be right about it. {@link #build} gives a {@link DecisionForm} or every fault at
 * once. Who decides and what it rests on are not for the sender to say. Not for use by several threads.
 */
public final class DecisionDraft {
    /** The longest {@code reference} that is accepted, in characters. */
    public static final int LONGEST_REFERENCE = 200;
    /** The longest {@code reason} that is accepted, in characters. */
    public static final int LONGEST_REASON = 2_000;
    /** The longest {@code text} that is accepted, in characters: some ten pages. */
    public static final int LONGEST_TEXT = 20_000;

    String organisation;
    String framework;
    Integer year;
    DecisionKind kind;
    String subject = "";
    String department = "";
    String follows;
    LocalDate decidedOn;
    String reference = "";
    String reason = "";
    String level = "";
    List<String> indicators = List.of();
    String text = "";
    Language language = Language.SV;
    List<String> acknowledged = List.of();
    String picture = "";
    final List<Fault> readingFaults = new ArrayList<>();

    private static String id(String given) {
        return given == null ? null : NormalForm.ofId(given);
    }

    private static String normal(String given) {
        return given == null ? "" : NormalForm.ofText(given);
    }

    /** Required: the four-digit SCB municipality code. */
    public DecisionDraft organisation(String organisation) {
        this.organisation = id(organisation);
        return this;
    }

    /** Required: id of the goal framework. */
    public DecisionDraft framework(String framework) {
        this.framework = id(framework);
        return this;
    }

    /** Required: the calendar year. */
    public DecisionDraft year(int year) {
        this.year = year;
        return this;
    }

    /** Required: what is decided. */
    public DecisionDraft kind(DecisionKind kind) {
        this.kind = kind;
        return this;
    }

    /** What it is about, as {@link Slot#subject} says; {@code ""} (default) is the year. */
    public DecisionDraft subject(String subject) {
        this.subject = subject == null ? "" : id(subject);
        return this;
    }

    /** For which department it is said; {@code ""} (default) is the steering office. */
    public DecisionDraft department(String department) {
        this.department = department == null ? "" : id(department);
        return this;
    }

    /** Id of the decision that the author saw in force, {@code ""} for none; null (default) stands for whatever is. */
    public DecisionDraft follows(String follows) {
        this.follows = id(follows);
        return this;
    }

    /** The day of the decision; null (default) is today. */
    public DecisionDraft decidedOn(LocalDate decidedOn) {
        this.decidedOn = decidedOn;
        return this;
    }

    /** To the minutes or the case. */
    public DecisionDraft reference(String reference) {
        this.reference = normal(reference);
        return this;
    }

    /** Why: needed to reopen, and where a judgement departs from the calculation. */
    public DecisionDraft reason(String reason) {
        this.reason = normal(reason);
        return this;
    }

    /** Of a judgement: id of the level. */
    public DecisionDraft level(String level) {
        this.level = level == null ? "" : id(level);
        return this;
    }

    /** Of a judgement: ids of the indicators that it departs for. */
    public DecisionDraft indicators(List<String> indicators) {
        this.indicators = indicators.stream().map(DecisionDraft::id).toList();
        return this;
    }

    /** Of a judgement or comment: Markdown. */
    public DecisionDraft text(String markdown) {
        // NormalForm leaves a longer text as it is, and so does this: it is composed line by line.
        this.text = markdown == null ? "" : composed(markdown);
        return this;
    }

    private static String composed(String markdown) {
        return String.join("\n", markdown.lines().map(NormalForm::ofText).toList());
    }

    /** Of {@code reason} and {@code text}; Swedish unless said otherwise. */
    public DecisionDraft language(Language language) {
        this.language = language;
        return this;
    }

    /** Of a closing: codes of the conditions that are accepted although they are not met. */
    public DecisionDraft acknowledged(List<String> codes) {
        this.acknowledged = List.copyOf(codes);
        return this;
    }

    /** Of a closing: the first eight characters, or all, of the SHA-256 of the picture that the author saw. */
    public DecisionDraft picture(String sha256) {
        this.picture = sha256 == null ? "" : id(sha256);
        return this;
    }

    /** Adds a fault found while reading a field, such as a kind with an unknown name. */
    public DecisionDraft unreadable(Fault fault) {
        readingFaults.add(fault);
        return this;
    }

    /** Returns the organisation in its normal form, or {@code ""}. */
    public String organisation() {
        return organisation == null ? "" : organisation;
    }

    /** Returns the id of the framework in its normal form, or {@code ""}. */
    public String framework() {
        return framework == null ? "" : framework;
    }

    /** Returns the department in its normal form, or {@code ""}. */
    public String department() {
        return department;
    }

    /** Returns what is decided; empty when that is not said. */
    public Optional<DecisionKind> kind() {
        return Optional.ofNullable(kind);
    }

    /**
     * Returns every fault of the draft: what is wrong with the fields, in their order, then what could not be read; empty when it may
     * be decided.
     *
     * @param inForce the framework that the draft names; empty when the organisation has none of that name
     * @param today the day in Sweden
     */
    public List<Fault> faults(Optional<GoalFramework> inForce, LocalDate today) {
        return new DecisionDraftFaults(this, inForce).all(today);
    }

    /**
     * Returns what is to be decided.
     *
     * @param inForce as in {@link #faults}
     * @param today the day in Sweden
     * @throws InvalidDecisionException with every fault, when there is any
     */
    public DecisionForm build(Optional<GoalFramework> inForce, LocalDate today) throws InvalidDecisionException {
        List<Fault> faults = faults(inForce, today);
        if (!faults.isEmpty()) {
            throw new InvalidDecisionException(faults);
        }
        return new DecisionForm(
                new DecisionYear(organisation, framework, year),
                kind,
                Slot.of(kind, subject, department),
                Optional.ofNullable(follows),
                decidedOn == null ? today : decidedOn,
                reference,
                reason,
                level,
                indicators,
                text,
                language,
                acknowledged,
                picture);
    }
}
