package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.goals.Language;

class LanguageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--lang en demo",
                "demo --lang en",
                "demo --exit --lang=en --year 2018",
                "--lang en topics plan",
                "topics --lang en plan",
                "topics plan --lang en",
                "serve streams --lang en",
                "tokens list --lang en"
            })
    void may_be_asked_for_before_or_after_the_command(String arguments) {
        assertThat(languageOf(Map.of(), arguments)).isEqualTo(Language.EN);
    }

    @Test
    void is_swedish_unless_another_is_asked_for() {
        assertThat(languageOf(Map.of(), "demo")).isEqualTo(Language.SV);
    }

    @Test
    void comes_from_the_environment_unless_the_command_line_names_one() {
        Map<String, String> environment = Map.of("MALBILD_LANG", "en");

        assertThat(languageOf(environment, "topics plan")).isEqualTo(Language.EN);
        assertThat(languageOf(environment, "topics plan --lang sv")).isEqualTo(Language.SV);
    }

    /** Returns the language of the innermost command that {@code arguments} name. */
    private static Language languageOf(Map<String, String> environment, String arguments) {
        String[] words = arguments.split(" ");
        ParseResult parsed = Malbild.commandLine(System.out, environment, words).parseArgs(words);
        List<CommandLine> commands = parsed.asCommandLineList();
        return ConsoleOption.consoleOf(commands.get(commands.size() - 1).getCommandSpec())
                .language();
    }
}
