package se.malbild.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void every_column_is_as_wide_as_its_widest_word_and_rows_may_differ_in_length() {
        Columns columns = new Columns();
        columns.row("N00914", "78");
        columns.row("N1", "7", "kommunstyrelsen");
        columns.row("total");

        assertThat(columns.toString().lines()).containsExactly("N00914  78", "N1      7   kommunstyrelsen", "total");
    }

    @Test
    void no_rows_are_no_lines() {
        assertThat(new Columns().toString()).isEmpty();
    }

    @Test
    void a_table_may_have_very_many_rows() {
        Columns columns = new Columns();
        for (int row = 0; row < 100_000; row++) {
            columns.row("indicator-events/3/" + row, "2019-03-01T00:00:00Z", "kommunstyrelsen", "wrong-key");
        }

        List<String> lines = columns.toString().lines().toList();

        assertThat(lines).hasSize(100_000);
        assertThat(lines.get(0))
                .isEqualTo("indicator-events/3/0      2019-03-01T00:00:00Z  kommunstyrelsen  wrong-key");
    }
}
