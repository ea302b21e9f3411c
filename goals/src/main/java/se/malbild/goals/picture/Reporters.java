package se.malbild.goals.picture;

import java.util.List;

/**
 * The departments behind an indicator in one year, by id.
 *
 * @param reported those whose values were used
 * @param expected those that are to report in the year
 */
public record Reporters(List<String> reported, List<String> expected) {
    public Reporters {
        reported = List.copyOf(reported);
        expected = List.copyOf(expected);
    }
}
