package se.malbild.cli.terminal;

import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import se.malbild.files.TimeText;
import se.malbild.goals.Text;

/** Reads a point in time from the command line, as it is read from a file. */
public final class TimeConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) throws CommandException {
        return TimeText.parse(text)
                .orElseThrow(() -> new CommandException(new Text(
                        "”" + text + "” är ingen tidpunkt; skriv till exempel 2018-09-01 (svensk tid) eller"
                                + " 2018-09-01T12:00:00Z.",
                        "“" + text + "” is not a time; write for example 2018-09-01 (Swedish time) or"
                                + " 2018-09-01T12:00:00Z.")));
    }
}
