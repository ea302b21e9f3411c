package se.malbild.goals.framework;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.Word;
import se.malbild.goals.framework.Indicator.Range;
import se.malbild.goals.observation.Period;

/**
 * One value of the document while it is read. Every reading method adds a fault for what is wrong, and then returns
 * something harmless so that reading can go on to the next fault.
 *
 * @param path where it stands, for example {@code indicators[3].rule.kind}
 */
record Entry(YamlNode node, String path, FrameworkFaults faults) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,10})?");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
    private static final Text NO_TEXT = new Text("", "");

    void fault(String code, String sv, String en) {
        faults.add(new FrameworkFault(node.line(), node.column(), path, code, new Text(sv, en)));
    }

    /** Tells whether it is a single value, right or wrong; what is not has its fault from {@link #scalar}. */
    private boolean isScalar() {
        return node instanceof YamlNode.Scalar;
    }

    private boolean isFaultless() {
        return faults.isFaultless(path);
    }

    String scalar() {
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar.text();
        }
        fault("not-a-scalar", "Här väntas ett enkelt värde.", "A single value is expected here.");
        return "";
    }

    /** A text that must match {@code pattern}; {@code sv} and {@code en} say what is right. */
    String matching(Pattern pattern, String sv, String en) {
        String text = scalar();
        if (isScalar() && !pattern.matcher(text).matches()) {
            fault("wrong-form", "”" + text + "”: " + sv, "“" + text + "”: " + en);
        }
        return text;
    }

    String id() {
        String id = scalar();
        if (isScalar() && !ID.matcher(id).matches()) {
            fault(
                    "wrong-form",
                    "”" + id
                            + "” duger inte som id: bokstäver a–z, siffror, punkt, understreck och bindestreck, högst"
                            + " 100 tecken.",
                    "“" + id
                            + "” is not an id: use letters a–z, digits, dot, underscore and hyphen, at most 100"
                            + " characters.");
        }
        return id;
    }

    BigDecimal number() {
        String text = scalar();
        if (NUMBER.matcher(text).matches()) {
            return Fraction.plain(new BigDecimal(text));
        }
        if (isScalar()) {
            fault(
                    "not-a-number",
                    "”" + text
                            + "” är inte ett tal; skriv till exempel 78.37, med högst 18 siffror före och 10 efter"
                            + " punkten.",
                    "“" + text
                            + "” is not a number; write for example 78.37, with at most 18 digits before and 10 after"
                            + " the point.");
        }
        return BigDecimal.ZERO;
    }

    /** A number that is {@code least} or more and {@code most} or less. */
    BigDecimal number(BigDecimal least, BigDecimal most) {
        BigDecimal number = number();
        if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            fault(
                    "out-of-range",
                    number + " ligger utanför " + least + "–" + most + ".",
                    number + " is outside " + least + "–" + most + ".");
        }
        return number;
    }

    BigDecimal weight() {
        BigDecimal weight = number();
        if (weight.signum() <= 0) {
            fault("out-of-range", "En vikt är större än 0.", "A weight is greater than 0.");
            return BigDecimal.ONE;
        }
        return weight;
    }

    BigDecimal tolerance() {
        BigDecimal tolerance = number();
        if (tolerance.signum() < 0) {
            fault("out-of-range", "Värdet är 0 eller mer.", "The value is 0 or more.");
        }
        return tolerance;
    }

    /** Adds a fault when the number, which has been read without one, is outside the range of its indicator. */
    void within(Range range) {
        BigDecimal number = number();
        if (!range.contains(number)) {
            Text values = range.words();
            fault(
                    "outside-range",
                    number.toPlainString() + " ligger utanför nyckeltalets intervall (range), " + values.sv() + ".",
                    number.toPlainString() + " is outside the indicator's range, " + values.en() + ".");
        }
    }

    /** Adds a fault when the tolerance, which has been read without one, leaves no value of {@code range} outside it. */
    void narrowerThan(Range range) {
        BigDecimal tolerance = number();
        if (range.width().filter(width -> tolerance.compareTo(width) >= 0).isPresent()) {
            Text values = range.words();
            fault(
                    "as-wide-as-range",
                    tolerance.toPlainString() + " är så mycket att hela nyckeltalets intervall (range), " + values.sv()
                            + ", ryms inom det.",
                    tolerance.toPlainString() + " is as wide as the indicator's whole range, " + values.en()
                            + ", so no value can fall outside it.");
        }
    }

    /** One number for all of {@code years}, or a mapping from year to number. */
    Map<Integer, BigDecimal> numberPerYear(List<Integer> years) {
        Map<Integer, BigDecimal> numbers = new LinkedHashMap<>();
        if (node instanceof YamlNode.Mapping mapping) {
            if (mapping.entries().isEmpty()) {
                fault("empty", "Ange minst ett år.", "Give at least one year.");
            }
            mapping.entries().forEach((key, value) -> {
                Entry number = new Entry(value, path + "." + key, faults);
                YamlNode year = new YamlNode.Scalar(value.line(), value.column(), key);
                int when = new Entry(year, number.path, faults).year();
                numbers.put(when, number.number());
                if (number.isFaultless() && !years.contains(when)) {
                    String period = years.get(0) + "–" + years.get(years.size() - 1) + ".";
                    number.fault(
                            "outside-period",
                            "Året ligger utanför perioden " + period,
                            "The year is outside the period " + period);
                }
            });
        } else {
            BigDecimal number = number();
            years.forEach(year -> numbers.put(year, number));
        }
        return numbers;
    }

    /** A whole number from 1. */
    int whole() {
        String text = scalar();
        if (WHOLE.matcher(text).matches() && Integer.parseInt(text) >= 1) {
            return Integer.parseInt(text);
        }
        if (isScalar()) {
            fault(
                    "not-a-whole-number",
                    "”" + text + "” är inte ett heltal från 1.",
                    "“" + text + "” is not a whole number from 1.");
        }
        return 1;
    }

    int year() {
        String text = scalar();
        if (WHOLE.matcher(text).matches()) {
            int year = Integer.parseInt(text);
            if (year >= Period.FIRST_YEAR && year <= Period.LAST_YEAR) {
                return year;
            }
        }
        if (isScalar()) {
            fault(
                    "not-a-year",
                    "”" + text + "” är inte ett år mellan " + Period.FIRST_YEAR + " och " + Period.LAST_YEAR + ".",
                    "“" + text + "” is not a year between " + Period.FIRST_YEAR + " and " + Period.LAST_YEAR + ".");
        }
        return Period.FIRST_YEAR;
    }

    boolean flag() {
        String text = scalar();
        if (isFaultless() && !text.equals("true") && !text.equals("false")) {
            fault("not-a-flag", "Skriv true eller false.", "Write true or false.");
        }
        return text.equals("true");
    }

    /** One of {@code type}'s constants, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(Class<E> type) {
        String text = scalar();
        E[] choices = type.getEnumConstants();
        for (E choice : choices) {
            if (Word.of(choice).equals(text)) {
                return choice;
            }
        }
        if (isScalar()) {
            String allowed =
                    String.join(", ", Arrays.stream(choices).map(Word::of).toList());
            fault(
                    "unknown-choice",
                    "”" + text + "” finns inte; välj ett av " + allowed + ".",
                    "“" + text + "” is not known; use one of " + allowed + ".");
        }
        return choices[0];
    }

    /** A text in Swedish and English. */
    Text text() {
        if (node instanceof YamlNode.Mapping) {
            Section languages = section();
            Text text = new Text(languages.words("sv"), languages.words("en"));
            languages.done();
            return text;
        }
        fault(
                "not-bilingual",
                "Texten ska ges på svenska och engelska: {sv: …, en: …}.",
                "The text must be given in Swedish and English: {sv: …, en: …}.");
        return NO_TEXT;
    }

    Section section() {
        return new Section(node, path, faults);
    }

    /** The items of a list, each as {@code read} reads it. */
    <T> List<T> items(Function<Entry, T> read) {
        List<T> items = new ArrayList<>();
        if (node instanceof YamlNode.Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                items.add(read.apply(new Entry(item, path + "[" + items.size() + "]", faults)));
            }
        } else {
            fault("not-a-list", "Här väntas en lista.", "A list is expected here.");
        }
        return items;
    }
}
