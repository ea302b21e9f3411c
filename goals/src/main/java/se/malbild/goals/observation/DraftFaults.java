package se.malbild.goals.observation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/** What is wrong with the fields of a draft, one by one. What was there but could not be read is not called missing too. */
public final class DraftFaults {
    private static final Instant EARLIEST = Instant.parse(Period.FIRST_YEAR + "-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse(Period.LAST_YEAR + "-12-31T23:59:59.999999Z");

    private final List<Fault> unreadable;
    private final List<Fault> faults = new ArrayList<>();

    /** @param unreadable faults found while the fields were read */
    public DraftFaults(List<Fault> unreadable) {
        this.unreadable = unreadable;
    }

    /** Returns the faults found, in the order of the checks, then those of what could not be read. */
    public List<Fault> all() {
        faults.addAll(unreadable);
        return faults;
    }

    /** The fault of U+FFFD: the letter it stands for was lost before the text came here. */
    static Fault unreadableCharacter(String field) {
        return new Fault(
                "unreadable-character",
                field,
                new Text(
                        "Texten innehåller ett tecken som inte har gått att läsa (U+FFFD) där den kommer från; skriv om den"
                                + " och skicka den som UTF-8.",
                        "A letter was lost before the text arrived (U+FFFD). Retype it and send it as UTF-8."));
    }

    /** An id, which must be there and can be seen and told from others. */
    public void id(String field, String id) {
        if (id == null) {
            required(field);
        } else if (Characters.isPlain(id)) {
            length(field, id, ObservationDraft.LONGEST_ID);
        } else if (Characters.isBlank(id)) {
            add("blank", field, "Fältet är tomt; det måste ha ett värde.", "The field is blank; it must have a value.");
        } else {
            length(field, id, ObservationDraft.LONGEST_ID);
            isUnicode(field, id);
            isVisible(field, id);
            if (Characters.hasControlCharacter(id)) {
                add(
                        "control-character",
                        field,
                        "Fältet innehåller styrtecken, till exempel radbrytning eller tabb.",
                        "The field contains control characters, such as a line break or a tab.");
            }
        }
    }

    void text(String field, String text) {
        text(field, text, ObservationDraft.LONGEST_TEXT);
    }

    /**
     * A text that need not be there.
     *
     * @param longest that is accepted, in characters
     */
    public void text(String field, String text, int longest) {
        if (text != null) {
            length(field, text, longest);
            isUnicode(field, text);
        }
    }

    private void length(String field, String text, int longest) {
        if (text.length() > longest) {
            add(
                    "too-long",
                    field,
                    "Texten har " + text.length() + " tecken; högst " + longest + " tas emot.",
                    "The text has " + text.length() + " characters; at most " + longest + " are accepted.");
        }
    }

    private boolean isUnicode(String field, String text) {
        boolean isUtf8 = !Characters.hasLoneSurrogate(text);
        boolean isWhole = !Characters.hasReplacement(text);
        if (!isUtf8) {
            add(
                    "not-unicode",
                    field,
                    "Texten innehåller ett halvt tecken (ett ensamt surrogat), som inte kan skrivas i UTF-8.",
                    "The text contains half a character (a lone surrogate), which UTF-8 cannot carry.");
        }
        if (!isWhole && isReadable(field)) {
            faults.add(unreadableCharacter(field));
        }
        return isUtf8 && isWhole;
    }

    private boolean isVisible(String field, String text) {
        OptionalInt format = Characters.firstFormatCharacter(text);
        if (format.isPresent()) {
            String code = String.format("U+%04X", format.getAsInt());
            add(
                    "format-character",
                    field,
                    "Fältet innehåller ett osynligt tecken (" + code + "); skriv om det utan.",
                    "The field contains an invisible character (" + code + "); retype it without that character.");
        }
        return format.isEmpty();
    }

    /** Tells whether {@code text}, which is not what is expected, may be called so: it can be read, and all of it is seen. */
    private boolean isLegible(String field, String text) {
        return text == null ? isReadable(field) : isUnicode(field, text) && isVisible(field, text);
    }

    /** A municipality code. */
    public void organisation(String organisation) {
        boolean isCode = organisation != null && Characters.isMunicipalityCode(organisation);
        if (!isCode && isLegible("organisation", organisation)) {
            String sv = organisation == null ? "Inget" : "”" + Characters.excerpt(organisation) + "”";
            String en = organisation == null ? "Nothing" : "“" + Characters.excerpt(organisation) + "”";
            add(
                    "invalid-organisation",
                    "organisation",
                    sv + " är inte en kommunkod; fyra siffror väntas, till exempel 1880.",
                    en + " is not a municipality code; four digits are expected, for example 1880.");
        }
    }

    /** A year, and a part of it or {@code ""}. */
    public void period(Integer year, String period) {
        if (year == null) {
            required("year");
        } else if (year < Period.FIRST_YEAR || year > Period.LAST_YEAR) {
            String years = Period.FIRST_YEAR + "–" + Period.LAST_YEAR;
            add(
                    "year-out-of-range",
                    "year",
                    "Året " + year + " ligger utanför " + years + ".",
                    "The year " + year + " is outside " + years + ".");
        } else if (period != null && Period.parse(year, period).isEmpty() && isLegible("period", period)) {
            String parts = year + "-T2, " + year + "-Q3, " + year + "-08";
            add(
                    "invalid-period",
                    "period",
                    "”" + Characters.excerpt(period) + "” är inte en del av " + year + "; skriv till exempel " + parts
                            + ", eller lämna tomt för hela året.",
                    "“" + Characters.excerpt(period) + "” is not a part of " + year + "; write for example " + parts
                            + ", or leave it empty for the whole year.");
        }
        if (period == null) {
            required("period");
        }
    }

    /** One of {@code known}; null stands for none of them. */
    public void symbol(String field, Enum<?> symbol, String known) {
        if (symbol == null && isReadable(field)) {
            add(
                    "unknown-symbol",
                    field,
                    "Okänt eller saknat värde; välj ett av " + known + ".",
                    "Unknown or missing; use one of " + known + ".");
        }
    }

    void content(BigDecimal value, MissingReason missing, boolean retracted) {
        boolean readable = isReadable("value") && isReadable("missing");
        int said = (value != null ? 1 : 0) + (missing != null ? 1 : 0) + (retracted ? 1 : 0);
        if (said > 1 || (said == 0 && readable)) {
            add(
                    "value-or-reason",
                    "value",
                    "Exakt ett av value, missing och retracted ska anges; här finns " + said + ".",
                    "Exactly one of value, missing and retracted must be given; there are " + said + " here.");
        }
        if (value != null && ValueNumber.isTooLarge(value)) {
            int digits = ValueNumber.INTEGER_DIGITS;
            add(
                    "value-too-large",
                    "value",
                    "Värdet har fler än " + digits + " siffror före decimaltecknet.",
                    "The value has more than " + digits + " digits before the decimal point.");
        }
    }

    void notNegative(String field, long number) {
        if (number < 0) {
            add(
                    "negative",
                    field,
                    number + " är negativt; 0 eller mer väntas.",
                    number + " is negative; 0 or more is expected.");
        }
    }

    void observedAt(Instant observedAt) {
        if (observedAt == null) {
            required("observedAt");
        } else if (observedAt.isBefore(EARLIEST) || observedAt.isAfter(LATEST)) {
            String years = Period.FIRST_YEAR + "–" + Period.LAST_YEAR;
            add(
                    "time-out-of-range",
                    "observedAt",
                    "Tidpunkten ligger utanför åren " + years + ".",
                    "The time is outside the years " + years + ".");
        }
    }

    /** Adds that {@code field} is missing, unless it was there and could not be read. */
    public void required(String field) {
        if (isReadable(field)) {
            add("required", field, "Fältet saknas; det måste anges.", "The field is missing; it is required.");
        }
    }

    private boolean isReadable(String field) {
        return unreadable.isEmpty()
                || unreadable.stream().noneMatch(fault -> fault.field().equals(field));
    }

    /** Adds what is wrong with {@code field}. */
    public void add(String code, String field, String sv, String en) {
        faults.add(new Fault(code, field, new Text(sv, en)));
    }
}
