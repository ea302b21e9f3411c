package se.malbild.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The examples of the README and of the pages in docs: the commands of their {@code sh} blocks, and the files to save. */
final class Examples {
    /** Where the commands are given, and the files are named from. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SAVED =
            Pattern.compile("ave (?:it|this) as `([^`]+)`:\n\n```\\w+\n(.*?)```", Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("(?:[^ \"]|\"[^\"]*\")+");

    private Examples() {}

    /** Returns the README and the pages. */
    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(page -> page.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    /** Returns the commands of {@code page} in their order, without comments; one in several lines as it stands. */
    static List<String> commands(Path page) throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher block = SHELL.matcher(Files.readString(page));
        while (block.find()) {
            StringBuilder command = new StringBuilder();
            for (String line : block.group(1).split("\n", -1)) {
                command.append(command.isEmpty() ? line.replaceFirst("(^|\\s+)#.*", "") : "\n" + line);
                if (!command.isEmpty() && !goesOn(command)) {
                    commands.add(command.toString());
                    command.setLength(0);
                }
            }
            if (!command.isEmpty()) {
                throw new IllegalStateException(page + " has half a command: " + command);
            }
        }
        return commands;
    }

    private static boolean goesOn(CharSequence command) {
        long quotes = command.chars().filter(character -> character == '\'').count();
        return quotes % 2 == 1 || command.charAt(command.length() - 1) == '\\';
    }

    /** Returns the words of {@code command}; what stands in double quotes is one. */
    static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group().replace("\"", ""))
                .toList();
    }

    /** Returns the content of the files that {@code page} has its reader save, by their names. */
    static Map<String, String> files(Path page) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher file = SAVED.matcher(Files.readString(page));
        while (file.find()) {
            files.put(file.group(1), file.group(2));
        }
        return files;
    }
}
