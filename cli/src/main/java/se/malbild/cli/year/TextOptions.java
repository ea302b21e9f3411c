package se.malbild.cli.year;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.UsageException;
import se.malbild.goals.Text;

/** What is written with a decision. */
final class TextOptions {
    /** The languages that it may be in. */
    enum TextLanguage {
        sv,
        en
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = {"Texten, i Markdown.", "The text, in Markdown."})
    private Optional<String> text = Optional.empty();

    @Option(
            names = "--text-file",
            paramLabel = "FIL/FILE",
            description = {"Fil med texten, i Markdown och UTF-8.", "File with the text, in Markdown and UTF-8."})
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--text-language",
            paramLabel = "SPRÅK/LANGUAGE",
            defaultValue = "sv",
            description = {
                "Språket i text och skäl: ${COMPLETION-CANDIDATES}. (${DEFAULT-VALUE})",
                "Language of text and reason: ${COMPLETION-CANDIDATES}. (${DEFAULT-VALUE})"
            })
    private TextLanguage language;

    void addTo(ObjectNode decision) throws CommandException {
        if (text.isPresent() && file.isPresent()) {
            throw new UsageException(
                    spec,
                    new Text(
                            "Ange antingen --text eller --text-file.", "Give either --text or --text-file, not both."));
        }
        decision.put("language", language.name());
        text.ifPresent(given -> decision.put("text", given));
        if (file.isPresent()) {
            decision.put("text", read(file.get()));
        }
    }

    private static String read(Path file) throws CommandException {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw CommandException.cannotRead(file);
        }
    }
}
