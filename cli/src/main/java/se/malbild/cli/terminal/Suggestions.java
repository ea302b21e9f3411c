package se.malbild.cli.terminal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the words that somebody who mistyped one may have meant. */
final class Suggestions {
    private static final int MOST = 3;
    private static final int LETTERS_PER_MISTAKE = 3;

    private Suggestions() {}

    /**
     * Returns those of {@code known} that begin with {@code typed} or are like it, the most alike first. Nothing is like
     * hyphens alone.
     */
    static List<String> of(String typed, Collection<String> known) {
        if (typed.replace("-", "").isBlank()) {
            return List.of();
        }
        String word = typed.toLowerCase(Locale.ROOT);
        int mistakes = Math.max(1, word.length() / LETTERS_PER_MISTAKE);
        return known.stream()
                .filter(other -> other.startsWith(word) || distance(word, other) <= mistakes)
                .sorted(Comparator.comparingInt((String other) -> distance(word, other))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** Returns how many letters are to be put in, left out, replaced or swapped with the next to make one word of the other. */
    private static int distance(String one, String other) {
        int[][] distances = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : distance(distances, one, i, other, j);
            }
        }
        return distances[one.length()][other.length()];
    }

    /** Returns the distance of the first {@code i} letters of one word and the first {@code j} of the other. */
    private static int distance(int[][] distances, String one, int i, String other, int j) {
        int replaced = distances[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
        boolean isSwapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return isSwapped ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
    }
}
