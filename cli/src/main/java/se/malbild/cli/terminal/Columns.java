package se.malbild.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of words under each other, every column as wide as its widest word. */
public final class Columns {
    private static final String BETWEEN = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public void row(String... words) {
        rows.add(List.of(words));
    }

    /** Returns the rows as lines. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String word = row.get(column);
                line.append(word)
                        .append(" ".repeat(width(column) - word.length()))
                        .append(BETWEEN);
            }
            out.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return out.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
