package se.malbild.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.cli.terminal.Confirmation.Answer;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

class ConfirmationTest {
    private static final Text QUESTION = new Text("Tillämpa?", "Apply?");

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(messages, true, StandardCharsets.UTF_8);
    private final Console console = new Console(Language.SV, false, out, out);

    @ParameterizedTest
    @CsvSource({"ja, YES", "J, YES", "' yes ', YES", "y, YES", "nej, NO", "'', NO", "jag vet inte, NO"})
    void given_an_answer_then_only_a_yes_is_one(String typed, Answer answer) {
        assertThat(typing(typed + "\n").ask(QUESTION)).isEqualTo(answer);
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("Tillämpa? (ja/nej)");
    }

    @Test
    void given_nobody_who_can_answer_then_there_is_no_answer() {
        assertThat(typing("").ask(QUESTION)).isEqualTo(Answer.NONE);
        assertThat(new Confirmation(console, Optional.empty()).ask(QUESTION)).isEqualTo(Answer.NONE);
    }

    private Confirmation typing(String text) {
        return new Confirmation(console, Optional.of(new BufferedReader(new StringReader(text))));
    }
}
