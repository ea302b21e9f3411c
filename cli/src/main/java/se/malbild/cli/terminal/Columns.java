package se.malbild.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of words under each other, every column as wide as its widest word. */
public final class Columns {
    private static final String BETWEEN = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();

    public void row(String... words) {
        rows.add(List.of(words));
        for (int column = 0; column < words.length; column++) {
            int width = words[column].length();
            if (column == widths.size()) {
                widths.add(width);
            } else {
                widths.set(column, Math.max(widths.get(column), width));
            }
        }
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
                        .append(" ".repeat(widths.get(column) - word.length()))
                        .append(BETWEEN);
            }
            out.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return out.toString();
    }
}
