package se.malbild.files;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/**
 * A heading as people write it: a name of a column or several ({@code Förvaltning / nämnd}), marks around it ({@code År:},
 * {@code *Kommun}), and after it a note in parentheses or after a comma ({@code Utfall (%)}). A note is passed over only when
 * it says nothing of the cells but how they are written: what is the same in every row must be in the rows.
 *
 * @param column what it names; nothing when that is unknown, or several columns
 * @param hasUnit whether the note is a unit of the values
 * @param fault why it cannot be read, although its names are known
 */
record Heading(Optional<Column> column, boolean hasUnit, Optional<Fault> fault) {
    /** One that names no column. */
    static final Heading UNKNOWN = new Heading(Optional.empty(), false, Optional.empty());

    private static final int LONGEST = 100;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern MARKS = Pattern.compile("^[*\\s]+|[*:\\s\u2020\u00b9\u00b2\u00b3]+$");
    private static final Pattern WITH_NOTE = Pattern.compile("([^(\\[,]+)[(\\[,](.*?)[)\\]]?");
    private static final Pattern BETWEEN_NAMES =
            Pattern.compile("/|(?:^|\\s)(?:eller|or)\\s", Pattern.CASE_INSENSITIVE);

    /** Units that scale nothing; {@code tkr} would. */
    private static final Set<String> UNITS =
            Set.of("%", "i%", "procent", "iprocent", "percent", "kr", "kronor", "sek", "index");

    private static final Set<String> PERSONS = Set.of("personer", "persons", "people", "st", "stycken");
    private static final Set<String> OF_ANY_COLUMN =
            Set.of("kod", "code", "id", "valfri", "frivillig", "frivilligt", "optional");
    /** Under a heading of an indicator these would announce something else than its id. */
    private static final Set<String> OF_NAMES = Set.of("namn", "name", "text");
    /** {@code ÅÅÅÅ-MM-DD}, {@code yyyy-mm-dd hh:mm} and the like, but no time zone. */
    private static final Pattern PATTERN_OF_DATE =
            Pattern.compile("(?=[a-z])(?:aaaa|yyyy|mm|dd|tt|hh|ss|(?<=dd)t|[:./])+|svensktid|swedishtime");

    /** Returns {@code heading} without line breaks. */
    static String onOneLine(String heading) {
        return SPACES.matcher(heading).replaceAll(" ");
    }

    /** Reads a heading that is {@link #onOneLine}. */
    static Heading of(String text) {
        if (text.length() > LONGEST) {
            return UNKNOWN;
        }
        String bare = unmarked(text);
        Matcher noted = WITH_NOTE.matcher(bare);
        boolean hasNote = noted.matches();
        Set<Column> named = columns(hasNote ? unmarked(noted.group(1)) : bare);
        if (named.isEmpty()) {
            return UNKNOWN;
        }
        if (named.size() > 1) {
            return ambiguous(named);
        }
        Column column = named.iterator().next();
        return hasNote ? noted(column, noted.group(2)) : new Heading(Optional.of(column), false, Optional.empty());
    }

    private static String unmarked(String text) {
        return MARKS.matcher(text).replaceAll("");
    }

    /** Returns the columns that the names in {@code text} are names of; none when one of them is unknown. */
    private static Set<Column> columns(String text) {
        List<Optional<Column>> named = BETWEEN_NAMES
                .splitAsStream(text)
                .filter(name -> !name.isBlank())
                .map(Column::named)
                .toList();
        Set<Column> columns = EnumSet.noneOf(Column.class);
        if (named.stream().allMatch(Optional::isPresent)) {
            named.forEach(one -> one.ifPresent(columns::add));
        }
        return columns;
    }

    private static Heading noted(Column column, String note) {
        String plain = Column.plain(note);
        boolean isUnit = column == Column.VALUE && UNITS.contains(plain);
        if (isUnit || saysHowToWrite(column, plain)) {
            return new Heading(Optional.of(column), isUnit, Optional.empty());
        }
        Set<Column> named = columns(note);
        if (named.isEmpty()) {
            return new Heading(Optional.of(column), false, Optional.of(unread(column)));
        }
        named.add(column);
        return named.size() > 1 ? ambiguous(named) : new Heading(Optional.of(column), false, Optional.empty());
    }

    private static boolean saysHowToWrite(Column column, String note) {
        boolean isOfThisColumn = switch (column) {
            case COUNT -> PERSONS.contains(note);
            case YEAR, PERIOD, OBSERVED_AT -> PATTERN_OF_DATE.matcher(note).matches();
            case GENDER -> isChoice(note, RowReader.GENDERS);
            case KIND -> isChoice(note, RowReader.KINDS);
            case RETRACTED -> isChoice(note, RowReader.FLAGS);
            default -> false;
        };
        boolean isOfNames = column != Column.INDICATOR && OF_NAMES.contains(note);
        return note.isEmpty() || isOfThisColumn || isOfNames || OF_ANY_COLUMN.contains(note);
    }

    /** Returns whether {@code note} names what there is to choose from, and not one choice in several words. */
    private static <T> boolean isChoice(String note, Map<String, T> words) {
        List<String> named = Arrays.asList(note.split("/", -1));
        return words.keySet().containsAll(named)
                && named.stream().map(words::get).distinct().count() > 1;
    }

    private static Heading ambiguous(Set<Column> columns) {
        return new Heading(
                Optional.empty(),
                false,
                Optional.of(new Fault(
                        "ambiguous-column",
                        "",
                        new Text(
                                "Rubriken kan betyda " + names(columns, Column::swedish, " eller ")
                                        + "; skriv ett av namnen.",
                                "The heading may mean " + names(columns, Column::field, " or ")
                                        + "; write one of the names."))));
    }

    private static String names(Set<Column> columns, Function<Column, String> name, String between) {
        return columns.stream().map(name).collect(Collectors.joining(between));
    }

    private static Fault unread(Column column) {
        return new Fault(
                "heading-note",
                column.field(),
                new Text(
                        "Det som står efter namnet i rubriken läses inte. Skriv rubriken som ”" + column.swedish()
                                + "”, värdena i nyckeltalets enhet, och period, kön, stadsdel och slag i egna"
                                + " kolumner.",
                        "What stands after the name in the heading is not read. Write the heading as “" + column.field()
                                + "”, the values in the indicator's unit, and period, gender, district and kind in"
                                + " columns of their own."));
    }
}
