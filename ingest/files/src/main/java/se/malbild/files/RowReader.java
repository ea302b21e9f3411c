package se.malbild.files;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.malbild.files.cells.RawCell;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.publisher.ContentId;

/** Makes observations of a table's rows. */
final class RowReader {
    /** What a character that could not be read has become. */
    static final char REPLACEMENT = '\ufffd';

    private static final Pattern YEAR = Pattern.compile("-?\\d{1,9}");
    private static final Pattern YEAR_OF_PERIOD = Pattern.compile("(-?\\d{1,9})(?:-.+)?");
    private static final Pattern PART_OF_YEAR = Pattern.compile("[TtQq]\\d");
    private static final Pattern THREE_DIGITS = Pattern.compile("\\d{1,3}");
    private static final Pattern FIRST_OF_MONTH = Pattern.compile("\\d{4}-\\d{2}-01");

    static final Map<String, Gender> GENDERS = Map.ofEntries(
            Map.entry("t", Gender.TOTAL),
            Map.entry("total", Gender.TOTAL),
            Map.entry("totalt", Gender.TOTAL),
            Map.entry("alla", Gender.TOTAL),
            Map.entry("samtliga", Gender.TOTAL),
            Map.entry("k", Gender.WOMEN),
            Map.entry("kvinna", Gender.WOMEN),
            Map.entry("kvinnor", Gender.WOMEN),
            Map.entry("flickor", Gender.WOMEN),
            Map.entry("women", Gender.WOMEN),
            Map.entry("m", Gender.MEN),
            Map.entry("man", Gender.MEN), // "män" without its dots
            Map.entry("pojkar", Gender.MEN),
            Map.entry("men", Gender.MEN));
    static final Map<String, Kind> KINDS = Map.of(
            "utfall", Kind.OUTCOME, "outcome", Kind.OUTCOME, "prognos", Kind.FORECAST, "forecast", Kind.FORECAST);
    static final Map<String, Boolean> FLAGS = Map.ofEntries(
            Map.entry("ja", true),
            Map.entry("yes", true),
            Map.entry("true", true),
            Map.entry("sant", true),
            Map.entry("1", true),
            Map.entry("x", true),
            Map.entry("nej", false),
            Map.entry("no", false),
            Map.entry("false", false),
            Map.entry("falskt", false),
            Map.entry("0", false));

    /** Parts of a cell that have a default, which a blank cell beside rows with a label need not mean. */
    static final Set<Column> LABELS =
            Collections.unmodifiableSet(EnumSet.of(Column.PERIOD, Column.GENDER, Column.DISTRICT, Column.KIND));
    /** What is said of one row and does not hold for the rows below it. */
    private static final Set<Column> OF_ONE_ROW = Collections.unmodifiableSet(
            EnumSet.of(Column.EVENT_ID, Column.VALUE, Column.MISSING, Column.COUNT, Column.RETRACTED));

    static final Set<Column> FIGURES = Collections.unmodifiableSet(EnumSet.of(Column.VALUE, Column.COUNT));

    /** What a district of this name is. */
    private static final Set<String> WHOLE_MUNICIPALITY =
            Set.of("helakommunen", "kommunen", "totalt", "total", "wholemunicipality");

    /** The code of a blank cell that would mean something by default, but not beside rows that have a label. */
    static final String BLANK_LABEL = "blank-label";

    /** What a list of faults has in the place of a cell that is merged with others. */
    private static final String MERGED = "(sammanfogad)";

    private final Header header;
    private final Set<Column> labelled;
    private final Defaults defaults;
    private final boolean hasAllCells;
    private final ObservationDraft draft = new ObservationDraft();

    /**
     * @param labelled those of {@link #LABELS} in which a blank cell is a fault
     * @param hasAllCells whether a row with fewer cells than headings has lost some
     */
    RowReader(Header header, Set<Column> labelled, Defaults defaults, boolean hasAllCells) {
        this.header = header;
        this.labelled = labelled;
        this.defaults = defaults;
        this.hasAllCells = hasAllCells;
    }

    FileRow read(RawRow row) {
        List<CellFault> shape = shape(row);
        if (!shape.isEmpty()) {
            // The cells may stand under other headings than their own: what they seem to say is not judged.
            return new FileRow.Faulty(row.number(), shape, original(row));
        }
        fill(row);
        try {
            return DraftRow.of(row.number(), draft, defaults.empty());
        } catch (InvalidObservationException invalid) {
            return refused(row, invalid.faults());
        }
    }

    FileRow.Faulty refused(RawRow row, List<Fault> faults) {
        List<CellFault> told = faults.stream()
                .map(fault -> new CellFault(header.headingOf(fault.field()), fault))
                .toList();
        return new FileRow.Faulty(row.number(), told, original(row));
    }

    private List<CellFault> shape(RawRow row) {
        if (row.unreadable().isPresent()) {
            return List.of(new CellFault("", row.unreadable().get()));
        }
        List<CellFault> faults = new ArrayList<>();
        int given = row.cells().size();
        if (hasAllCells && given < header.width()) {
            faults.add(new CellFault(
                    "",
                    new Fault(
                            "too-few-cells",
                            "",
                            new Text(
                                    "Raden har " + given + " celler men rubrikraden " + header.width()
                                            + "; är raden avklippt?",
                                    "The row has " + given + " cells but the headings are " + header.width()
                                            + "; has the row been cut off?"))));
        }
        for (int i = header.notes(); i < given; i++) {
            if (header.column(i).isEmpty() && !row.cell(i).isBlank()) {
                faults.add(new CellFault(
                        letters(i),
                        new Fault(
                                "cell-without-heading",
                                "",
                                new Text(
                                        "Cellen står inte under någon rubrik. Har ett tal decimalkomma i en fil med"
                                                + " komman mellan cellerna, sätt talet inom citattecken.",
                                        "The cell is under no heading. Where a number has a decimal comma in a file with"
                                                + " commas between cells, put the number in quotation marks."))));
            }
        }
        return faults;
    }

    /** Returns the name a spreadsheet gives the column at {@code position}, from 0. */
    private static String letters(int position) {
        String last = String.valueOf((char) ('A' + position % 26));
        return position < 26 ? last : letters(position / 26 - 1) + last;
    }

    private List<String> original(RawRow row) {
        if (row.unreadable().isPresent()) {
            return row.texts();
        }
        List<String> texts = new ArrayList<>();
        for (int i = header.notes(); i < row.cells().size(); i++) {
            RawCell cell = row.cell(i);
            texts.add(header.column(i).map(column -> listed(column, cell)).orElse(cell.text()));
        }
        return texts;
    }

    private static String listed(Column column, RawCell cell) {
        if (isMisplaced(column, cell)) {
            return MERGED;
        }
        return FIGURES.contains(column) ? cell.listed() : cell.text();
    }

    /** A merged cell stands for several rows, but not for several columns, nor for what differs from row to row. */
    private static boolean isMisplaced(Column column, RawCell cell) {
        return switch (cell.merged()) {
            case NO -> false;
            case DOWN -> OF_ONE_ROW.contains(column);
            case ACROSS -> true;
        };
    }

    /** Left as it was in a list of faults, the place of a merged cell would be the name of a district. */
    private boolean isListedAsMerged(RawCell cell) {
        return header.notes() > 0 && cell.text().equals(MERGED);
    }

    private void fill(RawRow row) {
        draft.clear();
        draft.eventId(ContentId.PREFIX);
        defaults.organisation().ifPresent(draft::organisation);
        defaults.department().ifPresent(draft::department);
        defaults.observedAt().ifPresent(draft::observedAt);
        defaults.source().ifPresent(draft::source);
        Map<Column, RawCell> cells = new EnumMap<>(Column.class);
        for (int i = header.notes(); i < row.cells().size(); i++) {
            RawCell cell = row.cell(i);
            if (!cell.isBlank() || cell.merged() == RawCell.Merged.ACROSS) {
                header.column(i).ifPresent(column -> cells.put(column, cell));
            }
        }
        cells.forEach((column, cell) -> {
            if (isMisplaced(column, cell) || isListedAsMerged(cell)) {
                mergedCell(column);
            } else if (FIGURES.contains(column) && cell.showsAnother()) {
                draft.unreadable(ValueCell.showsAnother(column, cell));
            } else if (cell.form() == RawCell.Form.BROKEN) {
                broken(column, cell.text());
            } else if (cell.text().indexOf(REPLACEMENT) >= 0) {
                unreadableCharacter(column);
            } else {
                fill(column, cell, cells);
            }
        });
        for (Column column : labelled) {
            if (!cells.containsKey(column)) {
                blankLabel(
                        column, cells.getOrDefault(Column.YEAR, RawCell.BLANK).text());
            }
        }
    }

    private void fill(Column column, RawCell cell, Map<Column, RawCell> cells) {
        String text = cell.text();
        switch (column) {
            case EVENT_ID -> draft.eventId(text);
            case ORGANISATION -> draft.organisation(organisation(cell));
            case INDICATOR -> draft.indicator(text);
            case DEPARTMENT -> draft.department(text);
            case YEAR -> year(text);
            case PERIOD -> {
                if (!header.has(Column.YEAR)) {
                    yearOfPeriod(text);
                }
                draft.period(period(cell, Optional.ofNullable(cells.get(Column.YEAR))));
            }
            case GENDER -> choose(column, GENDERS, text, draft::gender, "kvinnor, män, totalt", "women, men, total");
            case DISTRICT -> {
                if (!WHOLE_MUNICIPALITY.contains(Column.plain(text))) {
                    draft.district(text);
                }
            }
            case VALUE -> ValueCell.read(cell, cells.getOrDefault(Column.MISSING, RawCell.BLANK), draft);
            case MISSING ->
                choose(
                        column,
                        ValueCell.reason(text),
                        text,
                        draft::missing,
                        "bortfall, ej tillämpligt, sekretess",
                        "dropout, not applicable, secrecy");
            case COUNT -> whole(column, text, Long.MIN_VALUE, Long.MAX_VALUE, draft::count);
            case KIND -> choose(column, KINDS, text, draft::kind, "utfall, prognos", "outcome, forecast");
            case RETRACTED -> choose(column, FLAGS, text, draft::retracted, "ja, nej", "yes, no");
            case REVISION ->
                whole(column, text, Integer.MIN_VALUE, Integer.MAX_VALUE, number -> draft.revision(number.intValue()));
            case OBSERVED_AT -> time(text);
            case SOURCE -> draft.source(text);
            case COMMENT -> draft.comment(text);
            case NOTICE -> {}
        }
    }

    /** A spreadsheet's number has lost the zeros that some municipality codes begin with. */
    private static String organisation(RawCell cell) {
        boolean isShort = cell.form() == RawCell.Form.NUMBER
                && THREE_DIGITS.matcher(cell.text()).matches();
        return isShort ? "0".repeat(4 - cell.text().length()) + cell.text() : cell.text();
    }

    private void year(String text) {
        if (YEAR.matcher(text).matches()) {
            draft.year(Integer.parseInt(text));
        } else {
            fault(
                    "not-a-year",
                    Column.YEAR,
                    "”" + RawCell.excerpt(text) + "” är inget år; skriv fyra siffror, till exempel 2018.",
                    "“" + RawCell.excerpt(text) + "” is not a year; write four digits, for example 2018.");
        }
    }

    /** Fills in the year of a period in a file without a column of years. */
    private void yearOfPeriod(String text) {
        Matcher written = YEAR_OF_PERIOD.matcher(text);
        if (written.matches()) {
            draft.year(Integer.parseInt(written.group(1)));
        } else {
            fault(
                    "not-a-year",
                    Column.YEAR,
                    "”" + RawCell.excerpt(text) + "” säger inte vilket år; skriv till exempel 2018, 2018-T2, 2018-Q3"
                            + " eller 2018-08.",
                    "“" + RawCell.excerpt(text) + "” does not say which year; write for example 2018, 2018-T2, 2018-Q3"
                            + " or 2018-08.");
        }
    }

    /** Accepts {@code T2} for {@code 2018-T2}, and the date that a spreadsheet makes of {@code 2018-08}. */
    private static String period(RawCell cell, Optional<RawCell> year) {
        String text = cell.text();
        if (cell.form() == RawCell.Form.MOMENT && FIRST_OF_MONTH.matcher(text).matches()) {
            return text.substring(0, "2018-08".length());
        }
        return year.isPresent() && PART_OF_YEAR.matcher(text).matches()
                ? year.get().text() + "-" + Character.toUpperCase(text.charAt(0)) + text.charAt(1)
                : text;
    }

    private void whole(Column column, String text, long least, long most, Consumer<Long> into) {
        Optional<BigDecimal> number = NumberText.parse(text)
                .filter(n -> n.signum() == 0 || n.stripTrailingZeros().scale() <= 0);
        if (number.isEmpty()) {
            fault(
                    "not-a-whole-number",
                    column,
                    "”" + RawCell.excerpt(text) + "” är inte ett heltal; skriv till exempel 412.",
                    "“" + RawCell.excerpt(text) + "” is not a whole number; write for example 412.");
        } else if (number.get().compareTo(BigDecimal.valueOf(least)) < 0
                || number.get().compareTo(BigDecimal.valueOf(most)) > 0) {
            fault("out-of-range", column, "Talet är för stort.", "The number is too large.");
        } else {
            into.accept(number.get().longValueExact());
        }
    }

    private void time(String text) {
        Optional<Instant> time = TimeText.parse(text);
        if (time.isPresent()) {
            draft.observedAt(time.get());
        } else {
            fault(
                    "not-a-time",
                    Column.OBSERVED_AT,
                    "”" + RawCell.excerpt(text)
                            + "” är ingen tidpunkt; skriv till exempel 2018-09-01, 2018-09-01 14:00 (svensk"
                            + " tid) eller 2018-09-01T12:00:00Z.",
                    "“" + RawCell.excerpt(text)
                            + "” is not a time; write for example 2018-09-01, 2018-09-01 14:00 (Swedish"
                            + " time) or 2018-09-01T12:00:00Z.");
        }
    }

    private <T> void choose(Column column, Map<String, T> known, String text, Consumer<T> into, String sv, String en) {
        choose(column, Optional.ofNullable(known.get(Column.plain(text))), text, into, sv, en);
    }

    private <T> void choose(Column column, Optional<T> meant, String text, Consumer<T> into, String sv, String en) {
        if (meant.isPresent()) {
            into.accept(meant.get());
        } else {
            fault(
                    "unknown-symbol",
                    column,
                    "”" + RawCell.excerpt(text) + "” känns inte igen; skriv ett av " + sv + ".",
                    "“" + RawCell.excerpt(text) + "” is not known; write one of " + en + ".");
        }
    }

    private void broken(Column column, String text) {
        fault(
                "broken-formula",
                column,
                "Formeln har inget värde (" + RawCell.excerpt(text)
                        + "). Rätta den, eller öppna och spara filen i Excel så att" + " den räknas ut.",
                "The formula has no value (" + RawCell.excerpt(text)
                        + "). Fix it, or open and save the file in Excel so that" + " it is computed.");
    }

    private void blankLabel(Column column, String yearOfRow) {
        String year = yearOfRow.isEmpty() ? "2018" : RawCell.excerpt(yearOfRow);
        Text write = switch (column) {
            case PERIOD ->
                new Text(
                        "Skriv " + year + " om värdet gäller hela året.",
                        "Write " + year + " if the value is about the whole year.");
            case GENDER ->
                new Text("Skriv totalt om värdet gäller alla.", "Write total if the value is about everybody.");
            case DISTRICT ->
                new Text(
                        "Skriv hela kommunen om värdet inte gäller en stadsdel.",
                        "Write whole municipality if the value is not about a district.");
            default -> new Text("Skriv utfall eller prognos.", "Write outcome or forecast.");
        };
        fault(
                BLANK_LABEL,
                column,
                "Cellen är tom, men andra rader har något i kolumnen. " + write.sv(),
                "The cell is blank, but other rows have something in this column. " + write.en());
    }

    private void mergedCell(Column column) {
        fault(
                "merged-cell",
                column,
                "Cellen är sammanfogad med andra, så det går inte att veta om innehållet gäller den. Dela upp den och skriv i"
                        + " varje cell för sig.",
                "It is unclear whether the content applies to this cell. Unmerge it and fill in each cell.");
    }

    private void unreadableCharacter(Column column) {
        fault(
                "unreadable-character",
                column,
                "Cellen innehåller tecken som inte går att läsa. Spara filen som UTF-8.",
                "The cell contains characters that cannot be read. Save the file as UTF-8.");
    }

    private void fault(String code, Column column, String sv, String en) {
        draft.unreadable(new Fault(code, column.field(), new Text(sv, en)));
    }
}
