package se.malbild.dashboard.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import se.malbild.goals.Text;
import se.malbild.goals.picture.GoalAreaPicture;

/** Makes the pieces that other sites show in a page of their own, and the page that says how. */
public final class EmbeddedPages {
    private final BiFunction<String, Map<String, Object>, String> rendered;

    /**
     * A piece with what is written in a page to show it there.
     *
     * @param id of the goal area; empty for the whole picture
     * @param path where the piece is on this server
     */
    public record Piece(Optional<String> id, String title, String path, String element) {}

    /** @param rendered makes a page of a template's name and what it is about */
    EmbeddedPages(BiFunction<String, Map<String, Object>, String> rendered) {
        this.rendered = rendered;
    }

    String picture(Subject subject) {
        return rendered.apply(
                "embeddedPicture",
                Map.of("frame", frame(subject, subject.address(), pictureTitle(subject)), "subject", subject));
    }

    Optional<String> goalArea(Subject subject, String id) {
        return subject.goalArea(id)
                .map(area -> rendered.apply(
                        "embeddedGoalArea",
                        Map.of(
                                "frame",
                                frame(subject, subject.address().goalArea(id), subject.shortName(area)),
                                "subject",
                                subject,
                                "area",
                                area)));
    }

    /** Returns what is shown in the place of a piece that cannot be shown. */
    String message(PageLanguage words, Text title, Text text) {
        return rendered.apply(
                "embeddedMessage",
                Map.of(
                        "frame",
                        new PageFrame(words, Address.FIRST, words.say(title), List.of(), Optional.empty(), List.of()),
                        "text",
                        words.say(text)));
    }

    /**
     * Returns the page that says how the pieces are embedded.
     *
     * @param server address of this server, without a slash at its end
     * @param origins sites that may embed them
     */
    String instructions(Subject subject, String server, Set<String> origins) {
        List<Piece> pieces = new ArrayList<>();
        String whole = subject.municipality() + ": " + pictureTitle(subject);
        pieces.add(piece(Optional.empty(), pictureTitle(subject), whole, subject.address(), subject, server));
        for (GoalAreaPicture area : subject.goalAreas()) {
            pieces.add(piece(
                    Optional.of(area.id()),
                    subject.shortName(area),
                    whole + " – " + subject.shortName(area),
                    subject.address().goalArea(area.id()),
                    subject,
                    server));
        }
        PageFrame frame = new PageFrame(
                subject.words(),
                subject.address().embedding(),
                subject.words().say("Bädda in på en annan webbplats", "Embed on another site"),
                Pages.trail(subject),
                Optional.empty(), // it shows no picture, so nothing is to be said of one
                List.of());
        return rendered.apply(
                "embedding",
                Map.of("frame", frame, "municipality", subject.municipality(), "pieces", pieces, "origins", origins));
    }

    private static Piece piece(
            Optional<String> id, String title, String fullTitle, Address of, Subject subject, String server) {
        String path = of.embedded().in(subject.words().language());
        String element = "<iframe src=\"" + server + path + "\" title=\"" + escaped(fullTitle)
                + "\" width=\"600\" height=\"700\" style=\"width: 100%\" loading=\"lazy\"></iframe>";
        return new Piece(id, title, path, element);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    private static String pictureTitle(Subject subject) {
        return subject.words().say("Målbild ", "Goal attainment ") + subject.year();
    }

    /** @param whole where the page is that the piece is of: its notices lead there */
    private static PageFrame frame(Subject subject, Address whole, String title) {
        return new PageFrame(subject.words(), whole, title, List.of(), Optional.of(subject), List.of());
    }
}
