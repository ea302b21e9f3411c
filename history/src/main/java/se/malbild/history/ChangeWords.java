package se.malbild.history;

import java.math.BigDecimal;
import java.util.Optional;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.LevelLabels;
import se.malbild.goals.observation.Observation;
import se.malbild.history.Part.Judged;
import se.malbild.history.Part.Kind;
import se.malbild.history.Part.Shown;

/** Says what changed and because of what, in one language. */
public final class ChangeWords {
    private final Language language;
    private final Numbers numbers;

    /** How numbers are written. */
    public interface Numbers {
        /** Returns a value of an indicator, in its unit. */
        String value(String indicator, BigDecimal value);

        /** Returns an attainment, 0 to 1. */
        String attainment(BigDecimal share);
    }

    public ChangeWords(Language language, Numbers numbers) {
        this.language = language;
        this.numbers = numbers;
    }

    /** Returns words with every digit of a number. */
    public static ChangeWords exact(Language language) {
        return new ChangeWords(language, new Exact(language));
    }

    private record Exact(Language language) implements Numbers {
        @Override
        public String value(String indicator, BigDecimal value) {
            String plain = value.toPlainString();
            return language == Language.SV ? plain.replace('.', ',') : plain;
        }

        @Override
        public String attainment(BigDecimal share) {
            return value("", share);
        }
    }

    /** Returns what the part is called. */
    public String name(Part part) {
        String name = part.name().in(language);
        return switch (part.kind()) {
            case PICTURE -> say("Hela målbilden", "The whole picture");
            case STRATEGIC_AREA -> say("Strategiskt område ", "Strategic area ") + name;
            case GOAL_AREA -> say("Målområde ", "Goal area ") + name.replaceFirst("\\.$", "");
            case INDICATOR -> part.id() + " " + name;
        };
    }

    /** Returns what was shown of it. */
    public String before(Part part) {
        return told(part, part.before());
    }

    /** Returns what is shown of it. */
    public String now(Part part) {
        return told(part, part.now());
    }

    /** Returns which observation it was; its event id does not belong in it. */
    public String because(Observation observation) {
        return observation.cell().department() + ": " + observation.cell().indicator() + " "
                + observation.cell().period();
    }

    /** Returns which version it was. */
    public String because(FrameworkVersion version) {
        return say("styrmodellen ", "the framework ") + version.framework().id() + ", version "
                + version.framework().version();
    }

    private String told(Part part, Optional<Shown> known) {
        if (known.isEmpty()) {
            return say("ingenting", "nothing");
        }
        Shown shown = known.get();
        String foretold = shown.forecast()
                .map(forecast -> say(", prognos ", ", forecast ") + told(part, forecast))
                .orElse("");
        return told(part, shown.outcome())
                + foretold
                + (part.kind() == Kind.PICTURE && hasOtherVersion(part)
                        ? " (version " + shown.frameworkVersion() + ")"
                        : "");
    }

    private static boolean hasOtherVersion(Part part) {
        return !part.before().map(Shown::frameworkVersion).equals(part.now().map(Shown::frameworkVersion));
    }

    private String told(Part part, Judged judged) {
        String level = judged.label()
                .orElseGet(() -> LevelLabels.status(judged.level()))
                .in(language);
        if (part.kind() != Kind.INDICATOR) {
            return level; // attainments of areas are no changes of their own
        }
        return judged.value()
                        .map(value -> numbers.value(part.id(), value) + ", ")
                        .orElse("")
                + level
                + judged.attainment()
                        .map(share -> say(" (måluppfyllelse ", " (attainment ") + numbers.attainment(share) + ")")
                        .orElse("");
    }

    private String say(String sv, String en) {
        return new Text(sv, en).in(language);
    }
}
