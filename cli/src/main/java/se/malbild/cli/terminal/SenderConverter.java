package se.malbild.cli.terminal;

import picocli.CommandLine.ITypeConverter;
import se.malbild.goals.Text;
import se.malbild.schemas.Sender;

/** Reads the name of a person or system. */
public final class SenderConverter implements ITypeConverter<Sender> {
    @Override
    public Sender convert(String text) throws CommandException {
        if (!Sender.isName(text)) {
            throw new CommandException(new Text(
                    "ett namn på en rad väntas, 1 till " + Sender.LONGEST_NAME + " tecken.",
                    "a name on one line is expected, 1 to " + Sender.LONGEST_NAME + " characters."));
        }
        return new Sender(text);
    }
}
