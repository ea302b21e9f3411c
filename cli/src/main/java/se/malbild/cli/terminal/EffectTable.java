package se.malbild.cli.terminal;

import java.util.Optional;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.FrameworkEffect;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.picture.Picture;

/** What applying a framework changes, for a terminal: the headline of every year before and after, and what is below it. */
public final class EffectTable {
    private static final String INDENT = "  ";

    private final Language language;
    private final PictureTable table;

    public EffectTable(Language language, boolean colours) {
        this.language = language;
        this.table = new PictureTable(language, colours);
    }

    public String of(FrameworkEffect effect) {
        StringBuilder out = new StringBuilder();
        effect.years().forEach(year -> year(out, year));
        count(out, effect.parked(), new Text(" räknas inte längre (parkeras)", " will no longer count (parked)"));
        count(out, effect.unparked(), new Text(" börjar räknas", " will begin to count"));
        return out.toString();
    }

    private void year(StringBuilder out, FrameworkEffect.Year year) {
        if (year.before().isEmpty()) {
            line(out, year.year() + say(", ny: ", ", new: ") + headline(year.after()));
            return;
        }
        String before = headline(year.before());
        String after = headline(year.after());
        if (before.equals(after)) {
            line(out, year.year() + say(", oförändrat: ", ", unchanged: ") + before);
        } else {
            line(out, year.year() + say(", före:  ", ", before: ") + before);
            line(out, year.year() + say(", efter: ", ", after:  ") + after);
        }
        year.changes()
                .forEach(change -> line(
                        out,
                        INDENT + level(year.before(), change.before(), say("nytt", "new")) + " → "
                                + level(year.after(), change.after(), say("utgår", "dropped")) + ": "
                                + change.goalArea() + " " + change.statement().in(language)));
    }

    private String headline(Optional<Picture> picture) {
        return picture.map(table::headline).orElseGet(() -> say("ingen målbild", "no picture"));
    }

    private String level(Optional<Picture> picture, Optional<String> level, String none) {
        Scale scale = picture.orElseThrow().scale();
        return level.map(id -> table.level(scale, id)).orElse(none);
    }

    private void count(StringBuilder out, int cells, Text becomes) {
        if (cells > 0) {
            Text count = Text.count(cells, "observation", "observationer", "observation", "observations");
            line(out, count.in(language) + becomes.in(language));
        }
    }

    private String say(String sv, String en) {
        return new Text(sv, en).in(language);
    }

    private static void line(StringBuilder out, String text) {
        out.append(text).append('\n');
    }
}
