package se.malbild.cli.terminal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import picocli.CommandLine.ITypeConverter;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;

/** Reads a moment that has been: the end of a day in Sweden, or any point in time. */
public final class MomentConverter implements ITypeConverter<Instant> {
    private final TimeConverter times = new TimeConverter();

    @Override
    public Instant convert(String text) throws CommandException {
        Instant moment = moment(text);
        if (moment.isAfter(Instant.now())) {
            throw new CommandException(new Text(
                    "”" + text
                            + "” är inte förbi än; en dag räknas till sitt slut. Ange en tidigare dag eller tidpunkt.",
                    "“" + text
                            + "” has not passed yet; a day counts to its end. Give an earlier day or point in time."));
        }
        return moment;
    }

    private Instant moment(String text) throws CommandException {
        try {
            return SwedishTime.end(LocalDate.parse(text));
        } catch (DateTimeException noDate) {
            return times.convert(text);
        }
    }
}
