package se.malbild.goals.observation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/**
 * An observation as it comes in, before anything is known to be right about it. Every way into the system fills a draft
 * and lets it judge; {@link #build()} gives an {@link Observation} or every fault at once. Ids and texts are kept in their
 * {@link NormalForm}. A draft may be cleared and used again, and is not for use by several threads.
 */
public final class ObservationDraft {
    /** The longest text that is accepted in an id, in characters. */
    public static final int LONGEST_ID = 200;
    /** The longest text that is accepted in {@code source} and {@code comment}, in characters. */
    public static final int LONGEST_TEXT = 2_000;

    private static final Set<String> CONTENT_FIELDS = Set.of("value", "missing", "retracted");

    private String eventId;
    private String organisation;
    private String indicator;
    private String department;
    private Integer year;
    private String period;
    private Gender gender;
    private String district;
    private BigDecimal value;
    private MissingReason missing;
    private boolean retracted;
    private Long count;
    private Kind kind;
    private int revision;
    private Instant observedAt;
    private String source;
    private String comment;
    private final List<Fault> readingFaults = new ArrayList<>();

    public ObservationDraft() {
        clear();
    }

    /** Forgets everything, so that the draft can be used for the next observation. */
    public void clear() {
        eventId = null;
        organisation = null;
        indicator = null;
        department = null;
        year = null;
        period = "";
        gender = Gender.TOTAL;
        district = null;
        value = null;
        missing = null;
        retracted = false;
        count = null;
        kind = Kind.OUTCOME;
        revision = 0;
        observedAt = null;
        source = "";
        comment = "";
        readingFaults.clear();
    }

    private static String id(String given) {
        return given == null ? null : NormalForm.ofId(given);
    }

    /** Required: unique per emission, repeated by a retry. */
    public ObservationDraft eventId(String eventId) {
        this.eventId = id(eventId);
        return this;
    }

    /** Required: the four-digit SCB municipality code. */
    public ObservationDraft organisation(String organisation) {
        this.organisation = id(organisation);
        return this;
    }

    /** Required: the indicator's series, as the goal framework names it. */
    public ObservationDraft indicator(String indicator) {
        this.indicator = id(indicator);
        return this;
    }

    /** Required: who reports. */
    public ObservationDraft department(String department) {
        this.department = id(department);
        return this;
    }

    /** Required: the calendar year. */
    public ObservationDraft year(int year) {
        this.year = year;
        return this;
    }

    /** The part of the year, {@code 2018-T2}, {@code 2018-Q3} or {@code 2018-08}; {@code ""} (default) is the year. */
    public ObservationDraft period(String period) {
        this.period = id(period);
        return this;
    }

    /** Whom the value is about; total unless said otherwise. */
    public ObservationDraft gender(Gender gender) {
        this.gender = gender;
        return this;
    }

    /** The city district the value is about; null (default) is the whole municipality. */
    public ObservationDraft district(String district) {
        this.district = id(district);
        return this;
    }

    /** The value in the indicator's unit, rounded HALF_EVEN to {@value Observation#VALUE_DECIMALS} decimals. */
    public ObservationDraft value(BigDecimal value) {
        this.value = value;
        return this;
    }

    /** The same, from text such as {@code 78.369539} or {@code 3.847e-05}; a text that is no number becomes a fault. */
    public ObservationDraft value(String number) {
        return ValueNumber.read(number).map(this::value).orElseGet(() -> unreadable(notANumber(number)));
    }

    /** A text without digits may say why there is no number, such as the signs of statistical tables. */
    private static Fault notANumber(String text) {
        if (Characters.hasReplacement(text)) {
            return DraftFaults.unreadableCharacter("value");
        }
        Text instead = text.chars().anyMatch(Character::isDigit)
                ? new Text(".", ".")
                : new Text(
                        ", eller utelämna value och skriv i missing varför värdet saknas: DROPOUT, NOT_APPLICABLE eller"
                                + " SECRECY.",
                        ", or leave value out and write in missing why there is none: DROPOUT, NOT_APPLICABLE or"
                                + " SECRECY.");
        return new Fault(
                "not-a-number",
                "value",
                new Text(
                        "”" + Characters.excerpt(text) + "” är inte ett tal; skriv till exempel 78.37" + instead.sv(),
                        "“" + Characters.excerpt(text) + "” is not a number; write for example 78.37" + instead.en()));
    }

    /** Says that there is no value, and why. */
    public ObservationDraft missing(MissingReason missing) {
        this.missing = missing;
        return this;
    }

    /** Says that the value given before is taken back. */
    public ObservationDraft retracted(boolean retracted) {
        this.retracted = retracted;
        return this;
    }

    /** How many persons stand behind the value; null (default) when that is not known. */
    public ObservationDraft count(Long count) {
        this.count = count;
        return this;
    }

    /** Outcome (default) or forecast. */
    public ObservationDraft kind(Kind kind) {
        this.kind = kind;
        return this;
    }

    /** 0 (default) for the first statement about the cell, greater for later ones. */
    public ObservationDraft revision(int revision) {
        this.revision = revision;
        return this;
    }

    /** Required: when the source system established the value; cut to whole microseconds. */
    public ObservationDraft observedAt(Instant observedAt) {
        this.observedAt = observedAt;
        return this;
    }

    /** The system or document the value comes from. */
    public ObservationDraft source(String source) {
        this.source = source == null ? null : NormalForm.ofText(source);
        return this;
    }

    /** The reason of a revision or retraction. */
    public ObservationDraft comment(String comment) {
        this.comment = comment == null ? null : NormalForm.ofText(comment);
        return this;
    }

    /**
     * Tells whether {@code text} of a field is whole, and adds the fault of one that is not: it holds U+FFFD, which stands for
     * what could not be read. For fields that are read before the draft sees them, such as a time.
     */
    public boolean isWhole(String field, String text) {
        boolean isWhole = !Characters.hasReplacement(text);
        if (!isWhole) {
            unreadable(DraftFaults.unreadableCharacter(field));
        }
        return isWhole;
    }

    /** Adds a fault found while reading a field, such as a gender with an unknown name. */
    public ObservationDraft unreadable(Fault fault) {
        readingFaults.add(fault);
        return this;
    }

    /**
     * Tells whether nothing has been said about the content: there is neither a value nor a reason for the lack of one, and no
     * fault of either.
     */
    public boolean isWithoutContent() {
        return value == null
                && missing == null
                && !retracted
                && readingFaults.stream().noneMatch(fault -> CONTENT_FIELDS.contains(fault.field()));
    }

    /** Returns the source in its normal form, or {@code ""}. */
    public String source() {
        return source == null ? "" : source;
    }

    /** Returns the event's id in its normal form, or {@code ""}. */
    public String eventId() {
        return eventId == null ? "" : eventId;
    }

    /** Returns the year as given, or nothing. */
    public OptionalInt year() {
        return year == null ? OptionalInt.empty() : OptionalInt.of(year);
    }

    /** Returns the organisation in its normal form, or {@code ""}. */
    public String organisation() {
        return organisation == null ? "" : organisation;
    }

    /** Returns the indicator in its normal form, or {@code ""}. */
    public String indicator() {
        return indicator == null ? "" : indicator;
    }

    /** Returns the department in its normal form, or {@code ""}. */
    public String department() {
        return department == null ? "" : department;
    }

    /**
     * Returns every fault of the draft: what is wrong with the fields, in their order, then what could not be read; empty
     * when it is an observation.
     */
    public List<Fault> faults() {
        DraftFaults faults = new DraftFaults(readingFaults);
        faults.id("eventId", eventId);
        faults.organisation(organisation);
        faults.id("indicator", indicator);
        faults.id("department", department);
        faults.period(year, period);
        faults.symbol("gender", gender, "TOTAL, WOMEN, MEN");
        if (district != null) {
            faults.id("district", district);
        }
        faults.content(value, missing, retracted);
        if (count != null) {
            faults.notNegative("count", count);
        }
        faults.symbol("kind", kind, "OUTCOME, FORECAST");
        faults.notNegative("revision", revision);
        faults.observedAt(observedAt);
        faults.text("source", source);
        faults.text("comment", comment);
        return faults.all();
    }

    /**
     * Returns the observation.
     *
     * @throws InvalidObservationException with every fault, when there is any
     */
    public Observation build() throws InvalidObservationException {
        List<Fault> faults = faults();
        if (!faults.isEmpty()) {
            throw new InvalidObservationException(faults);
        }
        Cell cell = new Cell(
                organisation,
                indicator,
                department,
                Period.parse(year, period).orElseThrow(),
                gender,
                Optional.ofNullable(district).orElse(Cell.WHOLE_MUNICIPALITY),
                kind);
        return new Observation(
                eventId,
                cell,
                content(),
                count == null ? OptionalLong.empty() : OptionalLong.of(count),
                revision,
                observedAt.truncatedTo(ChronoUnit.MICROS),
                source == null ? "" : source,
                comment == null ? "" : comment);
    }

    private Content content() {
        if (value != null) {
            return new Content.Value(ValueNumber.rounded(value));
        }
        return missing != null ? new Content.Missing(missing) : new Content.Retracted();
    }
}
