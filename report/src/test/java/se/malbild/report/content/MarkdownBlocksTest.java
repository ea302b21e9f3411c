package se.malbild.report.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.report.document.Block;
import se.malbild.report.document.Run;

class MarkdownBlocksTest {
    private static Block paragraph(Run... line) {
        return new Block.Paragraph(Block.Style.NORMAL, List.of(line));
    }

    private static Run plain(String text) {
        return new Run.Plain(text);
    }

    @Test
    void paragraphs_and_stress_are_what_they_say() {
        assertThat(MarkdownBlocks.of("Fler *lärare* och\n**mindre *små* grupper**.  \nSlut.\n\nMer."))
                .containsExactly(
                        paragraph(
                                plain("Fler "),
                                new Run.Emphasis("lärare"),
                                plain(" och"),
                                plain(" "),
                                new Run.Strong("mindre "),
                                new Run.Strong("små"),
                                new Run.Strong(" grupper"),
                                plain("."),
                                new Run.Break(),
                                plain("Slut.")),
                        paragraph(plain("Mer.")));
    }

    @Test
    void lists_keep_their_depth_and_their_kind() {
        assertThat(MarkdownBlocks.of("1. förskolan\n   - Norr\n2. skolan\n\n> sagt"))
                .containsExactly(
                        new Block.Items(
                                true,
                                List.of(
                                        List.of(
                                                paragraph(plain("förskolan")),
                                                new Block.Items(false, List.of(List.of(paragraph(plain("Norr")))))),
                                        List.of(paragraph(plain("skolan"))))),
                        new Block.Quote(List.of(paragraph(plain("sagt")))));
    }

    @Test
    void a_heading_is_strong_and_no_part_of_the_report_s_outline() {
        assertThat(MarkdownBlocks.of("# Analys")).containsExactly(paragraph(new Run.Strong("Analys")));
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a?b=1&c=å, https://example.org/a?b=1&c=%C3%A5",
        "<https://example.org/50 % av allt>, https://example.org/50%20%25%20av%20allt",
        "https://example.org/50%25, https://example.org/50%25",
        "mailto:nämnd@example.org, mailto:n%C3%A4mnd@example.org"
    })
    void a_link_has_an_address_that_every_reader_understands(String written, String address) {
        assertThat(MarkdownBlocks.of("[*hela* rapporten](" + written + ")"))
                .containsExactly(paragraph(new Run.WebLink("hela rapporten", address)));
    }

    @ParameterizedTest
    @CsvSource({"javascript:alert(1)", "/sv/1880", "https://example.org/#a#b"})
    void what_leads_to_nothing_on_the_web_is_words(String address) {
        assertThat(MarkdownBlocks.of("[rapporten](" + address + ")")).containsExactly(paragraph(plain("rapporten")));
    }

    @Test
    void html_and_code_stand_as_they_were_written() {
        assertThat(MarkdownBlocks.of("<b>hej</b>\n\n    a\n    b"))
                .containsExactly(
                        paragraph(plain("<b>"), plain("hej"), plain("</b>")),
                        paragraph(plain("a"), new Run.Break(), plain("b")));
    }

    @Test
    void what_is_nested_without_end_is_one_paragraph() {
        assertThat(MarkdownBlocks.of("> ".repeat(200) + "x")).hasSize(1).allMatch(Block.Paragraph.class::isInstance);
    }
}
