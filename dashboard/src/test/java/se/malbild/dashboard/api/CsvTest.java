package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

class CsvTest {
    private static final List<Text> HEADER = List.of(new Text("Värde", "Value"), new Text("Ord", "Word"));

    private static String written(Language language, Object... row) {
        Csv csv = new Csv(language, HEADER);
        csv.row(List.of(row));
        return new String(csv.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void swedish_has_semicolons_and_decimal_commas() {
        assertThat(written(Language.SV, new BigDecimal("-3.25"), new Text("ja; visst", "yes")))
                .isEqualTo("\uFEFFVärde;Ord\r\n-3,25;\"ja; visst\"\r\n");
    }

    @Test
    void english_has_commas_and_decimal_points() {
        assertThat(written(Language.EN, new BigDecimal("-3.25"), new Text("ja", "yes, \"indeed\"")))
                .isEqualTo("\uFEFFValue,Word\r\n-3.25,\"yes, \"\"indeed\"\"\"\r\n");
    }

    @Test
    void what_does_not_exist_is_an_empty_cell() {
        assertThat(written(Language.SV, Optional.empty(), Optional.of(7))).endsWith("\r\n;7\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''-1"})
    void a_text_is_never_a_formula(String text) {
        assertThat(written(Language.SV, 1, text)).endsWith("1;\"'" + text + "\"\r\n");
    }
}
