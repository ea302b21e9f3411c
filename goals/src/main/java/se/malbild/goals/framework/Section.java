package se.malbild.goals.framework;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Indicator.Range;
import se.malbild.goals.observation.Period;

/**
 * A mapping of the document while it is read. Every reading method notes the key as known, and reads its value as
 * {@link Entry} does; a key that is required but absent is a fault too.
 */
final class Section {
    private static final char REPLACEMENT = '\ufffd';

    private final YamlNode node;
    private final Map<String, YamlNode> entries;
    private final String path;
    private final FrameworkFaults faults;
    private final Set<String> known = new HashSet<>();

    Section(YamlNode node, String path, FrameworkFaults faults) {
        this.node = node;
        this.path = path;
        if (node instanceof YamlNode.Mapping mapping) {
            this.faults = faults;
            entries = mapping.entries();
        } else {
            new Entry(node, path, faults)
                    .fault("not-a-mapping", "Här väntas nycklar med värden.", "Keys with values are expected here.");
            this.faults = new FrameworkFaults(); // that its keys are missing as well is not worth reporting
            entries = Map.of();
        }
    }

    /** Adds a fault for every key that no reading method asked for. */
    void done() {
        entries.keySet().stream().filter(key -> !known.contains(key)).forEach(key -> {
            String allowed = String.join(", ", known.stream().sorted().toList());
            fault(
                    key,
                    "unknown-key",
                    "Okänd nyckel; här får stå " + allowed + ".",
                    "Unknown key; allowed here: " + allowed + ".");
        });
    }

    /** Tells whether {@code key} has been read without a fault, in itself and in what it holds. */
    boolean isReadable(String key) {
        return faults.isFaultless(path(key));
    }

    boolean has(String key) {
        known.add(key);
        return entries.containsKey(key);
    }

    void fault(String key, String code, String sv, String en) {
        entry(key, entries.getOrDefault(key, node)).fault(code, sv, en);
    }

    String id(String key) {
        return required(key).map(Entry::id).orElse("");
    }

    String id(String key, String otherwise) {
        return has(key) ? id(key) : otherwise;
    }

    /** A list of ids; empty when the key is absent. */
    List<String> ids(String key) {
        return items(key, Entry::id);
    }

    /** A text that must match {@code pattern}; {@code sv} and {@code en} say what is right. */
    String matching(String key, Pattern pattern, String sv, String en) {
        return required(key).map(entry -> entry.matching(pattern, sv, en)).orElse("");
    }

    Text text(String key) {
        return required(key).map(Entry::text).orElse(new Text("", ""));
    }

    Optional<Text> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** A text in one language. */
    String words(String key) {
        String words = required(key).map(Entry::scalar).orElse("");
        if (entries.get(key) instanceof YamlNode.Scalar && words.isBlank()) {
            fault(key, "blank", "Texten är tom.", "The text is blank.");
        }
        if (words.indexOf(REPLACEMENT) >= 0) {
            fault(
                    key,
                    "unreadable-character",
                    "Texten innehåller ett tecken som inte har gått att läsa (U+FFFD); skriv om den.",
                    "The text contains a character that could not be read (U+FFFD); write it again.");
        }
        return words.strip();
    }

    /** Returns the text of {@code key} when it is a plain scalar. */
    Optional<String> word(String key) {
        return has(key) && entries.get(key) instanceof YamlNode.Scalar scalar
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    BigDecimal number(String key) {
        return required(key).map(Entry::number).orElse(BigDecimal.ZERO);
    }

    Optional<BigDecimal> optionalNumber(String key) {
        return has(key) ? Optional.of(number(key)) : Optional.empty();
    }

    /** A number that is {@code least} or more and {@code most} or less. */
    BigDecimal number(String key, BigDecimal least, BigDecimal most, BigDecimal otherwise) {
        return has(key) ? given(key).number(least, most) : otherwise;
    }

    /** A number greater than 0; 1 when the key is absent. */
    BigDecimal weight(String key) {
        return has(key) ? given(key).weight() : BigDecimal.ONE;
    }

    /** A number that is 0 or more; 0 when the key is absent. */
    BigDecimal tolerance(String key) {
        return has(key) ? given(key).tolerance() : BigDecimal.ZERO;
    }

    /** One number for all of {@code years}, or a mapping from year to number. */
    Map<Integer, BigDecimal> numberPerYear(String key, List<Integer> years) {
        return required(key).map(entry -> entry.numberPerYear(years)).orElse(Map.of());
    }

    int year(String key) {
        return required(key).map(Entry::year).orElse(Period.FIRST_YEAR);
    }

    int year(String key, int otherwise) {
        return has(key) ? year(key) : otherwise;
    }

    /** A list of years; empty when the key is absent. */
    List<Integer> years(String key) {
        return items(key, Entry::year);
    }

    /** A whole number from 1. */
    int whole(String key) {
        return required(key).map(Entry::whole).orElse(1);
    }

    OptionalInt optionalWhole(String key) {
        return has(key) ? OptionalInt.of(whole(key)) : OptionalInt.empty();
    }

    /** False when the key is absent. */
    boolean flag(String key) {
        return has(key) && given(key).flag();
    }

    /** One of {@code type}'s constants, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        return required(key).map(entry -> entry.choice(type)).orElse(type.getEnumConstants()[0]);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        return has(key) ? choice(key, type) : otherwise;
    }

    Section section(String key) {
        return required(key).map(Entry::section).orElseGet(() -> nothing(key));
    }

    private Section nothing(String key) {
        YamlNode empty = new YamlNode.Mapping(node.line(), node.column(), Map.of());
        return new Section(empty, path(key), new FrameworkFaults());
    }

    Optional<Section> optionalSection(String key) {
        return has(key) ? Optional.of(section(key)) : Optional.empty();
    }

    /** A list of mappings; empty when the key is absent. */
    List<Section> sections(String key) {
        return items(key, Entry::section);
    }

    /** A list of mappings with at least one in it. */
    List<Section> requiredSections(String key) {
        List<Section> sections = required(key).isPresent() ? sections(key) : List.of();
        if (sections.isEmpty() && entries.get(key) instanceof YamlNode.Sequence) {
            fault(key, "empty", "Listan är tom; minst en post behövs.", "The list is empty; at least one is needed.");
        }
        return sections;
    }

    /** Adds a fault when {@code id}, which the key {@code id} gives, is among {@code ids}; notes it there. */
    void unique(Set<String> ids, String id) {
        if (!id.isEmpty() && !ids.add(id)) {
            fault("id", "duplicate", "Id:t ”" + id + "” används redan.", "The id “" + id + "” is already used.");
        }
    }

    /** Adds a fault for each of {@code ids}, which {@code key} gives, that is not declared. */
    void refersTo(String key, List<String> ids, Set<String> declared, String sv, String en) {
        for (String id : ids) {
            if (!id.isEmpty() && !declared.contains(id)) {
                fault(
                        key,
                        "unknown-reference",
                        "”" + id + "” finns inte; ett id på " + sv + " väntas.",
                        "“" + id + "” is not the id of any " + en + ".");
            }
        }
    }

    /** Adds a fault when the bounds, which the keys {@code lower} and {@code upper} give, stand the wrong way round. */
    void ordered(Optional<BigDecimal> lower, Optional<BigDecimal> upper) {
        if (lower.isPresent() && upper.isPresent() && lower.get().compareTo(upper.get()) > 0) {
            fault("lower", "wrong-order", "Nedre gränsen är högre än övre.", "The lower bound is above the upper.");
        }
    }

    /** Adds a fault for every number that {@code key} gives, alone or by year, and that {@code range} does not contain. */
    void within(Range range, String key) {
        if (has(key) && entries.get(key) instanceof YamlNode.Mapping byYear) {
            byYear.entries().keySet().forEach(year -> section(key).within(range, year));
        } else if (has(key) && isReadable(key)) {
            given(key).within(range);
        }
    }

    /** Adds a fault when the tolerance that {@code key} gives leaves no value of {@code range} outside it. */
    void narrowerThan(Range range, String key) {
        if (has(key) && isReadable(key)) {
            given(key).narrowerThan(range);
        }
    }

    private Optional<Entry> required(String key) {
        if (!has(key)) {
            fault(
                    key,
                    "required",
                    "Nyckeln ”" + key + "” saknas; den måste anges.",
                    "The key “" + key + "” is missing; it is required.");
            return Optional.empty();
        }
        return Optional.of(given(key));
    }

    private <T> List<T> items(String key, Function<Entry, T> read) {
        return has(key) ? given(key).items(read) : List.of();
    }

    private Entry given(String key) {
        return entry(key, entries.get(key));
    }

    private Entry entry(String key, YamlNode value) {
        return new Entry(value, path(key), faults);
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
