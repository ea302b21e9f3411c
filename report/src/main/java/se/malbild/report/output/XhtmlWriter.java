package se.malbild.report.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import se.malbild.goals.Language;
import se.malbild.report.document.Block;
import se.malbild.report.document.Document;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;

/** Writes a document as one XHTML page with its style in it: a browser shows it, and {@link PdfWriter} prints it. */
final class XhtmlWriter {
    private static final int DEEPEST_HEADING = 6;

    private final StringBuilder html = new StringBuilder();
    private final Document document;

    private XhtmlWriter(Document document) {
        this.document = document;
    }

    /** Returns {@code document} as XHTML that is HTML, too. */
    static String write(Document document) {
        XhtmlWriter writer = new XhtmlWriter(document);
        writer.document();
        return writer.html.toString();
    }

    private void document() {
        html.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"")
                .append(code(document.language()))
                .append("\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>")
                .append(escaped(document.title()))
                .append("</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .append("<meta name=\"author\" content=\"")
                .append(escaped(document.author()))
                .append("\"/>\n<meta name=\"description\" content=\"")
                .append(escaped(document.subject()))
                .append("\"/>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<header class=\"cover\">\n<h1>")
                .append(escaped(document.title()))
                .append("</h1>\n");
        document.cover().forEach(this::block);
        html.append("</header>\n");
        contents();
        html.append("<main>\n");
        document.sections().forEach(section -> section(section, 2));
        html.append("</main>\n</body>\n</html>\n");
    }

    private static String code(Language language) {
        return language.name().toLowerCase(Locale.ROOT);
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(XhtmlWriter.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The chapters, and what they are divided into first. */
    private void contents() {
        html.append("<nav class=\"contents\">\n<h2 id=\"contents\">")
                .append(escaped(document.contents()))
                .append("</h2>\n<ul>\n");
        for (Section section : document.sections()) {
            html.append("<li>");
            contents(section);
            if (!section.parts().isEmpty()) {
                html.append("\n<ul>\n");
                section.parts().forEach(part -> {
                    html.append("<li>");
                    contents(part);
                    html.append("</li>\n");
                });
                html.append("</ul>\n");
            }
            html.append("</li>\n");
        }
        html.append("</ul>\n</nav>\n");
    }

    private void contents(Section section) {
        link(new Run.Link(section.title(), section.id(), document.contents() + ": " + section.title()));
    }

    private void section(Section section, int depth) {
        String heading = "h" + Math.min(DEEPEST_HEADING, depth);
        html.append("<section class=\"")
                .append(section.isNewPage() ? "new-page depth-" : "depth-")
                .append(depth)
                .append("\">\n<")
                .append(heading)
                .append(" id=\"")
                .append(escaped(section.id()))
                .append("\">")
                .append(escaped(section.title()))
                .append("</")
                .append(heading)
                .append(">\n");
        section.blocks().forEach(this::block);
        section.parts().forEach(part -> section(part, depth + 1));
        html.append("</section>\n");
    }

    private void block(Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            html.append("<p class=\"")
                    .append(paragraph.style().name().toLowerCase(Locale.ROOT))
                    .append("\">");
            line(paragraph.line());
            html.append("</p>\n");
        } else if (block instanceof Block.Points points) {
            html.append("<ul>\n");
            points.lines().forEach(point -> {
                html.append("<li>");
                line(point);
                html.append("</li>\n");
            });
            html.append("</ul>\n");
        } else if (block instanceof Block.Items items) {
            items(items);
        } else if (block instanceof Block.Quote quote) {
            html.append("<blockquote>\n");
            quote.blocks().forEach(this::block);
            html.append("</blockquote>\n");
        } else if (block instanceof Block.Written written) {
            html.append("<div class=\"written\" lang=\"")
                    .append(code(written.language()))
                    .append("\">\n");
            written.blocks().forEach(this::block);
            html.append("</div>\n");
        } else if (block instanceof Block.Table table) {
            table(table);
        } else if (block instanceof Block.Figure figure) {
            html.append(ChartSvg.of(
                    figure.chart(),
                    (width, height, shapes) -> "<div class=\"figure\"><svg xmlns=\"http://www.w3.org/2000/svg\""
                            + " class=\"w" + width + "\" role=\"img\" aria-label=\"" + escaped(figure.alternative())
                            + "\" width=\"" + width + "\" height=\"" + height + "\" viewBox=\"0 0 " + width + " "
                            + height
                            + "\">" + shapes + "</svg></div>\n"));
        }
    }

    private void items(Block.Items items) {
        String list = items.isNumbered() ? "ol" : "ul";
        html.append('<').append(list).append(">\n");
        items.items().forEach(item -> {
            html.append("<li>");
            item.forEach(this::block);
            html.append("</li>\n");
        });
        html.append("</").append(list).append(">\n");
    }

    private void table(Block.Table table) {
        html.append("<table>\n<caption>").append(escaped(table.caption())).append("</caption>\n<thead>\n<tr>");
        for (Block.Column column : table.columns()) {
            html.append("<th scope=\"col\" style=\"width: ")
                    .append(column.width())
                    .append('%')
                    .append(column.isNumeric() ? "\" class=\"number\">" : "\">")
                    .append(escaped(column.heading()))
                    .append("</th>");
        }
        html.append("</tr>\n</thead>\n<tbody>\n");
        for (List<List<Run>> row : table.rows()) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                boolean isHeading = i == 0;
                html.append(isHeading ? "<th scope=\"row\"" : "<td")
                        .append(table.columns().get(i).isNumeric() ? " class=\"number\">" : ">");
                line(row.get(i));
                html.append(isHeading ? "</th>" : "</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private void line(List<Run> line) {
        for (Run run : line) {
            if (run instanceof Run.Plain plain) {
                html.append(escaped(plain.text()));
            } else if (run instanceof Run.Strong strong) {
                html.append("<strong>").append(escaped(strong.text())).append("</strong>");
            } else if (run instanceof Run.Emphasis emphasis) {
                html.append("<em>").append(escaped(emphasis.text())).append("</em>");
            } else if (run instanceof Run.Break) {
                html.append("<br/>");
            } else if (run instanceof Run.Level level) {
                html.append("<span class=\"level\" style=\"color: ")
                        .append(level.mark().onLight())
                        .append("\">")
                        .append(Signs.of(level.mark()))
                        .append('\u00a0')
                        .append(escaped(level.label()))
                        .append("</span>");
            } else if (run instanceof Run.Link link) {
                link(link);
            } else if (run instanceof Run.WebLink link) {
                link(link.address(), described(link), link.text());
            }
        }
    }

    private static String described(Run.WebLink link) {
        return link.text().equals(link.address()) ? link.address() : link.text() + " (" + link.address() + ")";
    }

    private void link(Run.Link link) {
        link("#" + link.target(), link.description(), link.text());
    }

    private void link(String address, String description, String text) {
        html.append("<a href=\"")
                .append(escaped(address))
                .append("\" title=\"")
                .append(escaped(description))
                .append("\">")
                .append(escaped(text))
                .append("</a>");
    }

    /** Leaves out what XML does not have, and what would end a line. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    if (character == '\n' || character == '\r' || character == '\t') {
                        escaped.append(' ');
                    } else if (isInXml(character)) {
                        escaped.appendCodePoint(character);
                    }
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isInXml(int character) {
        return (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || (character >= 0x10000 && character <= 0x10FFFF);
    }
}
