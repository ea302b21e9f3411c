package se.malbild.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    @Test
    void paragraphs_lists_and_emphasis_are_what_they_say() {
        assertThat(Markdown.html("Fler *lärare* och **mindre** grupper.\n\n- förskolan\n- skolan\n"))
                .isEqualTo("""
                        <p>Fler <em>lärare</em> och <strong>mindre</strong> grupper.</p>
                        <ul>
                        <li>förskolan</li>
                        <li>skolan</li>
                        </ul>
                        """);
    }

    @Test
    void html_is_shown_as_it_was_written() {
        assertThat(Markdown.html("<script>alert(1)</script>\n\nhej <img src=x onerror=alert(1)> \"&<"))
                .isEqualTo("""
                        <p>&lt;script&gt;alert(1)&lt;/script&gt;</p>
                        <p>hej &lt;img src=x onerror=alert(1)&gt; &quot;&amp;&lt;</p>
                        """);
    }

    @Test
    void a_link_to_a_web_page_is_one() {
        assertThat(Markdown.html("[rapporten](https://example.org/a?b=1&c=\"2\")"))
                .isEqualTo("<p><a href=\"https://example.org/a?b=1&amp;c=%222%22\">rapporten</a></p>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[rapporten](javascript:alert(1))",
                "[rapporten](JaVaScRiPt:alert(1))",
                "[rapporten](data:text/html;base64,PHNjcmlwdD4=)",
                "[rapporten](//example.org)",
                "[rapporten](/sv/1880)",
                "[rapporten](<java\tscript:alert(1)>)",
                "![rapporten](https://example.org/x.png)"
            })
    void no_other_link_and_no_picture_is_made(String text) {
        assertThat(Markdown.html(text)).isEqualTo("<p>rapporten</p>\n");
    }

    @Test
    void a_heading_is_no_part_of_the_outline_of_a_page() {
        assertThat(Markdown.html("# Analys\nMer.")).isEqualTo("<p><strong>Analys</strong></p>\n<p>Mer.</p>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "- ", "*a **a "})
    void what_is_nested_without_end_is_shown_as_it_was_written(String once) {
        String text = once.repeat(20_000 / once.length());

        assertThat(Markdown.html(text)).isNotBlank();
    }
}
