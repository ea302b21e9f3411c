package se.malbild.goals.framework;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import se.malbild.goals.Text;

/** A YAML document as a tree that remembers where everything stood. */
sealed interface YamlNode {
    int line();

    int column();

    record Mapping(int line, int column, Map<String, YamlNode> entries) implements YamlNode {}

    record Sequence(int line, int column, List<YamlNode> items) implements YamlNode {}

    /** A single value as written, without quotes; {@code ""} for null. */
    record Scalar(int line, int column, String text) implements YamlNode {}

    /**
     * Reads {@code document}; what is no YAML, a key given twice or a second document is added to {@code faults}. Returns
     * an empty mapping when nothing could be read.
     */
    static YamlNode parse(String document, FrameworkFaults faults) {
        try (YAMLParser parser = new YAMLFactory().createParser(document)) {
            JsonToken first = parser.nextToken();
            YamlNode root = first == null || first == JsonToken.VALUE_NULL
                    ? new Mapping(1, 1, Map.of())
                    : new Parsing(parser, faults).node("");
            if (parser.nextToken() != null) {
                JsonLocation at = parser.currentTokenLocation();
                faults.add(new FrameworkFault(
                        at.getLineNr(),
                        at.getColumnNr(),
                        "",
                        "several-documents",
                        new Text(
                                "Här börjar ett dokument till (efter ---); en styrmodell är ett enda dokument.",
                                "Another document starts here (after ---); a goal framework is a single document.")));
            }
            return root;
        } catch (JsonProcessingException notYaml) {
            faults.add(notYaml(notYaml));
            return new Mapping(1, 1, Map.of());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the document is in memory
        }
    }

    private static FrameworkFault notYaml(JsonProcessingException notYaml) {
        int line = 1;
        int column = 1;
        String why = notYaml.getOriginalMessage().lines().findFirst().orElse("");
        if (notYaml.getCause() instanceof MarkedYAMLException marked) {
            // Jackson's own location and message are those of what was begun last, not of what went wrong.
            line = marked.getProblemMark().getLine() + 1;
            column = marked.getProblemMark().getColumn() + 1;
            why = marked.getProblem();
        }
        return new FrameworkFault(
                line,
                column,
                "",
                "not-yaml",
                new Text("Dokumentet är inte giltig YAML: " + why, "The document is not valid YAML: " + why));
    }

    /** The walk over the parser's tokens. */
    final class Parsing {
        private final YAMLParser parser;
        private final FrameworkFaults faults;

        private Parsing(YAMLParser parser, FrameworkFaults faults) {
            this.parser = parser;
            this.faults = faults;
        }

        private YamlNode node(String path) throws IOException {
            JsonLocation at = parser.currentTokenLocation();
            int line = at.getLineNr();
            int column = at.getColumnNr();
            if (parser.isCurrentAlias() || parser.getObjectId() != null) {
                faults.add(new FrameworkFault(
                        line,
                        column,
                        path,
                        "alias",
                        new Text(
                                "Ankare och alias (& och *) stöds inte; skriv ut texten.",
                                "Anchors and aliases (& and *) are not supported; write the text out.")));
            }
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                return mapping(line, column, path);
            }
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                List<YamlNode> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(path + "[" + items.size() + "]"));
                }
                return new Sequence(line, column, items);
            }
            boolean isNull = parser.currentToken() == JsonToken.VALUE_NULL;
            return new Scalar(line, column, isNull ? "" : parser.getText());
        }

        private YamlNode mapping(int line, int column, String path) throws IOException {
            Map<String, YamlNode> entries = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                JsonLocation keyAt = parser.currentTokenLocation();
                String key = parser.currentName();
                String keyPath = path.isEmpty() ? key : path + "." + key;
                parser.nextToken();
                if (entries.put(key, node(keyPath)) != null) {
                    faults.add(new FrameworkFault(
                            keyAt.getLineNr(),
                            keyAt.getColumnNr(),
                            keyPath,
                            "duplicate-key",
                            new Text(
                                    "”" + key + "” är angivet två gånger; behåll det ena.",
                                    "“" + key + "” is given twice; keep one of them.")));
                }
            }
            return new Mapping(line, column, entries);
        }
    }
}
