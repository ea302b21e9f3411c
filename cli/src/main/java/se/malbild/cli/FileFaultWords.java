package se.malbild.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import se.malbild.files.CellFault;
import se.malbild.files.FileRow;
import se.malbild.files.UnreadableFileException;
import se.malbild.goals.Text;

/** What is wrong with a file of observations, with where: the file, the row and the column. */
final class FileFaultWords {
    private FileFaultWords() {}

    static List<Text> of(Path file, FileRow.Faulty row) {
        return row.faults().stream()
                .map(fault -> of(file, Optional.of(row.number()), fault))
                .toList();
    }

    static List<Text> of(Path file, UnreadableFileException unreadable) {
        return unreadable.faults().stream()
                .map(fault -> of(file, Optional.empty(), fault))
                .toList();
    }

    private static Text of(Path file, Optional<Long> row, CellFault fault) {
        Text message = fault.fault().message();
        String column = fault.column().isEmpty() ? "" : ", " + fault.column();
        return new Text(
                file + row.map(number -> ", rad " + number).orElse("") + column + ": " + message.sv(),
                file + row.map(number -> ", row " + number).orElse("") + column + ": " + message.en());
    }
}
