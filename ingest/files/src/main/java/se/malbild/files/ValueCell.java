package se.malbild.files;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.malbild.files.cells.RawCell;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.ObservationDraft;

/** What a cell of the value column says: a number, or in words why there is none. */
final class ValueCell {
    private static final Map<String, MissingReason> REASONS = Map.of(
            "bortfall", MissingReason.DROPOUT,
            "uppgiftsaknas", MissingReason.DROPOUT,
            "dropout", MissingReason.DROPOUT,
            "ejtillampligt", MissingReason.NOT_APPLICABLE,
            "notapplicable", MissingReason.NOT_APPLICABLE,
            "sekretess", MissingReason.SECRECY,
            "secrecy", MissingReason.SECRECY);

    private static final Set<String> DASHES = Set.of("-", "\u2013", "\u2014", "\u2212");
    /** What tables have in the place of a number without saying why. */
    private static final Set<String> SIGNS =
            Set.of(".", "..", "...", "\u2026", ":", "*", "x", "na", "n/a", "#n/a", "nd", "null", "saknas");

    private ValueCell() {}

    /** Returns the reason that {@code text} says in the column of reasons; the three signs are those that Kolada shows. */
    static Optional<MissingReason> reason(String text) {
        return switch (text) {
            case "-" -> Optional.of(MissingReason.DROPOUT);
            case "." -> Optional.of(MissingReason.NOT_APPLICABLE);
            case ".." -> Optional.of(MissingReason.SECRECY);
            default -> inWords(text);
        };
    }

    private static Optional<MissingReason> inWords(String text) {
        return Optional.ofNullable(REASONS.get(Column.plain(text)));
    }

    /**
     * Fills {@code draft} with what {@code cell} says, or with what is wrong with it.
     *
     * @param reason the row's cell in the column of reasons; it says what a sign in {@code cell} means
     */
    static void read(RawCell cell, RawCell reason, ObservationDraft draft) {
        String text = cell.text();
        Optional<BigDecimal> number = NumberText.parse(text);
        if (number.isPresent()) {
            draft.value(number.get());
        } else if (inWords(text).isPresent()) {
            if (reason.isBlank()) {
                draft.missing(inWords(text).get());
            } else if (!inWords(text).equals(reason(reason.text()))) {
                draft.unreadable(otherReason(text, reason.text()));
            }
        } else if (isSign(text)) {
            if (reason.isBlank()) {
                draft.unreadable(sign(text));
            }
        } else {
            draft.unreadable(notANumber(text));
        }
    }

    private static boolean isSign(String text) {
        return DASHES.contains(text) || SIGNS.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Returns the fault of a cell under {@code column} that shows another number than it holds. */
    static Fault showsAnother(Column column, RawCell cell) {
        boolean isPercent = cell.form() == RawCell.Form.PERCENT;
        Text kind = isPercent
                ? new Text("procentformat", "is formatted as a percentage")
                : cell.form() == RawCell.Form.MOMENT
                        ? new Text("datumformat", "is formatted as a date")
                        : new Text("ett eget talformat", "has a number format of its own");
        Text right = column == Column.COUNT
                ? new Text("skriv antalet personer", "write the number of persons")
                : new Text("skriv talet i nyckeltalets enhet", "write the number in the indicator's unit");
        String shown = RawCell.excerpt(cell.shown());
        String held = RawCell.excerpt(cell.held());
        return new Fault(
                isPercent ? "percent-format" : "number-format",
                column.field(),
                new Text(
                        "Cellen har " + kind.sv() + ": den visar "
                                + (shown.isEmpty() ? "ingenting" : shown.replace('.', ',')) + " men innehåller "
                                + held.replace('.', ',') + ". Ta bort formatet och " + right.sv() + ".",
                        "The cell " + kind.en() + ": it shows " + (shown.isEmpty() ? "nothing" : shown) + " but holds "
                                + held + ". Remove the format and " + right.en() + "."));
    }

    private static Fault notANumber(String text) {
        return fault(
                "not-a-number",
                "”" + RawCell.excerpt(text) + "” är inte ett tal; skriv till exempel 78,37 eller 1 234,5, utan enhet.",
                "“" + RawCell.excerpt(text) + "” is not a number; write for example 78.37 or 1 234.5, without a unit.");
    }

    private static Fault otherReason(String text, String reason) {
        return fault(
                "value-or-reason",
                "Cellen säger ”" + RawCell.excerpt(text) + "” men kolumnen bortfall ”" + RawCell.excerpt(reason)
                        + "”; lämna cellen tom och skriv den rätta orsaken i kolumnen bortfall.",
                "The cell says “" + RawCell.excerpt(text) + "” but the column missing “" + RawCell.excerpt(reason)
                        + "”; leave the cell blank and write the right reason in the column missing.");
    }

    /** A sign is no reason by itself: tables use the same one with different meanings. */
    private static Fault sign(String text) {
        Text meanings = meanings(text);
        return fault(
                "not-a-number",
                "”" + text + "” är inte ett tal" + meanings.sv()
                        + ". Lämna cellen tom och skriv i kolumnen bortfall varför"
                        + " värdet saknas: bortfall, ej tillämpligt eller sekretess.",
                "“" + text + "” is not a number" + meanings.en()
                        + ". Leave the cell blank and write in the column missing"
                        + " why there is no value: dropout, not applicable or secrecy.");
    }

    private static Text meanings(String sign) {
        if (DASHES.contains(sign)) {
            return new Text(
                    "; i SCB:s tabeller betyder tecknet noll (skriv då 0), i Kolada bortfall",
                    "; in Statistics Sweden's tables the sign means zero (then write 0), in Kolada dropout");
        }
        return switch (sign) {
            case "." ->
                new Text(
                        "; i SCB:s tabeller och i Kolada betyder tecknet ej tillämpligt, i statistikprogram att värdet"
                                + " saknas",
                        "; in Statistics Sweden's tables and in Kolada the sign means not applicable, in statistical"
                                + " programs that the value is missing");
            case ".." ->
                new Text(
                        "; i SCB:s tabeller betyder tecknet att uppgiften inte är tillgänglig, i Kolada sekretess",
                        "; in Statistics Sweden's tables the sign means not available, in Kolada secrecy");
            default -> new Text("", "");
        };
    }

    private static Fault fault(String code, String sv, String en) {
        return new Fault(code, Column.VALUE.field(), new Text(sv, en));
    }
}
