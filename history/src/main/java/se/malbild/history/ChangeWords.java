package se.malbild.history;

import java.math.BigDecimal;
import java.util.Optional;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.LevelLabels;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;
import se.malbild.history.Part.Judged;
import se.malbild.history.Part.Kind;
import se.malbild.history.Part.Shown;

/** Says what changed and because of what, in one language. */
public final class ChangeWords {
    private final Language language;
    private final Terms terms;

    /** How numbers are written, and what things are called. */
    public interface Terms {
        /** Returns a value of an indicator, in its unit. */
        String value(String indicator, BigDecimal value);

        /** Returns an attainment, 0 to 1. */
        String attainment(BigDecimal share);

        /** Returns what a department is called. */
        String department(String id);

        /** Returns what a series of observations is called. */
        String series(String id);

        /** Returns what an area or an indicator is called. */
        String part(Part part);

        /** Returns what a period is called. */
        String period(Period period);
    }

    public ChangeWords(Language language, Terms terms) {
        this.language = language;
        this.terms = terms;
    }

    /** Returns words with every digit of a number, and with the ids of all but areas. */
    public static ChangeWords exact(Language language) {
        return new ChangeWords(language, new Exact(language));
    }

    private record Exact(Language language) implements Terms {
        @Override
        public String value(String indicator, BigDecimal value) {
            String plain = value.toPlainString();
            return language == Language.SV ? plain.replace('.', ',') : plain;
        }

        @Override
        public String attainment(BigDecimal share) {
            return value("", share);
        }

        @Override
        public String department(String id) {
            return id;
        }

        @Override
        public String series(String id) {
            return id;
        }

        @Override
        public String part(Part part) {
            String name = part.name().in(language).replaceFirst("\\.$", "");
            return part.kind() == Kind.INDICATOR ? part.id() + " " + name : name;
        }

        @Override
        public String period(Period period) {
            return period.toString();
        }
    }

    /** Returns what the part is called. */
    public String name(Part part) {
        return switch (part.kind()) {
            case PICTURE -> say("Hela målbilden", "The whole picture");
            case STRATEGIC_AREA -> say("Strategiskt område ", "Strategic area ") + terms.part(part);
            case GOAL_AREA -> say("Målområde ", "Goal area ") + terms.part(part);
            case INDICATOR -> terms.part(part);
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
        return terms.department(observation.cell().department()) + ": "
                + terms.series(observation.cell().indicator()) + " "
                + terms.period(observation.cell().period());
    }

    /** Returns which series it was about, when nothing more may be told. */
    public String because(String series) {
        return terms.series(series);
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
                + (isOfAnotherVersion(part) ? " (version " + shown.frameworkVersion() + ")" : "");
    }

    private static boolean isOfAnotherVersion(Part part) {
        return part.kind() == Kind.PICTURE
                && !part.before().map(Shown::frameworkVersion).equals(part.now().map(Shown::frameworkVersion));
    }

    private String told(Part part, Judged judged) {
        String level = judged.label()
                .orElseGet(() -> LevelLabels.status(judged.level()))
                .in(language);
        if (part.kind() != Kind.INDICATOR) {
            return level; // attainments of areas are no changes of their own
        }
        return judged.value().map(value -> terms.value(part.id(), value) + ", ").orElse("")
                + level
                + judged.attainment()
                        .map(share -> say(" (måluppfyllelse ", " (attainment ") + terms.attainment(share) + ")")
                        .orElse("");
    }

    private String say(String sv, String en) {
        return new Text(sv, en).in(language);
    }
}
