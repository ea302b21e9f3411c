package se.malbild.goals.observation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import se.malbild.goals.Fault;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;

/**
 * An observation as it comes in, before anything is known to be right about it. Every way into the system fills a draft
 * and lets it judge; {@link #build()} gives an {@link Observation} or every fault at once. A draft may be cleared and
 * used again, and is not for use by several threads.
 */
public final class ObservationDraft {
    /** The longest text that is accepted in an id, in characters. */
    public static final int LONGEST_ID = 200;
    /** The longest text that is accepted in {@code source} and {@code comment}, in characters. */
    public static final int LONGEST_TEXT = 2_000;

    private static final int ORGANISATION_DIGITS = 4;
    private static final BigDecimal VALUE_LIMIT =
            BigDecimal.TEN.pow(Observation.VALUE_DIGITS - Observation.VALUE_DECIMALS);
    private static final int LONGEST_NUMBER = 400;
    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final Instant EARLIEST = Instant.parse(Period.FIRST_YEAR + "-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse(Period.LAST_YEAR + "-12-31T23:59:59.999999Z");

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

    /** Required: unique per emission, repeated by a retry. */
    public ObservationDraft eventId(String eventId) {
        this.eventId = eventId;
        return this;
    }

    /** Required: the four-digit SCB municipality code. */
    public ObservationDraft organisation(String organisation) {
        this.organisation = organisation;
        return this;
    }

    /** Required: the indicator's series, as the goal framework names it. */
    public ObservationDraft indicator(String indicator) {
        this.indicator = indicator;
        return this;
    }

    /** Required: who reports. */
    public ObservationDraft department(String department) {
        this.department = department;
        return this;
    }

    /** Required: the calendar year. */
    public ObservationDraft year(int year) {
        this.year = year;
        return this;
    }

    /** The part of the year, {@code 2018-T2}, {@code 2018-Q3} or {@code 2018-08}; {@code ""} (default) is the year. */
    public ObservationDraft period(String period) {
        this.period = period;
        return this;
    }

    /** Whom the value is about; total unless said otherwise. */
    public ObservationDraft gender(Gender gender) {
        this.gender = gender;
        return this;
    }

    /** The city district the value is about; null (default) is the whole municipality. */
    public ObservationDraft district(String district) {
        this.district = district;
        return this;
    }

    /** The value in the indicator's unit, rounded HALF_EVEN to {@value Observation#VALUE_DECIMALS} decimals. */
    public ObservationDraft value(BigDecimal value) {
        this.value = value;
        return this;
    }

    /** The same, from text such as {@code 78.369539} or {@code 3.847e-05}; a text that is no number becomes a fault. */
    public ObservationDraft value(String number) {
        try {
            if (number.length() > LONGEST_NUMBER) {
                throw new NumberFormatException("too long");
            }
            return value(new BigDecimal(number));
        } catch (NumberFormatException notANumber) {
            return unreadable(new Fault(
                    "not-a-number",
                    "value",
                    new Text(
                            "”" + excerpt(number) + "” är inte ett tal; skriv till exempel 78.37.",
                            "“" + excerpt(number) + "” is not a number; write for example 78.37.")));
        }
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
        this.source = source;
        return this;
    }

    /** The reason of a revision or retraction. */
    public ObservationDraft comment(String comment) {
        this.comment = comment;
        return this;
    }

    /** Adds a fault found while reading a field, such as a gender with an unknown name. */
    public ObservationDraft unreadable(Fault fault) {
        readingFaults.add(fault);
        return this;
    }

    /** Returns the event's id as given, or {@code ""}. */
    public String eventId() {
        return eventId == null ? "" : eventId;
    }

    /** Returns the year as given, or nothing. */
    public OptionalInt year() {
        return year == null ? OptionalInt.empty() : OptionalInt.of(year);
    }

    /** Returns the organisation as given, or {@code ""}. */
    public String organisation() {
        return organisation == null ? "" : organisation;
    }

    /** Returns the indicator as given, or {@code ""}. */
    public String indicator() {
        return indicator == null ? "" : indicator;
    }

    /** Returns the department as given, or {@code ""}. */
    public String department() {
        return department == null ? "" : department;
    }

    /**
     * Returns every fault of the draft: what is wrong with the fields, in their order, then what could not be read; empty
     * when it is an observation.
     */
    public List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        checkId(faults, "eventId", eventId);
        if (organisation == null ? isReadable("organisation") : !isMunicipalityCode(organisation)) {
            faults.add(new Fault(
                    "invalid-organisation",
                    "organisation",
                    new Text(
                            quoted(organisation, Text::sv)
                                    + " är inte en kommunkod; fyra siffror väntas, till exempel 1880.",
                            quoted(organisation, Text::en)
                                    + " is not a municipality code; four digits are expected, for example 1880.")));
        }
        checkId(faults, "indicator", indicator);
        checkId(faults, "department", department);
        checkPeriod(faults);
        if (gender == null && isReadable("gender")) {
            faults.add(unknown("gender", "TOTAL, WOMEN, MEN"));
        }
        if (district != null) {
            checkId(faults, "district", district);
        }
        checkContent(faults);
        if (count != null && count < 0) {
            faults.add(negative("count", count));
        }
        if (kind == null && isReadable("kind")) {
            faults.add(unknown("kind", "OUTCOME, FORECAST"));
        }
        if (revision < 0) {
            faults.add(negative("revision", revision));
        }
        checkObservedAt(faults);
        checkText(faults, "source", source);
        checkText(faults, "comment", comment);
        faults.addAll(readingFaults);
        return faults;
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
            return new Content.Value(rounded());
        }
        return missing != null ? new Content.Missing(missing) : new Content.Retracted();
    }

    private BigDecimal rounded() {
        // Too small to leave a trace; asking setScale would first build a power of ten as long as the exponent.
        if ((long) value.precision() - value.scale() < -Observation.VALUE_DECIMALS) {
            return BigDecimal.ZERO;
        }
        return Fraction.plain(value.setScale(
                Math.min(Math.max(value.scale(), 0), Observation.VALUE_DECIMALS), RoundingMode.HALF_EVEN));
    }

    private void checkPeriod(List<Fault> faults) {
        if (year == null) {
            addRequired(faults, "year");
        } else if (year < Period.FIRST_YEAR || year > Period.LAST_YEAR) {
            faults.add(new Fault(
                    "year-out-of-range",
                    "year",
                    new Text(
                            "Året " + year + " ligger utanför " + Period.FIRST_YEAR + "–" + Period.LAST_YEAR + ".",
                            "The year " + year + " is outside " + Period.FIRST_YEAR + "–" + Period.LAST_YEAR + ".")));
        } else if (period != null && Period.parse(year, period).isEmpty()) {
            faults.add(new Fault(
                    "invalid-period",
                    "period",
                    new Text(
                            "”" + excerpt(period) + "” är inte en del av " + year + "; skriv till exempel " + year
                                    + "-T2, " + year + "-Q3, " + year + "-08, eller lämna tomt för hela året.",
                            "“" + excerpt(period) + "” is not a part of " + year + "; write for example " + year
                                    + "-T2, " + year + "-Q3, " + year + "-08, or leave it empty for the whole year.")));
        }
        if (period == null) {
            addRequired(faults, "period");
        }
    }

    /** Rounding can only carry a value over the limit when there is something to round. */
    private boolean isTooLargeRounded() {
        int integerDigits = Observation.VALUE_DIGITS - Observation.VALUE_DECIMALS;
        return (value.scale() > Observation.VALUE_DECIMALS || value.precision() - value.scale() > integerDigits)
                && rounded().abs().compareTo(VALUE_LIMIT) >= 0;
    }

    // The checks of characters are plain loops: every event on the topic goes through them.

    private static boolean isMunicipalityCode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() == ORGANISATION_DIGITS;
    }

    private static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private void checkContent(List<Fault> faults) {
        boolean readable = isReadable("value") && isReadable("missing");
        int said = (value != null ? 1 : 0) + (missing != null ? 1 : 0) + (retracted ? 1 : 0);
        if (said > 1 || (said == 0 && readable)) {
            faults.add(new Fault(
                    "value-or-reason",
                    "value",
                    new Text(
                            "Exakt ett av value, missing och retracted ska anges; här finns " + said + ".",
                            "Exactly one of value, missing and retracted is to be given; there are " + said
                                    + " here.")));
        }
        // The exponent is looked at first: rounding a number with a huge one would fill the memory.
        if (value != null
                && value.signum() != 0
                && ((long) value.precision() - value.scale() > Observation.VALUE_DIGITS || isTooLargeRounded())) {
            int digits = Observation.VALUE_DIGITS - Observation.VALUE_DECIMALS;
            faults.add(new Fault(
                    "value-too-large",
                    "value",
                    new Text(
                            "Värdet har fler än " + digits + " siffror före decimaltecknet.",
                            "The value has more than " + digits + " digits before the decimal point.")));
        }
    }

    private void checkObservedAt(List<Fault> faults) {
        if (observedAt == null) {
            addRequired(faults, "observedAt");
        } else if (observedAt.isBefore(EARLIEST) || observedAt.isAfter(LATEST)) {
            faults.add(new Fault(
                    "time-out-of-range",
                    "observedAt",
                    new Text(
                            "Tidpunkten ligger utanför åren " + Period.FIRST_YEAR + "–" + Period.LAST_YEAR + ".",
                            "The time is outside the years " + Period.FIRST_YEAR + "–" + Period.LAST_YEAR + ".")));
        }
    }

    private void checkId(List<Fault> faults, String field, String id) {
        if (id == null) {
            addRequired(faults, field);
        } else if (id.replace(NO_BREAK_SPACE, ' ').isBlank()) {
            faults.add(new Fault(
                    "blank",
                    field,
                    new Text("Fältet är tomt; det måste ha ett värde.", "The field is blank; it must have a value.")));
        } else {
            checkCharacters(faults, field, id, LONGEST_ID);
            if (hasControlCharacter(id)) {
                faults.add(new Fault(
                        "control-character",
                        field,
                        new Text(
                                "Fältet innehåller styrtecken, till exempel radbrytning eller tabb.",
                                "The field contains control characters, such as a line break or a tab.")));
            }
        }
    }

    private static void checkText(List<Fault> faults, String field, String text) {
        if (text != null) {
            checkCharacters(faults, field, text, LONGEST_TEXT);
        }
    }

    private static void checkCharacters(List<Fault> faults, String field, String text, int longest) {
        if (text.length() > longest) {
            faults.add(new Fault(
                    "too-long",
                    field,
                    new Text(
                            "Texten har " + text.length() + " tecken; högst " + longest + " tas emot.",
                            "The text has " + text.length() + " characters; at most " + longest + " are accepted.")));
        }
        if (hasLoneSurrogate(text)) {
            faults.add(new Fault(
                    "not-unicode",
                    field,
                    new Text(
                            "Texten innehåller ett halvt tecken (ett ensamt surrogat), som inte kan skrivas i UTF-8.",
                            "The text contains half a character (a lone surrogate), which UTF-8 cannot carry.")));
        }
    }

    /** Two texts with different ones have the same bytes, so the order of observations would not be total. */
    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
            }
        }
        return false;
    }

    private boolean isReadable(String field) {
        return readingFaults.isEmpty()
                || readingFaults.stream().noneMatch(fault -> fault.field().equals(field));
    }

    /** What was there but could not be read is not called missing too. */
    private void addRequired(List<Fault> faults, String field) {
        if (isReadable(field)) {
            faults.add(new Fault(
                    "required",
                    field,
                    new Text("Fältet saknas; det måste anges.", "The field is missing; it is required.")));
        }
    }

    private static Fault unknown(String field, String known) {
        return new Fault(
                "unknown-symbol",
                field,
                new Text(
                        "Okänt eller saknat värde; välj ett av " + known + ".",
                        "Unknown or missing; use one of " + known + "."));
    }

    private static Fault negative(String field, long number) {
        return new Fault(
                "negative",
                field,
                new Text(
                        number + " är negativt; 0 eller mer väntas.", number + " is negative; 0 or more is expected."));
    }

    private static String quoted(String text, Function<Text, String> language) {
        return text == null
                ? language.apply(new Text("Inget", "Nothing"))
                : language.apply(new Text("”" + excerpt(text) + "”", "“" + excerpt(text) + "”"));
    }

    private static String excerpt(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
