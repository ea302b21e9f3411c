package se.malbild.cli.terminal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import se.malbild.goals.Municipalities;
import se.malbild.goals.Text;
import se.malbild.goals.observation.NormalForm;

/** Reads a municipality from the command line: its code, or its name. */
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
        String meant = meant(given);
        throw new CommandException(new Text(
                "”" + given + "” är ingen kommun som är känd vid namn"
                        + (meant.isEmpty() ? "." : "; menas " + meant + "?")
                        + " Ange namnet eller kommunkoden, fyra siffror.",
                "“" + given + "” is not a municipality known by name"
                        + (meant.isEmpty() ? "." : "; do you mean " + meant + "?")
                        + " Give the name or the municipality code, four digits."));
    }

    /** Returns the places whose names are like {@code given}, each with its code; {@code ""} when there is none. */
    private static String meant(String given) {
        Map<String, String> places = new TreeMap<>();
        Municipalities.names()
                .forEach((code, names) ->
                        places.put(names.place().toLowerCase(Locale.ROOT), names.place() + " (" + code + ")"));
        return Suggestions.of(given, places.keySet()).stream().map(places::get).collect(Collectors.joining(", "));
    }
}
