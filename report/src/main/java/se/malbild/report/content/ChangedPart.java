package se.malbild.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.history.ChangeWords;
import se.malbild.history.Known;
import se.malbild.history.Part;
import se.malbild.history.PictureDifference;
import se.malbild.report.document.Block;
import se.malbild.report.document.Block.Column;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;

/** What is different now from what the year was closed with. */
record ChangedPart(Scope scope) {
    /** So many causes are named in a line. */
    private static final int MOST_NAMED = 3;

    /** The section's id. */
    static final String ID = "changed";

    /** Returns the section; empty when the year is open, or when what it is closed with cannot be shown. */
    Optional<Section> section() {
        return scope.basis().closing().flatMap(Closing::since).map(this::section);
    }

    private Section section(PictureDifference since) {
        List<Block> blocks = new ArrayList<>();
        if (since.lines().isEmpty()) {
            blocks.add(Block.paragraph(scope.say(
                    "Ingenting i målbilden har ändrats sedan året stängdes.",
                    "Nothing in the picture has changed since the year was closed.")));
        } else {
            ChangeWords words = new ChangeWords(scope.words().language(), new ReportTerms(scope));
            blocks.add(Block.paragraph(scope.say(
                    "Det här är annorlunda i målbilden nu än när året stängdes. Bokslutet gäller tills året öppnas igen.",
                    "This is different in the picture now from when the year was closed. What it was closed with stands until"
                            + " the year is reopened.")));
            versions(since).map(Block::paragraph).ifPresent(blocks::add);
            blocks.add(new Block.Table(
                    title(),
                    List.of(
                            new Column(scope.say("Vad", "What"), false, 32),
                            new Column(scope.say("Bokslutet", "When closed"), false, 20),
                            new Column(scope.say("Nu", "Now"), false, 20),
                            new Column(scope.say("På grund av", "Because of"), false, 28)),
                    since.lines().stream().map(line -> row(line, words)).toList()));
            blocks.add(Block.small(scope.say(
                    "Skälen är de uppgifter som har kommit sedan året stängdes. De står vid nyckeltalen. Uppgifter om personer"
                            + " anges inte en och en.",
                    "The causes are the data that has come since the year was closed. They stand at the indicators. Data about"
                            + " persons is not given one by one.")));
        }
        return new Section(ID, title(), false, blocks, List.of());
    }

    private String title() {
        return scope.say("Ändrat efter bokslut", "Changed after closing");
    }

    /** Returns which versions of the framework have been applied since. */
    private Optional<String> versions(PictureDifference since) {
        return since.versions().isEmpty()
                ? Optional.empty()
                : Optional.of(scope.say(
                                "Sedan dess har styrmodellen tillämpats i version ",
                                "Since then the framework was applied in version ")
                        + scope.listed(
                                since.versions().stream().map(this::version).toList())
                        + ".");
    }

    private String version(Known.Applied applied) {
        return applied.version().framework().version()
                + applied.justification()
                        .reference()
                        .map(reference -> " (" + reference + ")")
                        .orElse("");
    }

    private List<List<Run>> row(PictureDifference.Line line, ChangeWords words) {
        String because = line.part().kind() == Part.Kind.INDICATOR ? because(line, words) : "";
        return List.of(
                Run.of(words.name(line.part())),
                Run.of(words.before(line.part())),
                Run.of(words.now(line.part())),
                Run.of(because));
    }

    private String because(PictureDifference.Line line, ChangeWords words) {
        List<String> all =
                line.because().stream().map(words::because).distinct().toList();
        return Stream.concat(
                        all.stream().limit(MOST_NAMED),
                        all.size() > MOST_NAMED
                                ? Stream.of(all.size() - MOST_NAMED + scope.say(" till", " more"))
                                : Stream.empty())
                .collect(Collectors.joining("; "));
    }
}
