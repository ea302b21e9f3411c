package se.malbild.files.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "0%                           | 0.784     | 78%",
                "0.0%                         | -0.784    | -78.4%",
                "0\u2030                       | 0.0784    | 0\u2030",
                "0.0\u2030                     | 78.4      | 78.4\u2030",
                "#,##0.0,\"tkr\"               | 1234567   | 1234.6tkr",
                "0,                           | 1234567   | 1235",
                "0.0,,                        | 1234567   | 1.2",
                "0,.0                         | 1234567   | 1234.6",
                "[>=1000000]0.0,,\"M\";0        | 1234567   | 1.2M",
                "0.00E+00                     | 1234567   | 1.23E+06",
                "0.00E+00                     | 0.00003847| 3.85E-05",
                "# ?/?                        | 78.4      | 78 2/5",
                "# ??/??                      | 3.14      | 3 7/50",
                "# ?/8                        | 0.5       | 0 4/8",
                "#,##0\\ \"kr\"                 | 1234      | 1234 kr",
                "#,##0.00\\ [$kr-41D]          | 12.5      | 12.50 kr",
                "[$\u20ac-2] 0                 | 12        | \u20ac 12",
                "General\" st\"                | 12.5      | 12.5 st",
                "0;-0;\"saknas\"               | 0         | saknas",
                "0;-0;                        | 0         | ^^",
                ";;;                          | 78        | ^^",
                "\"                            | 12        | ^^",
                "[>1.2.3]0,                   | 1234567   | 1235",
                "0;\"minus\"0                  | -5        | minus5",
                "0\\-0                         | 12        | 12-",
                "0\"000\"                      | 78        | 78000",
                "-0                           | 5         | -5",
                "\u22120                       | 5         | \u22125",
                "0\u2013                       | 5         | 5\u2013",
                "(#,##0)                      | 5         | (5)",
                "0;0                          | -5        | 5",
                "0.00;[Red]0.00               | -5        | 5.00",
            })
    void given_a_format_that_changes_the_number_then_what_it_shows_is_known(
            String format, BigDecimal number, String shown) {
        assertThat(CellFormat.shown(format, number)).hasValue(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^                                                    | 78.369539",
                "General                                               | 0.00003847",
                "@                                                     | 78.4",
                "0                                                     | 78.369539",
                "0.00                                                  | 78.369539",
                "#,##0.00                                              | 1234567.891",
                "#,##0.00;[Red]-#,##0.00                               | -12.5",
                "#,##0 ;(#,##0)                                        | -12",
                "0;\u22120                                              | -5",
                "0;[Red]0                                              | 5",
                "0;(0)                                                 | -5",
                "-0                                                    | 0",
                "0000                                                  | 114",
                "# ##0                                                 | 1234",
                "[$-41D]0.0                                            | 12.5",
                "[Red][<0]0.0;0.0                                      | 12.5",
                "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-       | 1234.5",
                "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-       | -1234.5",
                "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-       | 0",
            })
    void given_a_format_that_at_most_rounds_then_the_number_is_what_is_shown(String format, BigDecimal number) {
        assertThat(CellFormat.shown(format, number)).isEmpty();
    }
}
