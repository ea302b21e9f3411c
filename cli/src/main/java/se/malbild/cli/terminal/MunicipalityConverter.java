package se.malbild.cli.terminal;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import se.malbild.goals.Language;
import se.malbild.goals.Municipalities;
import se.malbild.goals.Text;
import se.malbild.goals.observation.NormalForm;

/** Reads a municipality from the command line: its code, or its name where that is known. */
public final class MunicipalityConverter implements ITypeConverter<String> {
    private static final Pattern CODE = Pattern.compile("\\d{4}");

    @Override
    public String convert(String text) throws CommandException {
        String given = NormalForm.ofId(text);
        if (CODE.matcher(given).matches()) {
            return given;
        }
        List<String> codes = Municipalities.called(given);
        if (codes.size() == 1) {
            return codes.get(0);
        }
        throw new CommandException(new Text(
                "”" + given + "” är ingen kommun som är känd vid namn; ange kommunkoden, fyra siffror, eller ett av"
                        + " namnen: " + known(Language.SV) + ".",
                "“" + given
                        + "” is not a municipality known by name; give the municipality code, four digits, or one of"
                        + " the names: " + known(Language.EN) + "."));
    }

    private static String known(Language language) {
        return Municipalities.names().entrySet().stream()
                .map(one -> one.getValue().in(language) + " (" + one.getKey() + ")")
                .collect(Collectors.joining(", "));
    }
}
