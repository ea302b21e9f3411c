package se.malbild.services;

import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The long numbers in an answer, as JSON, tables and pages write them.
 *
 * @param digits everything of nine digits and more
 * @param amounts those of them that are numbers by themselves
 */
record Told(String address, Set<String> digits, Set<BigDecimal> amounts) {
    /** What stands between three digits and the next on pages. */
    private static final Pattern GROUPING = Pattern.compile("(?<=\\d)[\u00a0,](?=\\d{3}(?!\\d))");

    private static final Pattern DIGITS = Pattern.compile("\\d{9,}");
    private static final Pattern AMOUNT = Pattern.compile("(?<![\\w.,%-])\\d{9,12}(?:[.,]\\d{1,10})?(?!\\w)");

    static Told of(String address, String text) {
        String ungrouped = GROUPING.matcher(text).replaceAll("");
        return new Told(
                address,
                DIGITS.matcher(ungrouped).results().map(MatchResult::group).collect(Collectors.toSet()),
                AMOUNT.matcher(ungrouped)
                        .results()
                        .map(amount -> new BigDecimal(amount.group().replace(',', '.')))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Tells whether it is about another family, too. */
    boolean isOfOthers() {
        return address.matches(".*/(comparisons?|jamforelse)/.*");
    }
}
