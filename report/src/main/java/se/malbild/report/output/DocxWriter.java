package se.malbild.report.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.TableWidthType;
import org.apache.poi.xwpf.usermodel.UnderlinePatterns;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import se.malbild.goals.Language;
import se.malbild.report.document.Block;
import se.malbild.report.document.Document;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;

/**
 * Writes a document for a word processor, to be edited in the municipality's own report: headings, points and tables with a row of
 * headings, in the styles that every template has. Drawings are left out; what they show stands in the text.
 */
final class DocxWriter {
    private static final int TWIPS_PER_POINT = 20;
    private static final int PAGE_WIDTH_TWIPS = 11906;
    private static final int PAGE_HEIGHT_TWIPS = 16838;
    private static final int MARGIN_TWIPS = 1134;
    private static final int TEXT_WIDTH_TWIPS = PAGE_WIDTH_TWIPS - 2 * MARGIN_TWIPS;
    private static final int PERCENT = 100;
    private static final double TEXT_POINTS = 10;
    private static final double SMALL_POINTS = 8;
    private static final String LINK_COLOUR = "0B4F79";

    private final XWPFDocument docx = new XWPFDocument();
    private final DocxStyles styles;
    private final String ownLanguage;
    private String language;

    private DocxWriter(Language of) {
        ownLanguage = DocxStyles.code(of);
        language = ownLanguage;
        styles = DocxStyles.in(docx, ownLanguage);
    }

    static byte[] write(Document document) {
        DocxWriter writer = new DocxWriter(document.language());
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            writer.document(document);
            writer.docx.write(bytes);
            writer.docx.close();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // everything is in memory
        }
    }

    private void document(Document document) {
        POIXMLProperties.CoreProperties properties = docx.getProperties().getCoreProperties();
        properties.setTitle(document.title());
        properties.setCreator(document.author());
        properties.setSubjectProperty(document.subject());
        properties.setCreated(Optional.empty());
        page();
        paragraph(DocxStyles.TITLE).createRun().setText(document.title());
        blocks(document.cover());
        document.sections().forEach(section -> section(section, 1));
    }

    private void page() {
        var section = docx.getDocument().getBody().addNewSectPr();
        var size = section.addNewPgSz();
        size.setW(BigInteger.valueOf(PAGE_WIDTH_TWIPS));
        size.setH(BigInteger.valueOf(PAGE_HEIGHT_TWIPS));
        var margin = section.addNewPgMar();
        BigInteger twips = BigInteger.valueOf(MARGIN_TWIPS);
        margin.setTop(twips);
        margin.setBottom(twips);
        margin.setLeft(twips);
        margin.setRight(twips);
    }

    private void section(Section section, int depth) {
        XWPFParagraph heading = paragraph(DocxStyles.heading(depth));
        heading.setPageBreak(section.isNewPage());
        heading.createRun().setText(section.title());
        blocks(section.blocks());
        section.parts().forEach(part -> section(part, depth + 1));
    }

    private XWPFParagraph paragraph(String style) {
        XWPFParagraph paragraph = docx.createParagraph();
        paragraph.setStyle(style);
        return paragraph;
    }

    private void blocks(List<Block> blocks) {
        blocks.forEach(block -> block(block, DocxStyles.NORMAL, 0));
    }

    /**
     * @param style of its paragraphs
     * @param depth how many lists and quotations it stands in
     */
    private void block(Block block, String style, int depth) {
        if (block instanceof Block.Paragraph paragraph) {
            boolean isStrong = paragraph.style() == Block.Style.LEAD || paragraph.style() == Block.Style.NOTICE;
            XWPFParagraph written = paragraph(style);
            if (depth > 0) {
                written.setIndentationLeft(DocxStyles.indentTwips(depth));
            }
            line(written, paragraph.line(), paragraph.style() == Block.Style.SMALL ? SMALL_POINTS : TEXT_POINTS);
            written.getRuns().forEach(run -> run.setBold(run.isBold() || isStrong));
        } else if (block instanceof Block.Points points) {
            for (List<Run> point : points.lines()) {
                line(point(DocxStyles.POINT, styles.points(), 0), point, TEXT_POINTS);
            }
        } else if (block instanceof Block.Items items) {
            items(items, style, depth);
        } else if (block instanceof Block.Quote quote) {
            quote.blocks().forEach(said -> block(said, DocxStyles.QUOTE, depth + 1));
        } else if (block instanceof Block.Written written) {
            language = DocxStyles.code(written.language());
            written.blocks().forEach(said -> block(said, style, depth));
            language = ownLanguage;
        } else if (block instanceof Block.Table table) {
            table(table);
        }
    }

    /** The mark stands at the first paragraph of an item; what does not begin with one has it on a line of its own. */
    private void items(Block.Items items, String style, int depth) {
        BigInteger list = items.isNumbered() ? styles.newNumbers() : styles.points();
        for (List<Block> item : items.items()) {
            boolean beginsWithWords = !item.isEmpty() && item.get(0) instanceof Block.Paragraph;
            line(
                    point(items.isNumbered() ? DocxStyles.NUMBERED : DocxStyles.POINT, list, depth),
                    beginsWithWords ? ((Block.Paragraph) item.get(0)).line() : List.of(),
                    TEXT_POINTS);
            item.stream().skip(beginsWithWords ? 1 : 0).forEach(block -> block(block, style, depth + 1));
        }
    }

    private XWPFParagraph point(String style, BigInteger list, int depth) {
        XWPFParagraph written = paragraph(style);
        written.setNumID(list);
        written.setNumILvl(BigInteger.valueOf(DocxStyles.level(depth)));
        return written;
    }

    private void table(Block.Table table) {
        XWPFParagraph caption = paragraph(DocxStyles.CAPTION);
        caption.setKeepNext(true);
        caption.createRun().setText(table.caption());
        XWPFTable written =
                docx.createTable(table.rows().size() + 1, table.columns().size());
        written.setWidthType(TableWidthType.DXA);
        written.setWidth(Integer.toString(TEXT_WIDTH_TWIPS));
        XWPFTableRow headings = written.getRow(0);
        headings.setRepeatHeader(true);
        for (int i = 0; i < table.columns().size(); i++) {
            cell(
                    headings.getCell(i),
                    table.columns().get(i),
                    List.of(new Run.Strong(table.columns().get(i).heading())));
        }
        for (int row = 0; row < table.rows().size(); row++) {
            written.getRow(row + 1).setCantSplitRow(true);
            for (int i = 0; i < table.columns().size(); i++) {
                cell(
                        written.getRow(row + 1).getCell(i),
                        table.columns().get(i),
                        table.rows().get(row).get(i));
            }
        }
        docx.createParagraph().setSpacingAfter(0);
    }

    private void cell(XWPFTableCell cell, Block.Column column, List<Run> line) {
        cell.setWidth(Integer.toString(TEXT_WIDTH_TWIPS * column.width() / PERCENT));
        XWPFParagraph paragraph = cell.getParagraphs().get(0);
        paragraph.setAlignment(column.isNumeric() ? ParagraphAlignment.RIGHT : ParagraphAlignment.LEFT);
        paragraph.setSpacingAfter(TWIPS_PER_POINT);
        line(paragraph, line, SMALL_POINTS);
    }

    private void line(XWPFParagraph paragraph, List<Run> line, double points) {
        for (Run run : line) {
            if (run instanceof Run.Plain plain) {
                run(paragraph, plain.text(), points);
            } else if (run instanceof Run.Strong strong) {
                run(paragraph, strong.text(), points).setBold(true);
            } else if (run instanceof Run.Emphasis emphasis) {
                run(paragraph, emphasis.text(), points).setItalic(true);
            } else if (run instanceof Run.Break) {
                paragraph.createRun().addBreak();
            } else if (run instanceof Run.Level level) {
                run(paragraph, Signs.of(level.mark()) + "\u00a0" + level.label(), points)
                        .setColor(level.mark().onLight().substring(1));
            } else if (run instanceof Run.Link link) {
                run(paragraph, link.text(), points);
            } else if (run instanceof Run.WebLink link) {
                XWPFRun written = run(paragraph.createHyperlinkRun(link.address()), link.text(), points);
                written.setColor(LINK_COLOUR);
                written.setUnderline(UnderlinePatterns.SINGLE);
            }
        }
    }

    private XWPFRun run(XWPFParagraph paragraph, String text, double points) {
        return run(paragraph.createRun(), text, points);
    }

    private XWPFRun run(XWPFRun run, String text, double points) {
        run.setText(text);
        run.setFontSize(points);
        if (!language.equals(ownLanguage)) {
            run.setLang(language);
        }
        return run;
    }
}
