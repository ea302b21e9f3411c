package se.malbild.goals.framework;

import java.util.List;
import se.malbild.goals.Text;

/**
 * Somebody who reports.
 *
 * @param validFrom first year in which it exists
 * @param validTo last year in which it exists
 * @param replaces ids of the departments whose place it took
 */
public record Department(String id, Text name, int validFrom, int validTo, List<String> replaces) {
    public Department {
        replaces = List.copyOf(replaces);
    }

    public boolean existsIn(int year) {
        return year >= validFrom && year <= validTo;
    }
}
