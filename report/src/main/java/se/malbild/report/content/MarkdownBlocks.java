package se.malbild.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import se.malbild.report.document.Block;
import se.malbild.report.document.Run;
import se.malbild.report.words.Markdown;

/** What somebody has written in Markdown, as blocks of a report. */
final class MarkdownBlocks {
    private MarkdownBlocks() {}

    /** Returns the same as {@link Markdown#html} shows. */
    static List<Block> of(String text) {
        return blocks(Markdown.parsed(text));
    }

    private static List<Block> blocks(Node parent) {
        List<Block> blocks = new ArrayList<>();
        children(parent, node -> {
            if (node instanceof Paragraph) {
                blocks.add(paragraph(new Line(false, false).of(node)));
            } else if (node instanceof Heading) {
                blocks.add(paragraph(new Line(true, false).of(node)));
            } else if (node instanceof ListBlock list) {
                blocks.add(items(list));
            } else if (node instanceof BlockQuote) {
                blocks.add(new Block.Quote(blocks(node)));
            } else if (node instanceof FencedCodeBlock code) {
                blocks.add(verbatim(code.getLiteral()));
            } else if (node instanceof IndentedCodeBlock code) {
                blocks.add(verbatim(code.getLiteral()));
            } else if (node instanceof HtmlBlock html) {
                blocks.add(verbatim(html.getLiteral()));
            }
        });
        return blocks;
    }

    private static void children(Node parent, Consumer<Node> visitor) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            visitor.accept(child);
        }
    }

    private static Block items(ListBlock list) {
        List<List<Block>> items = new ArrayList<>();
        children(list, item -> items.add(blocks(item)));
        return new Block.Items(list instanceof OrderedList, items);
    }

    private static Block paragraph(List<Run> line) {
        return new Block.Paragraph(Block.Style.NORMAL, line);
    }

    /** What is not to be understood, line by line as it was written. */
    private static Block verbatim(String literal) {
        List<Run> line = new ArrayList<>();
        literal.lines().forEach(one -> {
            if (!line.isEmpty()) {
                line.add(new Run.Break());
            }
            line.add(new Run.Plain(one));
        });
        return paragraph(line);
    }

    /** The words of one paragraph, which weigh what is around them. */
    private record Line(boolean isStrong, boolean isEmphasis, List<Run> runs) {
        Line(boolean isStrong, boolean isEmphasis) {
            this(isStrong, isEmphasis, new ArrayList<>());
        }

        List<Run> of(Node parent) {
            children(parent, this::add);
            return runs;
        }

        private void add(Node node) {
            if (node instanceof Text text) {
                say(text.getLiteral());
            } else if (node instanceof Code code) {
                say(code.getLiteral());
            } else if (node instanceof HtmlInline html) {
                say(html.getLiteral());
            } else if (node instanceof SoftLineBreak) {
                say(" ");
            } else if (node instanceof HardLineBreak) {
                runs.add(new Run.Break());
            } else if (node instanceof Emphasis) {
                new Line(isStrong, true, runs).of(node);
            } else if (node instanceof StrongEmphasis) {
                new Line(true, isEmphasis, runs).of(node);
            } else if (node instanceof Link link && Markdown.address(link).isPresent()) {
                runs.add(new Run.WebLink(words(link), Markdown.address(link).get()));
            } else {
                of(node);
            }
        }

        private void say(String text) {
            if (isStrong) {
                runs.add(new Run.Strong(text));
            } else {
                runs.add(isEmphasis ? new Run.Emphasis(text) : new Run.Plain(text));
            }
        }

        private static String words(Node link) {
            StringBuilder words = new StringBuilder();
            new Line(false, false).of(link).forEach(run -> {
                if (run instanceof Run.Plain plain) {
                    words.append(plain.text());
                } else if (run instanceof Run.Strong strong) {
                    words.append(strong.text());
                } else if (run instanceof Run.Emphasis emphasis) {
                    words.append(emphasis.text());
                } else {
                    words.append(' ');
                }
            });
            return words.toString();
        }
    }
}
