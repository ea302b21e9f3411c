package se.malbild.report.words;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * What somebody has written in Markdown as the body of a page or a report. Nothing of it is run or fetched: HTML is shown as it was
 * written, of a picture only the text that describes it, and what links to anything but a web page or an address of mail is no link.
 */
public final class Markdown {
    /** No text that is meant to be read is in so many quotations and lists at once. */
    private static final int DEEPEST = 50;

    private static final Pattern LINK = Pattern.compile("(?i)(https?://[^/?#]+[^#]*|mailto:[^#]+)(#[^#]*)?");
    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final String IN_AN_ADDRESS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=%";
    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .nodeRendererFactory(Harmless::new)
            .build();

    private Markdown() {}

    /** Returns {@code text} as blocks of well-formed XHTML; without headings, for those would be a part of the page's outline. */
    public static String html(String text) {
        return RENDERER.render(parsed(text));
    }

    /** Returns what {@code text} consists of; what is in too much at once is one paragraph, as it was written. */
    public static Node parsed(String text) {
        Node document = PARSER.parse(text);
        return isTooDeep(document) ? asWritten(text) : document;
    }

    /** Returns where {@code link} leads, with nothing in it that an address cannot have; empty when that is no web page or address of mail. */
    public static Optional<String> address(Link link) {
        return Optional.of(encoded(link.getDestination()))
                .filter(address -> LINK.matcher(address).matches());
    }

    private static String encoded(String destination) {
        StringBuilder address = new StringBuilder();
        for (byte one : STRAY_PERCENT.matcher(destination).replaceAll("%25").getBytes(StandardCharsets.UTF_8)) {
            if (IN_AN_ADDRESS.indexOf(one) >= 0) {
                address.append((char) one);
            } else {
                address.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
            }
        }
        return address.toString();
    }

    /** Without recursion, which what is too deep would not survive. */
    private static boolean isTooDeep(Node document) {
        int depth = 0;
        Node node = document;
        while (node != null) {
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
                if (depth > DEEPEST) {
                    return true;
                }
            } else {
                while (node != null && node.getNext() == null) {
                    node = node.getParent();
                    depth--;
                }
                node = node == null ? null : node.getNext();
            }
        }
        return false;
    }

    private static Node asWritten(String text) {
        Paragraph paragraph = new Paragraph();
        paragraph.appendChild(new Text(text));
        Document document = new Document();
        document.appendChild(paragraph);
        return document;
    }

    /** What is written otherwise than usual. */
    private static final class Harmless implements NodeRenderer {
        private final HtmlNodeRendererContext context;
        private final HtmlWriter html;

        Harmless(HtmlNodeRendererContext context) {
            this.context = context;
            this.html = context.getWriter();
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.copyOf(List.of(Heading.class, Image.class, Link.class));
        }

        @Override
        public void render(Node node) {
            if (node instanceof Heading) {
                html.line();
                html.tag("p");
                html.tag("strong");
                children(node);
                html.tag("/strong");
                html.tag("/p");
                html.line();
            } else if (node instanceof Link link && address(link).isPresent()) {
                html.tag("a", Map.of("href", address(link).get()));
                children(node);
                html.tag("/a");
            } else {
                children(node);
            }
        }

        private void children(Node node) {
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
        }
    }
}
