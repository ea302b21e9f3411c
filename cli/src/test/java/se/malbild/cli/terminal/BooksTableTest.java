package se.malbild.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Language;

class BooksTableTest {
    private static final String BOOKS = "\"books\":["
            + "{\"organisation\":\"1880\",\"department\":\"skola\",\"year\":2018,\"received\":3,\"counted\":3,"
            + "\"inBalance\":true},"
            + "{\"organisation\":\"1880\",\"department\":\"skola\",\"year\":2019,\"received\":4,\"counted\":4,"
            + "\"inBalance\":true}]";
    private static final String PARTITIONS = "\"partitions\":[{\"records\":9,\"waiting\":1,\"pending\":2}]";

    @Test
    void an_operator_is_told_what_was_read_what_waits_and_what_is_left() throws Exception {
        String answer = "{\"inBalance\":true," + BOOKS + "," + PARTITIONS + ",\"unread\":0}";

        assertThat(balance(Language.EN, answer))
                .isEqualTo("The books are in balance: 9 records read, each booked once. Waiting for their schema: 1."
                        + " Not read yet: 2.");
        assertThat(balance(Language.EN, "{\"inBalance\":false," + BOOKS + "," + PARTITIONS + ",\"unread\":1}"))
                .startsWith("The books are out of balance: 1 record in partitions that were added");
    }

    @Test
    void a_department_is_told_only_what_its_books_say() throws Exception {
        String balanced = "{\"inBalance\":true," + BOOKS + ",\"partitions\":[]}";
        String unbalanced = "{\"inBalance\":false," + BOOKS + ",\"partitions\":[]}";

        assertThat(balance(Language.SV, balanced)).isEqualTo("Böckerna går ihop: 7 mottagna poster.");
        assertThat(balance(Language.EN, balanced)).isEqualTo("The books are in balance: 7 records received.");
        assertThat(balance(Language.SV, unbalanced)).isEqualTo("Böckerna går inte ihop: 7 mottagna poster.");
        assertThat(balance(Language.EN, unbalanced)).isEqualTo("The books are out of balance: 7 records received.");
    }

    /** Returns the last line of the table of {@code answer}. */
    private static String balance(Language language, String answer) throws Exception {
        return new BooksTable(language)
                .of(new JsonMapper().readTree(answer))
                .lines()
                .reduce((one, other) -> other)
                .orElseThrow();
    }
}
