package se.malbild.cli.terminal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Language;
import se.malbild.goals.Municipalities;
import se.malbild.goals.Percentage;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.LevelLabels;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.goals.picture.Trend;

/** A picture as a table for a terminal: every level by word, shape and, where the terminal has them, colour. */
public final class PictureTable {
    private static final int STATEMENT_WIDTH = 48;
    private static final int LEVEL_WIDTH = 18;
    private static final int NUMBER_WIDTH = 8;
    private static final String INDENT = "   ";
    private static final int LONGEST_NAME = 72;
    private static final String RESET = "\u001b[0m";

    private final Language language;
    private final boolean colours;

    public PictureTable(Language language, boolean colours) {
        this.language = language;
        this.colours = colours;
    }

    public String of(Picture picture) {
        StringBuilder out = new StringBuilder();
        line(
                out,
                bold(say(picture.title()) + ", " + picture.year()) + ", "
                        + say(Municipalities.name(picture.organisation())));
        picture.notice().ifPresent(notice -> line(out, say(notice)));
        line(out, "");
        counts(picture).forEach(count -> line(out, bold(count)));
        summary(picture).forEach(fact -> line(out, fact));
        line(out, columns());
        for (StrategicAreaPicture area : picture.strategicAreas()) {
            line(out, header(picture.scale(), area));
            int number = 0;
            for (GoalAreaPicture goalArea : area.goalAreas()) {
                number++;
                row(out, picture.scale(), number, goalArea);
            }
            line(out, "");
        }
        return out.toString();
    }

    /** Returns the counts and the attainment of {@code picture} in one line. */
    String headline(Picture picture) {
        return String.join(", ", counts(picture))
                + say(new Text("; måluppfyllelse ", "; attainment "))
                + percent(picture.scale(), picture.standing().attainment());
    }

    private List<String> counts(Picture picture) {
        int all = picture.standing().levels().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        return picture.standing().levels().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue()
                        + say(new Text(" av ", " of "))
                        + all
                        + say(new Text(" målområden: ", " goal areas: "))
                        + level(picture.scale(), count.getKey()))
                .toList();
    }

    private List<String> summary(Picture picture) {
        Standing standing = picture.standing();
        List<String> facts = new ArrayList<>();
        facts.add(say(new Text("Måluppfyllelse ", "Attainment "))
                + percent(picture.scale(), standing.attainment())
                + say(new Text(", täckning ", ", coverage "))
                + percent(picture.scale(), standing.coverage()));
        standing.weakest()
                .flatMap(id -> goalAreas(picture).stream()
                        .filter(area -> area.id().equals(id))
                        .findFirst())
                .ifPresent(
                        area -> facts.add(say(new Text("Svagast: ", "Weakest: ")) + shortened(say(area.statement()))));
        picture.observedThrough()
                .ifPresent(at -> facts.add(
                        say(new Text("Uppgifter till och med ", "Observations through ")) + SwedishTime.day(at)));
        return facts;
    }

    private static List<GoalAreaPicture> goalAreas(Picture picture) {
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .toList();
    }

    private String header(Scale scale, StrategicAreaPicture area) {
        Standing standing = area.standing();
        String title = bold(say(area.title()))
                + " "
                        .repeat(Math.max(
                                1,
                                INDENT.length()
                                        + STATEMENT_WIDTH
                                        + 1
                                        + LEVEL_WIDTH
                                        - say(area.title()).length()));
        return title + aligned(scale, standing.attainment()) + aligned(scale, standing.coverage());
    }

    private String columns() {
        return " ".repeat(INDENT.length() + STATEMENT_WIDTH + 1 + LEVEL_WIDTH)
                + say(new Text("  Uppf.  Täckn.  Trend", "Attain.  Cover.  Trend"));
    }

    private void row(StringBuilder out, Scale scale, int number, GoalAreaPicture goalArea) {
        List<String> statement = wrapped(say(goalArea.statement()));
        Standing standing = goalArea.standing();
        int shown = 2 + word(scale, standing.level()).length();
        line(
                out,
                pad(Integer.toString(number), INDENT.length()) + pad(statement.get(0), STATEMENT_WIDTH) + " "
                        + level(scale, standing.level()) + " ".repeat(Math.max(0, LEVEL_WIDTH - shown))
                        + aligned(scale, standing.attainment()) + aligned(scale, standing.coverage()) + "    "
                        + trend(goalArea.trend()));
        statement.stream().skip(1).forEach(more -> line(out, INDENT + more));
        goalArea.forecast()
                .ifPresent(forecast -> line(
                        out,
                        INDENT
                                + say(new Text(
                                        "Utfall hittills; prognos helår: ",
                                        "Outcome so far; forecast for the whole year: "))
                                + level(scale, forecast.level()) + " " + percent(scale, forecast.attainment())));
        weakest(goalArea)
                .ifPresent(indicator -> line(
                        out,
                        INDENT + say(new Text("Svagast: ", "Weakest: ")) + indicator.id() + " "
                                + shortened(say(indicator.title()))));
    }

    private static Optional<IndicatorPicture> weakest(GoalAreaPicture goalArea) {
        return goalArea.standing()
                .weakest()
                .flatMap(id -> goalArea.indicators().stream()
                        .map(GoalAreaPicture.WeightedIndicator::indicator)
                        .filter(indicator -> indicator.id().equals(id))
                        .findFirst());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME - 1) + "…";
    }

    private String aligned(Scale scale, Optional<BigDecimal> share) {
        String shown = percent(scale, share);
        return " ".repeat(Math.max(0, NUMBER_WIDTH - shown.length())) + shown;
    }

    private String trend(Optional<Trend> trend) {
        if (trend.isEmpty()) {
            return "–";
        }
        return switch (trend.get()) {
            case IMPROVED -> "↗";
            case UNCHANGED -> "→";
            case WORSENED -> "↘";
        };
    }

    /** Returns the level or status called {@code id} by shape and word. */
    String level(Scale scale, String id) {
        String shown = shape(scale, id) + " " + word(scale, id);
        return find(scale, id)
                .filter(level -> colours)
                .map(level -> colour(level.colour()) + shown + RESET)
                .orElse(shown);
    }

    private String word(Scale scale, String id) {
        return say(LevelLabels.of(scale, id));
    }

    private static String shape(Scale scale, String id) {
        return find(scale, id)
                .map(level -> switch (level.shape()) {
                    case CIRCLE -> "●";
                    case SQUARE -> "■";
                    case TRIANGLE -> "▲";
                    case DIAMOND -> "◆";
                    case CROSS -> "✚";
                })
                .orElse("○");
    }

    private static Optional<Scale.Level> find(Scale scale, String id) {
        return scale.levels().stream().filter(level -> level.id().equals(id)).findFirst();
    }

    private static String colour(String hex) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return "\u001b[38;2;" + (rgb >> 16) + ";" + (rgb >> 8 & 0xff) + ";" + (rgb & 0xff) + "m";
    }

    private String bold(String text) {
        return colours ? "\u001b[1m" + text + RESET : text;
    }

    /** Returns a share of 1 in percent, as the pages write it. */
    private String percent(Scale scale, Optional<BigDecimal> share) {
        List<BigDecimal> thresholds =
                scale.levels().stream().map(Scale.Level::from).toList();
        String shown = share.map(of -> Percentage.of(of, thresholds).toPlainString())
                .map(number -> number + say(new Text("\u00a0%", "%")))
                .orElse("–");
        return language == Language.SV ? shown.replace('.', ',') : shown;
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > STATEMENT_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private String say(Text text) {
        return text.in(language);
    }

    private static void line(StringBuilder out, String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
