package se.malbild.files;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;

/** Says that a file as a whole cannot be read, with every reason; nothing of it is an observation. */
public final class UnreadableFileException extends Exception {
    private final transient List<CellFault> faults;

    UnreadableFileException(List<CellFault> faults) {
        super(faults.stream().map(fault -> fault.fault().message().en()).collect(Collectors.joining(" ")));
        this.faults = List.copyOf(faults);
    }

    UnreadableFileException(String code, String sv, String en) {
        this(List.of(new CellFault("", new Fault(code, "", new Text(sv, en)))));
    }

    /** Returns this after what else is to be known of how the file is read. */
    UnreadableFileException with(List<Text> notes) {
        Stream<CellFault> before = notes.stream().map(note -> new CellFault("", new Fault("note", "", note)));
        return new UnreadableFileException(
                Stream.concat(before, faults.stream()).toList());
    }

    /** Returns the faults, at least one. */
    public List<CellFault> faults() {
        return faults;
    }
}
