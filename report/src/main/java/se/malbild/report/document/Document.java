package se.malbild.report.document;

import java.util.List;
import java.util.Objects;
import se.malbild.goals.Language;

/**
 * Everything that a report says, in reading order and in one language. It holds no address, no time of its making and no style.
 *
 * @param title what it is called, also in lists of files
 * @param subject one sentence on what it is about
 * @param author who publishes it
 * @param cover what stands on the first page below the title
 * @param contents what the list of contents is called
 * @param sections the chapters
 */
public record Document(
        Language language,
        String title,
        String subject,
        String author,
        List<Block> cover,
        String contents,
        List<Section> sections) {
    public Document {
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(author, "author");
        cover = List.copyOf(cover);
        Objects.requireNonNull(contents, "contents");
        sections = List.copyOf(sections);
    }
}
