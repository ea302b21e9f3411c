package se.malbild.report.document;

import java.util.List;
import java.util.Objects;

/**
 * A heading with what stands under it.
 *
 * @param id where links lead; unique in the document
 * @param isNewPage whether it begins on a page of its own
 * @param blocks what comes first
 * @param parts what is divided further, after the blocks
 */
public record Section(String id, String title, boolean isNewPage, List<Block> blocks, List<Section> parts) {
    public Section {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        blocks = List.copyOf(blocks);
        parts = List.copyOf(parts);
    }
}
