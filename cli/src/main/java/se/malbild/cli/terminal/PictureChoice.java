package se.malbild.cli.terminal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.decision.DecisionYear;
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
            description = {
                "Styrmodell, när kommunen har flera; annars den som webbsidorna visar.",
                "Goal framework, when the municipality has several; otherwise the one the pages show."
            })
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

    /** Returns the year that was asked for when framework and year were given. */
    public Optional<DecisionYear> named() {
        return framework == null || year == null
                ? Optional.empty()
                : Optional.of(new DecisionYear(organisation, framework, year));
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
        if (candidates.isEmpty()) {
            String asked = organisation + (framework == null ? "" : "/" + framework);
            Text others = others(pictures.keySet());
            throw new CommandException(new Text(
                    "Det finns ingen målbild för " + asked
                            + ". Är styrmodellen tillämpad (malbild framework apply), och är"
                            + " strömtillämpningen igång (malbild status)?"
                            + others.sv(),
                    "There is no picture of " + asked
                            + ". Has the framework been applied (malbild framework apply), and is"
                            + " the streams application running (malbild status)?"
                            + others.en()));
        }
        Optional<Picture> picture = year == null ? Optional.of(latest(candidates)) : ofYear(candidates);
        return picture.orElseThrow(() -> {
            String years = candidates.keySet().stream()
                    .map(key -> Integer.toString(key.year()))
                    .distinct()
                    .collect(Collectors.joining(", "));
            return new CommandException(new Text(
                    "Det finns ingen målbild för " + year + "; år som finns: " + years + ".",
                    "There is no picture of " + year + "; years that exist: " + years + "."));
        });
    }

    /** Of several frameworks the one whose period begins last, then the greatest version, then the greatest id; as on the pages. */
    private static Stream<List<Picture>> shownFirst(SortedMap<Pictures.Key, Picture> candidates) {
        return candidates.values().stream()
                .collect(Collectors.groupingBy(Picture::framework, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .sorted(Comparator.comparingInt((List<Picture> of) -> of.get(0).year())
                        .thenComparingInt(of -> of.get(0).frameworkVersion())
                        .thenComparing(of -> of.get(0).framework())
                        .reversed());
    }

    private static Picture latest(SortedMap<Pictures.Key, Picture> candidates) {
        List<List<Picture>> frameworks = shownFirst(candidates).toList();
        return Picture.latest(frameworks.stream()
                .filter(pictures -> pictures.stream()
                        .anyMatch(picture -> picture.standing().attainment().isPresent()))
                .findFirst()
                .orElse(frameworks.get(0)));
    }

    private Optional<Picture> ofYear(SortedMap<Pictures.Key, Picture> candidates) {
        return shownFirst(candidates)
                .flatMap(List::stream)
                .filter(picture -> picture.year() == year)
                .findFirst();
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
