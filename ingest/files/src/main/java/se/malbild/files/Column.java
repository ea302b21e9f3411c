package se.malbild.files;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a column of a file may hold, and how people name it. The first name is the one that messages use. */
enum Column {
    EVENT_ID("eventId", "händelse-id", "id"),
    ORGANISATION("organisation", "kommun", "kommunkod", "municipality"),
    INDICATOR("indicator", "nyckeltal", "indikator", "kpi"),
    DEPARTMENT("department", "förvaltning", "nämnd", "ansvarig nämnd"),
    YEAR("year", "år"),
    PERIOD("period", "period", "delperiod"),
    GENDER("gender", "kön"),
    DISTRICT("district", "stadsdel"),
    VALUE("value", "utfall", "värde"),
    MISSING("missing", "bortfall", "orsak till bortfall"),
    COUNT("count", "antal", "antal personer"),
    KIND("kind", "slag"),
    RETRACTED("retracted", "återtagen", "återtaget"),
    REVISION("revision", "revision"),
    OBSERVED_AT("observedAt", "tidpunkt", "datum", "date"),
    SOURCE("source", "källa"),
    COMMENT("comment", "kommentar"),
    /** What a table of the dashboard says about its framework, and nothing of the observation. */
    NOTICE("notice", "viktigt att veta");

    /** The columns that a sender fills in, which are those that messages name. */
    static final List<Column> OF_SENDERS =
            Arrays.stream(values()).filter(column -> column != NOTICE).toList();

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Z}\\p{Cf}_-]+");
    private static final Map<String, Column> BY_NAME = Arrays.stream(values())
            .flatMap(column -> column.names.stream().map(name -> Map.entry(plain(name), column)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    private static final Map<String, Column> BY_FIELD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Column::field, Function.identity()));

    private final String field;
    private final List<String> names;

    /** @param field the event's field, which is also the English name */
    Column(String field, String swedish, String... others) {
        this.field = field;
        this.names =
                Stream.concat(Stream.of(swedish, field), Arrays.stream(others)).toList();
    }

    /** Returns the event's field that the column fills. */
    String field() {
        return field;
    }

    String swedish() {
        return names.get(0);
    }

    /** Returns the column that {@code heading} names, whatever its case, spaces, hyphens and diacritics. */
    static Optional<Column> named(String heading) {
        return Optional.ofNullable(BY_NAME.get(plain(heading)));
    }

    static Column ofField(String field) {
        return Optional.ofNullable(BY_FIELD.get(field)).orElseThrow();
    }

    private static boolean isPlain(String words) {
        for (int i = 0; i < words.length(); i++) {
            char letter = words.charAt(i);
            if ((letter < 'a' || letter > 'z') && (letter < 'A' || letter > 'Z')) {
                return false;
            }
        }
        return true;
    }

    /** Returns {@code words} in lower case, without diacritics and without what is between words. */
    static String plain(String words) {
        if (isPlain(words)) {
            return words.toLowerCase(Locale.ROOT);
        }
        String decomposed =
                MARKS.matcher(Normalizer.normalize(words, Normalizer.Form.NFD)).replaceAll("");
        return BETWEEN_WORDS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
