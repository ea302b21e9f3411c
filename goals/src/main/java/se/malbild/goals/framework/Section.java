package se.malbild.goals.framework;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.Word;
import se.malbild.goals.observation.Period;

/**
 * A mapping of the document while it is read. Every reading method notes the key as known, adds a fault for what is
 * wrong with it, and then returns something harmless so that reading can go on to the next fault.
 */
final class Section {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,10})?");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
    private static final Text NO_TEXT = new Text("", "");

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
            faults.add(fault(
                    node,
                    path,
                    "not-a-mapping",
                    "Här väntas nycklar med värden.",
                    "Keys with values are expected here."));
            this.faults = new FrameworkFaults(); // that its keys are missing as well is not worth telling
            entries = Map.of();
        }
    }

    /** Adds a fault for every key that no reading method asked for. */
    void done() {
        entries.forEach((key, value) -> {
            if (!known.contains(key)) {
                String allowed = String.join(", ", known.stream().sorted().toList());
                addFault(
                        value,
                        path(key),
                        "unknown-key",
                        "Okänd nyckel; här får stå " + allowed + ".",
                        "Unknown key; allowed here: " + allowed + ".");
            }
        });
    }

    /** Tells whether {@code key} has been read without a fault, in itself and in what it holds. */
    boolean isReadable(String key) {
        return isFaultless(path(key));
    }

    private boolean isFaultless(String at) {
        return faults.isFaultless(at);
    }

    boolean has(String key) {
        known.add(key);
        return entries.containsKey(key);
    }

    void fault(String key, String code, String sv, String en) {
        addFault(entries.getOrDefault(key, node), path(key), code, sv, en);
    }

    String id(String key) {
        return required(key).map(value -> idOf(value, path(key))).orElse("");
    }

    String id(String key, String otherwise) {
        return has(key) ? id(key) : otherwise;
    }

    /** A list of ids; empty when the key is absent. */
    List<String> ids(String key) {
        return items(key, this::idOf);
    }

    /** A text that must match {@code pattern}; {@code sv} and {@code en} say what is right. */
    String matching(String key, Pattern pattern, String sv, String en) {
        return required(key)
                .map(value -> {
                    String text = scalar(value, path(key));
                    if (value instanceof YamlNode.Scalar
                            && !pattern.matcher(text).matches()) {
                        addFault(value, path(key), "wrong-form", "”" + text + "”: " + sv, "“" + text + "”: " + en);
                    }
                    return text;
                })
                .orElse("");
    }

    Text text(String key) {
        return required(key).map(value -> textOf(value, path(key))).orElse(NO_TEXT);
    }

    Optional<Text> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    BigDecimal number(String key) {
        return required(key).map(value -> numberOf(value, path(key))).orElse(BigDecimal.ZERO);
    }

    Optional<BigDecimal> optionalNumber(String key) {
        return has(key) ? Optional.of(number(key)) : Optional.empty();
    }

    /** A number that is {@code least} or more and {@code most} or less. */
    BigDecimal number(String key, BigDecimal least, BigDecimal most, BigDecimal otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        BigDecimal number = number(key);
        if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            fault(
                    key,
                    "out-of-range",
                    number + " ligger utanför " + least + "–" + most + ".",
                    number + " is outside " + least + "–" + most + ".");
        }
        return number;
    }

    BigDecimal weight(String key) {
        BigDecimal weight = has(key) ? number(key) : BigDecimal.ONE;
        if (has(key) && weight.signum() <= 0) {
            fault(key, "out-of-range", "En vikt är större än 0.", "A weight is greater than 0.");
            return BigDecimal.ONE;
        }
        return weight;
    }

    /** A number that is 0 or more; 0 when the key is absent. */
    BigDecimal tolerance(String key) {
        BigDecimal tolerance = has(key) ? number(key) : BigDecimal.ZERO;
        if (tolerance.signum() < 0) {
            fault(key, "out-of-range", "Värdet är 0 eller mer.", "The value is 0 or more.");
        }
        return tolerance;
    }

    int year(String key) {
        return required(key).map(value -> yearOf(value, path(key))).orElse(Period.FIRST_YEAR);
    }

    int year(String key, int otherwise) {
        return has(key) ? year(key) : otherwise;
    }

    /** A list of years; empty when the key is absent. */
    List<Integer> years(String key) {
        return items(key, this::yearOf);
    }

    OptionalInt optionalWhole(String key) {
        return has(key) ? OptionalInt.of(whole(key)) : OptionalInt.empty();
    }

    /** A whole number from 1. */
    int whole(String key) {
        return required(key).map(value -> wholeOf(value, path(key))).orElse(1);
    }

    boolean flag(String key) {
        if (!has(key)) {
            return false;
        }
        String text = scalar(entries.get(key), path(key));
        if (isReadable(key) && !text.equals("true") && !text.equals("false")) {
            fault(key, "not-a-flag", "Skriv true eller false.", "Write true or false.");
        }
        return text.equals("true");
    }

    /** One of {@code type}'s constants, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        return required(key).map(value -> choiceOf(value, path(key), type)).orElse(type.getEnumConstants()[0]);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        return has(key) ? choice(key, type) : otherwise;
    }

    Section section(String key) {
        return required(key)
                .map(value -> new Section(value, path(key), faults))
                .orElseGet(() -> new Section(
                        new YamlNode.Mapping(node.line(), node.column(), Map.of()), path(key), new FrameworkFaults()));
    }

    Optional<Section> optionalSection(String key) {
        return has(key) ? Optional.of(section(key)) : Optional.empty();
    }

    /** A list of mappings; empty when the key is absent. */
    List<Section> sections(String key) {
        return items(key, (item, itemPath) -> new Section(item, itemPath, faults));
    }

    /** A list of mappings with at least one in it. */
    List<Section> requiredSections(String key) {
        List<Section> sections = required(key).isPresent() ? sections(key) : List.of();
        if (sections.isEmpty() && entries.get(key) instanceof YamlNode.Sequence) {
            fault(key, "empty", "Listan är tom; minst en post behövs.", "The list is empty; at least one is needed.");
        }
        return sections;
    }

    /** What {@code key} says of each year: one number for all of {@code years}, or a mapping from year to number. */
    Map<Integer, BigDecimal> numberPerYear(String key, List<Integer> years) {
        Map<Integer, BigDecimal> numbers = new LinkedHashMap<>();
        YamlNode value = required(key).orElse(null);
        if (value instanceof YamlNode.Mapping mapping) {
            if (mapping.entries().isEmpty()) {
                fault(key, "empty", "Ange minst ett år.", "Give at least one year.");
            }
            mapping.entries().forEach((year, number) -> {
                String yearPath = path(key) + "." + year;
                int when = yearOf(new YamlNode.Scalar(number.line(), number.column(), year), yearPath);
                numbers.put(when, numberOf(number, yearPath));
                if (isFaultless(yearPath) && !years.contains(when)) {
                    addFault(
                            number,
                            yearPath,
                            "outside-period",
                            "Året ligger utanför perioden " + years.get(0) + "–" + years.get(years.size() - 1) + ".",
                            "The year is outside the period " + years.get(0) + "–" + years.get(years.size() - 1) + ".");
                }
            });
        } else if (value != null) {
            BigDecimal number = numberOf(value, path(key));
            years.forEach(year -> numbers.put(year, number));
        }
        return numbers;
    }

    /** Returns the text of {@code key} when it is a plain scalar. */
    Optional<String> word(String key) {
        return has(key) && entries.get(key) instanceof YamlNode.Scalar scalar
                ? Optional.of(scalar.text())
                : Optional.empty();
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

    private Optional<YamlNode> required(String key) {
        if (!has(key)) {
            addFault(
                    node,
                    path(key),
                    "required",
                    "Nyckeln ”" + key + "” saknas; den måste anges.",
                    "The key “" + key + "” is missing; it is required.");
        }
        return Optional.ofNullable(entries.get(key));
    }

    private <T> List<T> items(String key, BiFunction<YamlNode, String, T> read) {
        List<T> items = new ArrayList<>();
        if (has(key)) {
            if (entries.get(key) instanceof YamlNode.Sequence sequence) {
                for (YamlNode item : sequence.items()) {
                    items.add(read.apply(item, path(key) + "[" + items.size() + "]"));
                }
            } else {
                fault(key, "not-a-list", "Här väntas en lista.", "A list is expected here.");
            }
        }
        return items;
    }

    private Text textOf(YamlNode value, String at) {
        if (value instanceof YamlNode.Mapping) {
            Section languages = new Section(value, at, faults);
            Text text = new Text(languages.words("sv"), languages.words("en"));
            languages.done();
            return text;
        }
        addFault(
                value,
                at,
                "not-bilingual",
                "Texten ska ges på svenska och engelska: {sv: …, en: …}.",
                "The text is to be given in Swedish and English: {sv: …, en: …}.");
        return NO_TEXT;
    }

    /** A text in one language. */
    String words(String key) {
        String words = required(key).map(value -> scalar(value, path(key))).orElse("");
        if (entries.get(key) instanceof YamlNode.Scalar && words.isBlank()) {
            fault(key, "blank", "Texten är tom.", "The text is blank.");
        }
        return words.strip();
    }

    private String idOf(YamlNode value, String at) {
        String id = scalar(value, at);
        if (value instanceof YamlNode.Scalar && !ID.matcher(id).matches()) {
            addFault(
                    value,
                    at,
                    "wrong-form",
                    "”" + id
                            + "” duger inte som id: bokstäver a–z, siffror, punkt, understreck och bindestreck, högst 100 tecken.",
                    "“" + id
                            + "” does not do as an id: letters a–z, digits, dot, underscore and hyphen, at most 100 characters.");
        }
        return id;
    }

    private BigDecimal numberOf(YamlNode value, String at) {
        String text = scalar(value, at);
        if (NUMBER.matcher(text).matches()) {
            return Fraction.plain(new BigDecimal(text));
        }
        if (value instanceof YamlNode.Scalar) {
            addFault(
                    value,
                    at,
                    "not-a-number",
                    "”" + text
                            + "” är inte ett tal; skriv till exempel 78.37, med högst 18 siffror före och 10 efter punkten.",
                    "“" + text
                            + "” is not a number; write for example 78.37, with at most 18 digits before and 10 after the point.");
        }
        return BigDecimal.ZERO;
    }

    private int wholeOf(YamlNode value, String at) {
        String text = scalar(value, at);
        if (WHOLE.matcher(text).matches() && Integer.parseInt(text) >= 1) {
            return Integer.parseInt(text);
        }
        if (value instanceof YamlNode.Scalar) {
            addFault(
                    value,
                    at,
                    "not-a-whole-number",
                    "”" + text + "” är inte ett heltal från 1.",
                    "“" + text + "” is not a whole number from 1.");
        }
        return 1;
    }

    private int yearOf(YamlNode value, String at) {
        String text = scalar(value, at);
        if (WHOLE.matcher(text).matches()) {
            int year = Integer.parseInt(text);
            if (year >= Period.FIRST_YEAR && year <= Period.LAST_YEAR) {
                return year;
            }
        }
        if (value instanceof YamlNode.Scalar) {
            addFault(
                    value,
                    at,
                    "not-a-year",
                    "”" + text + "” är inte ett år mellan " + Period.FIRST_YEAR + " och " + Period.LAST_YEAR + ".",
                    "“" + text + "” is not a year between " + Period.FIRST_YEAR + " and " + Period.LAST_YEAR + ".");
        }
        return Period.FIRST_YEAR;
    }

    private <E extends Enum<E>> E choiceOf(YamlNode value, String at, Class<E> type) {
        String text = scalar(value, at);
        E[] choices = type.getEnumConstants();
        for (E choice : choices) {
            if (Word.of(choice).equals(text)) {
                return choice;
            }
        }
        if (value instanceof YamlNode.Scalar) {
            String allowed =
                    String.join(", ", Arrays.stream(choices).map(Word::of).toList());
            addFault(
                    value,
                    at,
                    "unknown-choice",
                    "”" + text + "” finns inte; välj ett av " + allowed + ".",
                    "“" + text + "” is not known; use one of " + allowed + ".");
        }
        return choices[0];
    }

    private String scalar(YamlNode value, String at) {
        if (value instanceof YamlNode.Scalar scalar) {
            return scalar.text();
        }
        addFault(value, at, "not-a-scalar", "Här väntas ett enkelt värde.", "A single value is expected here.");
        return "";
    }

    private void addFault(YamlNode where, String at, String code, String sv, String en) {
        faults.add(fault(where, at, code, sv, en));
    }

    private static FrameworkFault fault(YamlNode where, String at, String code, String sv, String en) {
        return new FrameworkFault(where.line(), where.column(), at, code, new Text(sv, en));
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
