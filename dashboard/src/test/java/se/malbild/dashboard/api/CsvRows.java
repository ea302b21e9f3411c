package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads CSV as a spreadsheet does. */
public final class CsvRows {
    private CsvRows() {}

    /** Returns the rows below the first one, each by the names in the first one. */
    public static List<Map<String, String>> byName(byte[] csv, char separator) {
        List<List<String>> rows = of(csv, separator);
        return rows.stream()
                .skip(1)
                .map(row -> {
                    assertThat(row).hasSameSizeAs(rows.get(0));
                    Map<String, String> cells = new TreeMap<>();
                    for (int i = 0; i < row.size(); i++) {
                        cells.put(rows.get(0).get(i), row.get(i));
                    }
                    return cells;
                })
                .toList();
    }

    /** Returns all rows. */
    public static List<List<String>> of(byte[] csv, char separator) {
        String text = new String(csv, StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFF");
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == separator || c == '\n')) {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else if (quoted || c != '\r') {
                cell.append(c);
            }
        }
        return rows;
    }
}
