package se.malbild.cli.terminal;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.picture.Picture;

/** Of which municipality, framework and year a command speaks. */
public class PictureChoice {

    @Option(
            names = "--organisation",
            paramLabel = "KOMMUN/MUNICIPALITY",
            defaultValue = "1880",
            converter = MunicipalityConverter.class,
            description = {
                "Kommun: namn eller kod. (${DEFAULT-VALUE}, Örebro)",
                "Municipality: name or code. (${DEFAULT-VALUE}, Örebro)"
            })
    String organisation;

    @Option(
            names = "--framework",
            paramLabel = "ID",
            description = {"Styrmodell, när kommunen har flera.", "Goal framework, when the municipality has several."})
    String framework;

    @Option(
            names = "--year",
            paramLabel = "ÅR/YEAR",
            description = {
                "År; annars det senaste som kunde bedömas, som på webbsidorna.",
                "Year; otherwise the latest that could be assessed, as on the pages."
            })
    Integer year;

    /** Returns the code of the municipality whose picture is asked for. */
    public String organisation() {
        return organisation;
    }

    /** Returns the one picture asked for. */
    public Picture choose(SortedMap<Pictures.Key, Picture> pictures) throws CommandException {
        SortedMap<Pictures.Key, Picture> candidates = new TreeMap<>();
        pictures.forEach((key, picture) -> {
            if (key.organisation().equals(organisation)
                    && (framework == null || key.framework().equals(framework))) {
                candidates.put(key, picture);
            }
        });
        String found = candidates.keySet().stream()
                .map(Pictures.Key::framework)
                .distinct()
                .collect(Collectors.joining(", "));
        if (candidates.isEmpty()) {
            String asked = organisation + (framework == null ? "" : "/" + framework);
            Text others = others(pictures.keySet());
            throw new CommandException(new Text(
                    "Det finns ingen målbild för " + asked + ". Är styrmodellen tillämpad (malbild framework apply)?"
                            + others.sv(),
                    "There is no picture of " + asked + ". Has the framework been applied (malbild framework apply)?"
                            + others.en()));
        }
        if (found.contains(", ")) {
            throw new CommandException(new Text(
                    "Kommunen har flera styrmodeller: " + found + ". Välj en med --framework.",
                    "The municipality has several frameworks: " + found + ". Choose one with --framework."));
        }
        int asked = Optional.ofNullable(year)
                .orElseGet(() -> Picture.latest(candidates.values()).year());
        Picture picture = candidates.get(new Pictures.Key(organisation, found, asked));
        if (picture == null) {
            String years = candidates.keySet().stream()
                    .map(key -> Integer.toString(key.year()))
                    .collect(Collectors.joining(", "));
            throw new CommandException(new Text(
                    "Det finns ingen målbild för " + asked + "; år som finns: " + years + ".",
                    "There is no picture of " + asked + "; years that exist: " + years + "."));
        }
        return picture;
    }

    private static Text others(Set<Pictures.Key> pictures) {
        String found = pictures.stream()
                .map(key -> key.organisation() + "/" + key.framework())
                .distinct()
                .collect(Collectors.joining(", "));
        return found.isEmpty()
                ? new Text("", "")
                : new Text(" Målbilder finns för: " + found + ".", " There are pictures of: " + found + ".");
    }
}
