package se.malbild.files;

import java.util.ArrayList;
import java.util.List;

/** Takes a record of CSV apart, line by line. Not for use after it has said that it is none, or too wide. */
final class CsvRecord {

    /** What the lines so far are. */
    enum Progress {
        /** The whole record. */
        COMPLETE,
        /** Its beginning: a quoted cell goes on. */
        OPEN,
        /** No record: something follows a quoted cell. */
        MALFORMED,
        /** More than {@link Table#MOST_CELLS} cells. */
        TOO_WIDE
    }

    private enum State {
        START,
        PLAIN,
        QUOTED,
        AFTER_QUOTE
    }

    private final char delimiter;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private State state = State.START;

    CsvRecord(char delimiter) {
        this.delimiter = delimiter;
    }

    Progress add(String line) {
        if (state == State.QUOTED) {
            cell.append('\n');
        }
        for (int i = 0; i < line.length(); i++) {
            if (!add(line.charAt(i))) {
                return Progress.MALFORMED;
            }
            if (cells.size() == Table.MOST_CELLS) {
                return Progress.TOO_WIDE;
            }
        }
        if (state == State.QUOTED) {
            return Progress.OPEN;
        }
        endCell();
        return Progress.COMPLETE;
    }

    private boolean add(char next) {
        if (state == State.QUOTED) {
            if (next == '"') {
                state = State.AFTER_QUOTE;
            } else {
                cell.append(next);
            }
        } else if (next == delimiter) {
            endCell();
        } else if (next == '"' && state == State.AFTER_QUOTE) {
            cell.append('"');
            state = State.QUOTED;
        } else if (next == '"' && state == State.START) {
            state = State.QUOTED;
        } else if (state == State.AFTER_QUOTE) {
            return next == ' ';
        } else {
            cell.append(next);
            state = State.PLAIN;
        }
        return true;
    }

    private void endCell() {
        cells.add(cell.toString());
        cell.setLength(0);
        state = State.START;
    }

    List<String> cells() {
        return cells;
    }
}
