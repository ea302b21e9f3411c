package se.malbild.goals.assessment;

import java.util.List;
import se.malbild.goals.picture.Problem;

/**
 * The value of one gender in one district, over all departments.
 *
 * @param reporters the departments whose values were used
 * @param problems what somebody should look at, if the value is judged
 */
record SideValue(Outcome<Quantity> value, List<String> reporters, List<Problem> problems) {
    SideValue {
        reporters = List.copyOf(reporters);
        problems = List.copyOf(problems);
    }
}
