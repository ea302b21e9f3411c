package se.malbild.goals.framework;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Scale.Level;
import se.malbild.goals.framework.Scale.Shape;

/** Reads the scale: its levels, best first. */
final class ScaleReader {
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
    /** Words that a count per level uses beside the level ids. */
    private static final Set<String> STATUSES = Set.of("not-due", "not-measured", "not-assessed");

    private ScaleReader() {}

    static Scale read(Section section) {
        String id = section.id("id");
        List<Level> levels = new ArrayList<>();
        Optional<BigDecimal> limit = Optional.empty(); // of the level before, where it could be read
        Set<String> ids = new HashSet<>(STATUSES);
        for (Section level : section.requiredSections("levels")) {
            String levelId = level.id("id");
            level.unique(ids, levelId);
            Text label = level.text("label");
            BigDecimal from = level.has("from")
                    ? level.number("from", BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ZERO)
                    : level.number("from");
            boolean readable = level.isReadable("from");
            if (readable && limit.isPresent() && from.compareTo(limit.get()) >= 0) {
                level.fault(
                        "from",
                        "wrong-order",
                        "Nivåerna ska stå med den högsta gränsen först.",
                        "The levels must be given with the highest limit first.");
            }
            limit = readable ? Optional.of(from) : Optional.empty();
            levels.add(new Level(
                    levelId,
                    label,
                    from,
                    level.matching(
                            "colour", COLOUR, "en färg som #1b7837 väntas.", "a colour such as #1b7837 is expected."),
                    level.choice("shape", Shape.class)));
            level.done();
        }
        if (limit.isPresent() && limit.get().signum() != 0) {
            section.fault(
                    "levels",
                    "no-lowest-level",
                    "Den sista nivån ska börja på 0, så att varje utfall har en nivå.",
                    "The last level must start at 0, so that every attainment has a level.");
        }
        section.done();
        return new Scale(id, levels);
    }
}
