package se.malbild.goals.advice;

import java.util.List;
import se.malbild.goals.Text;
import se.malbild.goals.Word;

/**
 * All warnings of one kind that a framework has.
 *
 * @param most how many there could be at most, such as the number of indicators
 * @param warnings at least one, in the order of the framework
 */
public record WarningGroup(WarningKind kind, int most, List<FrameworkWarning> warnings) {
    public WarningGroup {
        warnings = List.copyOf(warnings);
    }

    /** Returns the stable identifier of the kind, in lower case with hyphens. */
    public String code() {
        return Word.of(kind);
    }

    /** Returns how many there are of how many, such as ”15 av 25 medel följs inte upp”. */
    public Text heading() {
        int number = warnings.size();
        return new Text(
                number + " av " + most + " " + kind.label().sv(),
                number + " of " + most + " " + kind.label().en());
    }
}
