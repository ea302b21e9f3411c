package se.malbild.report.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFHyperlink;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Language;
import se.malbild.report.content.ReportKind;
import se.malbild.report.document.Block;
import se.malbild.report.document.Document;
import se.malbild.report.document.Section;

/** The DOCX has what a word processor needs to go on with it. */
final class DocxTest {
    @Test
    void it_has_every_heading_in_its_depth_and_tables_whose_headings_repeat() throws Exception {
        Document document = Reports.document(ReportKind.ANNUAL, Language.SV);

        try (XWPFDocument docx = new XWPFDocument(new ByteArrayInputStream(ReportFormat.DOCX.write(document)))) {
            assertThat(docx.getParagraphs().stream()
                            .filter(paragraph ->
                                    String.valueOf(paragraph.getStyle()).startsWith("Heading"))
                            .map(paragraph -> paragraph.getStyle() + " " + paragraph.getText()))
                    .containsExactlyElementsOf(headings(document.sections(), 1));
            assertThat(docx.getTables())
                    .hasSize(tables(document.sections()).size())
                    .allMatch(table -> table.getRow(0).isRepeatHeader());
            assertThat(docx.getTables())
                    .map(XWPFTable::getNumberOfRows)
                    .containsExactlyElementsOf(tables(document.sections()).stream()
                            .map(table -> table.rows().size() + 1)
                            .toList());
            assertThat(docx.getProperties().getCoreProperties().getTitle()).isEqualTo(document.title());
            assertThat(docx.getParagraphs())
                    .map(XWPFParagraph::getText)
                    .contains("9 av 15 målområden: Fortsätt så. 6: Mer behövs.");
        }
    }

    @Test
    void what_somebody_wrote_in_markdown_has_its_lists_links_and_stress() throws Exception {
        Document document = Reports.document(ReportKind.ANNUAL, Language.EN);

        try (XWPFDocument docx = new XWPFDocument(new ByteArrayInputStream(ReportFormat.DOCX.write(document)))) {
            assertThat(docx.getHyperlinks())
                    .extracting(XWPFHyperlink::getURL)
                    .containsExactly("https://example.org/rapport?del=arbete");
            assertThat(listed(docx)).containsExactly("0 unga", "1 sommarjobb", "1 lärlingar", "0 nyanlända");
            assertThat(runs(docx, XWPFRun::isItalic)).containsExactly("fått");
            assertThat(runs(docx, run -> "sv-SE".equals(run.getLang()))).contains("rapporten", "Företagen söker folk.");
            assertThat(docx.getParagraphs())
                    .filteredOn(paragraph -> "Quote".equals(paragraph.getStyle()))
                    .map(XWPFParagraph::getText)
                    .containsExactly("Företagen söker folk.");
        }
    }

    /** Returns the points that are numbered, and those within them, with how deep they are. */
    private static List<String> listed(XWPFDocument docx) {
        List<XWPFParagraph> paragraphs = docx.getParagraphs();
        List<XWPFParagraph> numbered = paragraphs.stream()
                .filter(paragraph -> "ListNumber".equals(paragraph.getStyle()))
                .toList();
        return paragraphs
                .subList(paragraphs.indexOf(numbered.get(0)), paragraphs.indexOf(numbered.get(numbered.size() - 1)) + 1)
                .stream()
                .map(paragraph -> paragraph.getNumIlvl() + " " + paragraph.getText())
                .toList();
    }

    private static List<String> runs(XWPFDocument docx, Predicate<XWPFRun> which) {
        return docx.getParagraphs().stream()
                .flatMap(paragraph -> paragraph.getRuns().stream())
                .filter(which)
                .map(XWPFRun::text)
                .toList();
    }

    private static List<String> headings(List<Section> sections, int depth) {
        List<String> headings = new ArrayList<>();
        for (Section section : sections) {
            headings.add("Heading" + depth + " " + section.title());
            headings.addAll(headings(section.parts(), depth + 1));
        }
        return headings;
    }

    private static List<Block.Table> tables(List<Section> sections) {
        List<Block.Table> tables = new ArrayList<>();
        for (Section section : sections) {
            section.blocks().stream()
                    .filter(Block.Table.class::isInstance)
                    .map(Block.Table.class::cast)
                    .forEach(tables::add);
            tables.addAll(tables(section.parts()));
        }
        return tables;
    }
}
