package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import se.malbild.cli.terminal.StopSignal;
import se.malbild.goals.Language;

class HelpTest {
    private static List<CommandLine> commands(Language language) {
        return below(Malbild.commandLine(
                        System.out, Map.of(), "--lang=" + language.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::below));
    }

    private static Stream<ArgSpec> described(CommandLine command) {
        return command.getCommandSpec().args().stream()
                .filter(argument ->
                        !(argument instanceof OptionSpec option && (option.usageHelp() || option.versionHelp())));
    }

    @ParameterizedTest
    @EnumSource
    void is_complete_in_either_language(Language language) {
        for (CommandLine command : commands(language)) {
            String help = bare(command.getUsageMessage());
            List<String> said = new ArrayList<>();
            said.addAll(List.of(command.getCommandSpec().usageMessage().description()));
            said.addAll(List.of(command.getCommandSpec().usageMessage().footer()));
            described(command).forEach(argument -> said.addAll(half(argument, language)));

            assertThat(said).as(help).isNotEmpty().allSatisfy(sentence -> {
                assertThat(sentence).matches("[A-ZÅÄÖ].*(\\.|\\. \\(.+\\))");
                assertThat(help).contains(bare(sentence));
            });
            assertThat(help).startsWith(language == Language.SV ? "Användning:" : "Usage:");
        }
    }

    @ParameterizedTest
    @EnumSource
    void says_nothing_in_the_other_language(Language language) {
        Language other = language == Language.SV ? Language.EN : Language.SV;
        List<CommandLine> others = commands(other);
        List<CommandLine> commands = commands(language);
        for (int i = 0; i < commands.size(); i++) {
            String help = bare(commands.get(i).getUsageMessage());
            assertThat(others.get(i).getCommandSpec().usageMessage().description())
                    .allSatisfy(sentence -> assertThat(help).doesNotContain(bare(sentence)));
            described(others.get(i))
                    .flatMap(argument -> half(argument, other).stream())
                    .forEach(sentence -> assertThat(help).doesNotContain(bare(sentence)));
            assertThat(help).doesNotContain("FIL/FILE", language == Language.SV ? "Shows" : "Visar");
        }
    }

    /** Returns the lines of a description in one language; both have equally many. */
    private static List<String> half(ArgSpec argument, Language language) {
        String[] both = argument.description();
        assertThat(both).as(argument.toString()).isNotEmpty();
        assertThat(both.length % 2).as(argument.toString()).isZero();
        List<String> lines = Arrays.asList(both);
        return language == Language.SV
                ? lines.subList(0, both.length / 2)
                : lines.subList(both.length / 2, both.length);
    }

    /** Returns {@code text} without spaces, since a line may break anywhere. */
    private static String bare(String text) {
        return text.replaceAll("\\s", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--lang en reset --help", "reset --lang=en --help", "reset --help --lang en"})
    void is_in_the_language_that_is_asked_for_anywhere(String arguments) {
        assertThat(said(arguments))
                .contains("Usage: malbild reset", "compute everything again at its next start.", "Shows this help.");
    }

    @Test
    void is_in_swedish_otherwise_and_lists_every_command_with_a_whole_sentence() {
        assertThat(said("--help").lines())
                .contains("Kommandon:", "  -h, --help         Visar den här hjälpen.")
                .anyMatch(line -> line.matches(" +reset +Får strömtillämpningen att räkna om allt från .*"))
                .anyMatch(line -> line.matches(" +picture +Skriver ut en målbild som den står i Kafka\\."));
    }

    private static String said(String arguments) {
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(results, true, StandardCharsets.UTF_8);
        assertThat(Malbild.run(new StopSignal(), out, Map.of(), arguments.split(" ")))
                .isZero();
        return results.toString(StandardCharsets.UTF_8);
    }
}
