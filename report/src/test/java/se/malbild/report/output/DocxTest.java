package se.malbild.report.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
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
