package se.malbild.dashboard.pages;

/**
 * One line of a computation.
 *
 * @param name what is computed
 * @param sum the number, and how it comes about
 * @param said what follows from it, or {@code ""}
 */
public record SumLine(String name, String sum, String said) {
    SumLine(String name, String sum) {
        this(name, sum, "");
    }
}
