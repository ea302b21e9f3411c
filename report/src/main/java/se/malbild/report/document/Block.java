package se.malbild.report.document;

import java.util.List;
import java.util.Objects;
import se.malbild.goals.Language;

/** Something that stands by itself between headings. */
public sealed interface Block {
    /** A paragraph. */
    record Paragraph(Style style, List<Run> line) implements Block {
        public Paragraph {
            Objects.requireNonNull(style, "style");
            line = List.copyOf(line);
        }
    }

    /** How much a paragraph weighs. */
    enum Style {
        /** What is to be read first. */
        LEAD,
        NORMAL,
        /** What may be passed over. */
        SMALL,
        /** What must be known before the rest is relied on. */
        NOTICE
    }

    /** Points, one line each. */
    record Points(List<List<Run>> lines) implements Block {
        public Points {
            lines = List.copyOf(lines);
        }
    }

    /** Points that may be divided further, each of one block or more. */
    record Items(boolean isNumbered, List<List<Block>> items) implements Block {
        public Items {
            items = items.stream().map(List::copyOf).toList();
        }
    }

    /** What somebody else has said. */
    record Quote(List<Block> blocks) implements Block {
        public Quote {
            blocks = List.copyOf(blocks);
        }
    }

    /** What somebody has written, in the language of that. */
    record Written(Language language, List<Block> blocks) implements Block {
        public Written {
            Objects.requireNonNull(language, "language");
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * A table. The first cell of each row names the row.
     *
     * @param caption what it shows
     * @param columns at least two
     */
    record Table(String caption, List<Column> columns, List<List<List<Run>>> rows) implements Block {
        public Table {
            Objects.requireNonNull(caption, "caption");
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /**
     * A column of a table.
     *
     * @param width share of the table's width, in percent
     */
    record Column(String heading, boolean isNumeric, int width) {}

    /**
     * A drawing. What it shows stands in words near it, too.
     *
     * @param alternative the same in words, for who does not see it
     */
    record Figure(Chart chart, String alternative) implements Block {}

    /** Returns a paragraph of ordinary weight. */
    static Block paragraph(String text) {
        return new Paragraph(Style.NORMAL, Run.of(text));
    }

    /** Returns a paragraph that may be passed over. */
    static Block small(String text) {
        return new Paragraph(Style.SMALL, Run.of(text));
    }
}
