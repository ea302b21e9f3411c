package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import se.malbild.cli.terminal.Console;
import se.malbild.goals.Fault;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

class WarningsTest {
    private final Warnings warnings = new Warnings();

    @Test
    void given_no_warnings_then_nothing_is_said() {
        warnings.add(row(2), List.of());

        assertThat(told()).isEmpty();
        assertThat(warnings.summary()).isEqualTo(new Text("", ""));
    }

    @Test
    void given_many_of_a_kind_then_each_kind_is_told_once_with_its_first_row_and_their_number() {
        IntStream.rangeClosed(2, 1_001).forEach(number -> warnings.add(row(number), List.of(warning("a"))));
        warnings.add(row(500), List.of(warning("b")));

        assertThat(told())
                .containsExactly(
                        "row 2 and 999 more, warning, department: a is not expected",
                        "row 500, warning, department: b is not expected");
        assertThat(warnings.summary()).isEqualTo(new Text(", 1001 varningar", ", 1001 warnings"));
    }

    @Test
    void given_many_kinds_then_only_so_many_are_told_and_the_others_counted() {
        IntStream.rangeClosed(1, 25).forEach(number -> warnings.add(row(number), List.of(warning("d" + number))));
        warnings.add(row(26), List.of(warning("d1"), warning("d25")));

        assertThat(told())
                .hasSize(21)
                .endsWith("… and 6 warnings of other kinds.")
                .first()
                .asString()
                .contains("1 more");
    }

    @Test
    void given_many_kinds_then_one_of_another_code_is_told_nevertheless() {
        IntStream.rangeClosed(1, 25).forEach(number -> warnings.add(row(number), List.of(warning("d" + number))));
        warnings.add(row(26), List.of(new Fault("small-group", "count", new Text("Antalet är 2", "The count is 2"))));

        assertThat(told())
                .contains("row 26, warning, count: The count is 2")
                .endsWith("… and 5 warnings of other kinds.");
    }

    private static Text row(int number) {
        return new Text("rad " + number, "row " + number);
    }

    private static Fault warning(String department) {
        return new Fault(
                "unexpected-department",
                "department",
                new Text(department + " väntas inte", department + " is not expected"));
    }

    private List<String> told() {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(messages, true, StandardCharsets.UTF_8);
        warnings.tell(new Console(Language.EN, false, out, out));
        return messages.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
