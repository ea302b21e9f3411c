package se.malbild.files.cells;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number format of a spreadsheet (ECMA-376, part 1, 18.8.31): what it shows of a number. */
public final class CellFormat {
    private static final String GENERAL = "General";
    private static final String DIGITS = "0#?";
    /** What stands beside a number without saying anything of its size. */
    private static final String SILENT = " \u00a0\u2009\u202f-+()\u2212\u2013!";

    private static final String MINUS_SIGNS = "-\u2212\u2013";

    private static final Pattern CONDITION = Pattern.compile("(<=|>=|<>|<|>|=)(-?\\d+(?:\\.\\d+)?)");
    private static final Pattern GIVEN_DENOMINATOR = Pattern.compile("[1-9]\\d{0,3}");
    private static final int MOST_DENOMINATOR_DIGITS = 3;

    /** The part of a format that holds for a number. */
    private final String section;
    /** Whether it is the one for negative numbers, which are then shown without a sign. */
    private final boolean isForNegatives;

    private final StringBuilder before = new StringBuilder();
    private final StringBuilder after = new StringBuilder();
    private final StringBuilder denominator = new StringBuilder();
    private int digits;
    private int decimals;
    private int percents;
    private int thousands;
    private boolean isGeneral;
    private boolean isAfterPoint;
    private boolean isScientific;
    private boolean isFraction;
    private boolean isSplit;

    private CellFormat(String section, boolean isForNegatives) {
        this.section = section;
        this.isForNegatives = isForNegatives;
        for (int i = 0; i < section.length(); i++) {
            i = read(i);
        }
    }

    /**
     * Returns what {@code format} shows of {@code number}, without separators between thousands; nothing when that is the
     * number itself, at most rounded.
     */
    public static Optional<String> shown(String format, BigDecimal number) {
        if (format.isEmpty() || format.equals(GENERAL)) {
            return Optional.empty();
        }
        CellFormat used = of(sections(format), number);
        return used.saysTheNumber(number) ? Optional.empty() : Optional.of(used.text(number));
    }

    private static List<String> sections(String format) {
        List<String> sections = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) == ';') {
                sections.add(format.substring(from, i));
                from = i + 1;
            } else {
                i = end(format, i);
            }
        }
        sections.add(format.substring(from));
        return sections;
    }

    /** Returns where what begins at {@code start} ends: a text, something in brackets, or a character with the one before. */
    private static int end(String format, int start) {
        int end = switch (format.charAt(start)) {
            case '"' -> format.indexOf('"', start + 1);
            case '[' -> format.indexOf(']', start);
            case '\\', '_', '*' -> start + 1;
            default -> start;
        };
        return end < 0 || end >= format.length() ? format.length() - 1 : end;
    }

    private static CellFormat of(List<String> sections, BigDecimal number) {
        for (String section : sections) {
            Matcher condition = CONDITION.matcher(section);
            int bracket = section.indexOf('[');
            if (bracket >= 0 && condition.find(bracket) && section.charAt(condition.start() - 1) == '[') {
                return conditional(sections, number);
            }
        }
        boolean hasNegatives = number.signum() < 0 && sections.size() > 1;
        boolean hasZero = number.signum() == 0 && sections.size() > 2;
        return new CellFormat(sections.get(hasNegatives ? 1 : hasZero ? 2 : 0), hasNegatives);
    }

    private static CellFormat conditional(List<String> sections, BigDecimal number) {
        for (String section : sections) {
            Matcher condition = CONDITION.matcher(section);
            if (!condition.find() || holds(condition, number)) {
                return new CellFormat(section, false);
            }
        }
        return new CellFormat(sections.get(sections.size() - 1), false);
    }

    private static boolean holds(Matcher condition, BigDecimal number) {
        int order = number.compareTo(new BigDecimal(condition.group(2)));
        return switch (condition.group(1)) {
            case "<=" -> order <= 0;
            case ">=" -> order >= 0;
            case "<>" -> order != 0;
            case "<" -> order < 0;
            case ">" -> order > 0;
            default -> order == 0;
        };
    }

    /** Reads what begins at {@code start} and returns where it ends. */
    private int read(int start) {
        char c = section.charAt(start);
        int end = end(section, start);
        if (c == '"') {
            literal(section.substring(start + 1, Math.max(start + 1, end)));
        } else if (c == '\\') {
            literal(section.substring(end, end + 1));
        } else if (c == '[') {
            currency(section.substring(start + 1, Math.max(start + 1, end)));
        } else if (c == '_') {
            literal(" ");
        } else if (section.regionMatches(true, start, GENERAL, 0, GENERAL.length())) {
            isGeneral = true;
            end = start + GENERAL.length() - 1;
        } else if (c == '@') {
            isGeneral = true;
        } else if (c != '*') {
            number(start, c);
        }
        return end;
    }

    private void number(int at, char c) {
        if (DIGITS.indexOf(c) >= 0 || (isFraction && Character.isDigit(c))) {
            digit(c);
        } else if (c == '.' && !isAfterPoint) {
            isAfterPoint = true;
        } else if (c == ',' && digits > 0) {
            thousands += isBeforeDigit(at) ? 0 : 1;
        } else if ((c == 'E' || c == 'e') && digits > 0 && "+-".indexOf(next(at)) >= 0) {
            isScientific = true;
        } else if (c == '/' && digits > 0) {
            isFraction = true;
        } else if (!isScientific || "+-".indexOf(c) < 0) {
            percents += c == '%' ? 1 : 0;
            literal(String.valueOf(c));
        }
    }

    private void digit(char c) {
        digits++;
        isSplit |= !after.toString().isBlank();
        if (isFraction) {
            denominator.append(c);
        } else if (isAfterPoint && !isScientific) {
            decimals++;
        }
    }

    private char next(int at) {
        return at + 1 < section.length() ? section.charAt(at + 1) : ' ';
    }

    /** A comma before a digit separates thousands; any other divides the number by a thousand. */
    private boolean isBeforeDigit(int at) {
        int next = at;
        while (next < section.length() && section.charAt(next) == ',') {
            next++;
        }
        return next < section.length() && DIGITS.indexOf(section.charAt(next)) >= 0;
    }

    private void literal(String text) {
        (digits > 0 || isGeneral ? after : before).append(text);
    }

    /** Of what is in brackets only a currency is shown: {@code $kr-41D}. */
    private void currency(String content) {
        if (content.startsWith("$")) {
            int language = content.indexOf('-');
            literal(content.substring(1, language < 0 ? content.length() : language));
        }
    }

    private boolean saysTheNumber(BigDecimal number) {
        boolean hasNumber = digits > 0 || isGeneral;
        boolean isDash = number.signum() == 0 && !before.toString().isBlank();
        return (hasNumber || isDash)
                && percents + thousands == 0
                && !isScientific
                && !isFraction
                && !isSplit
                && isSilent(before)
                && isSilent(after)
                && saysTheSign(number);
    }

    private boolean saysTheSign(BigDecimal number) {
        boolean isBracketed = before.indexOf("(") >= 0 && after.indexOf(")") >= 0;
        boolean isShownAsNegative = hasAutomaticMinus(number) || isBracketed || hasMinus(before) || hasMinus(after);
        return number.signum() == 0 || isShownAsNegative == number.signum() < 0;
    }

    private boolean hasAutomaticMinus(BigDecimal number) {
        return number.signum() < 0 && !isForNegatives;
    }

    private static boolean hasMinus(CharSequence literals) {
        return literals.chars().anyMatch(c -> MINUS_SIGNS.indexOf(c) >= 0);
    }

    private static boolean isSilent(CharSequence literals) {
        return literals.chars().allMatch(c -> SILENT.indexOf(c) >= 0);
    }

    private String text(BigDecimal number) {
        BigDecimal size = number.abs().movePointRight(2 * percents).movePointLeft(3 * thousands);
        String shown = "";
        if (isGeneral) {
            shown = size.toPlainString();
        } else if (isFraction) {
            shown = fraction(size);
        } else if (isScientific) {
            shown = scientific(size);
        } else if (digits > 0) {
            shown = size.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
        }
        String sign = hasAutomaticMinus(number) && !shown.isEmpty() ? "-" : "";
        return RawCell.trim(sign + before + shown + after);
    }

    private String scientific(BigDecimal size) {
        BigDecimal rounded = size.round(new MathContext(decimals + 1, RoundingMode.HALF_UP));
        int exponent = size.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.movePointLeft(exponent)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
        return mantissa + "E" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private String fraction(BigDecimal size) {
        BigInteger whole = size.toBigInteger();
        BigDecimal rest = size.subtract(new BigDecimal(whole));
        boolean isGiven = GIVEN_DENOMINATOR.matcher(denominator).matches();
        int most = BigInteger.TEN
                        .pow(Math.min(denominator.length(), MOST_DENOMINATOR_DIGITS))
                        .intValue()
                - 1;
        int last = isGiven ? Integer.parseInt(denominator.toString()) : Math.max(1, most);
        BigDecimal least = BigDecimal.TEN;
        long best = 0;
        int bestOf = 1;
        for (int of = isGiven ? last : 1; of <= last; of++) {
            BigDecimal parts = rest.multiply(BigDecimal.valueOf(of));
            long rounded = parts.setScale(0, RoundingMode.HALF_UP).longValueExact();
            BigDecimal off = parts.subtract(BigDecimal.valueOf(rounded))
                    .abs()
                    .divide(BigDecimal.valueOf(of), MathContext.DECIMAL64);
            if (off.compareTo(least) < 0) {
                least = off;
                best = rounded;
                bestOf = of;
            }
        }
        return best == 0 ? whole.toString() : whole + " " + best + "/" + bestOf;
    }
}
