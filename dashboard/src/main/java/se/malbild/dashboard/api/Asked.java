package se.malbild.dashboard.api;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import se.malbild.dashboard.then.Past;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Published;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.goals.Fault;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.picture.Picture;
import se.malbild.service.AcceptedLanguage;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;

/**
 * What a request asks for. The last part of a path may end in {@code .json} or {@code .csv}; without that the header
 * {@code Accept} decides, and JSON is the default. Every method throws {@link HttpProblemException} when there is no such thing.
 */
public final class Asked {
    static final String LATEST = "latest";
    private static final String AS_OF = "asOf";
    private static final String CSV = ".csv";
    private static final String JSON = ".json";
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern SMALL_NUMBER = Pattern.compile("\\d{1,6}");
    private static final Map<String, Language> LANGUAGES = Map.of("sv", Language.SV, "en", Language.EN);
    /** Longer than any id; more of it is not worth repeating. */
    private static final int LONGEST_REPEATED = 60;

    private static final Text TABLES = new Text(
            "Tabeller finns under pictures, goal-areas, indicators, departments, missing, judgements, comparisons, differences, years och versions.",
            "There are tables under pictures, goal-areas, indicators, departments, missing, judgements, comparisons, differences, years and versions.");

    /** The form of an answer. */
    enum Form {
        JSON,
        CSV
    }

    private final Context context;
    private final Snapshot snapshot;
    private final Optional<Past> past;

    /** Of what is published now, at an address that has no {@code asOf}. */
    public Asked(Context context, Snapshot snapshot) {
        this(context, snapshot, Optional.empty());
    }

    /** @param past empty where it is not shown */
    Asked(Context context, Snapshot snapshot, Optional<Past> past) {
        this.context = context;
        this.snapshot = snapshot;
        this.past = past;
    }

    /** Returns the organisation, as of the moment that the query names, if it does. */
    public OrganisationView organisation() {
        String id = context.pathParam("organisation");
        String asOf = context.queryParam(AS_OF);
        if (asOf != null) {
            return past.orElseThrow(Past::notShown).asOf(id, AS_OF, asOf);
        }
        return organisation(id);
    }

    /** Returns the organisation that the last part of the path names, which is to be compared with {@link #organisation}. */
    OrganisationView otherOrganisation() {
        String id = last("other");
        if (id.equals(context.pathParam("organisation"))) {
            throw notFound(
                    "Ange en annan kommun att jämföra med än " + shown(id) + ".",
                    "Name another organisation than " + shown(id) + " to compare with.");
        }
        return organisation(id);
    }

    private OrganisationView organisation(String id) {
        return snapshot.organisation(id)
                .orElseThrow(() -> notFound(
                        "Kommunen " + shown(id) + " har ingen målbild här.",
                        "The organisation " + shown(id) + " has no picture here."));
    }

    /** Returns the framework that the query names; otherwise the one to show of {@code year}. */
    FrameworkView framework(OrganisationView organisation, String year) {
        String id = context.queryParam("framework");
        if (id != null) {
            return named(organisation, id);
        }
        if (year.equals(LATEST)) {
            return organisation.latest();
        }
        return organisation.covering(year(year)).orElseThrow(() -> noSuchYear(organisation.frameworks(), year));
    }

    /** Returns the framework that the query names of the organisation that is compared with; otherwise the one to show. */
    FrameworkView otherFramework(OrganisationView other) {
        return Optional.ofNullable(context.queryParam("otherFramework"))
                .map(id -> named(other, id))
                .orElseGet(other::latest);
    }

    private static FrameworkView named(OrganisationView organisation, String id) {
        return organisation
                .framework(id)
                .orElseThrow(() -> notFound(
                        "Styrmodellen " + shown(id) + " finns inte; de som finns: " + ids(organisation) + ".",
                        "There is no framework " + shown(id) + "; those that exist: " + ids(organisation) + "."));
    }

    Published<Picture> picture(FrameworkView framework, String year) {
        int asked = year.equals(LATEST) ? framework.latestYear() : year(year);
        return framework.picture(asked).orElseThrow(() -> noSuchYear(List.of(framework), year));
    }

    private static int year(String text) {
        if (!YEAR.matcher(text).matches()) {
            throw notFound(
                    "Året anges med fyra siffror eller som latest, inte " + shown(text) + ".",
                    "A year is four digits or latest, not " + shown(text) + ".");
        }
        return Integer.parseInt(text);
    }

    private static HttpProblemException noSuchYear(List<FrameworkView> frameworks, String year) {
        String years = frameworks.stream()
                .flatMap(framework -> framework.pictures().keySet().stream())
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return notFound(
                "Det finns ingen målbild för " + shown(year) + "; år som finns: " + years + ".",
                "There is no picture of " + shown(year) + "; years that exist: " + years + ".");
    }

    /** Returns the last part of the path without the ending that gives the form. */
    String last(String name) {
        String text = context.pathParam(name);
        return text.endsWith(CSV)
                ? text.substring(0, text.length() - CSV.length())
                : text.endsWith(JSON) ? text.substring(0, text.length() - JSON.length()) : text;
    }

    Form form() {
        if (isPathTo(CSV)) {
            return Form.CSV;
        }
        return !isPathTo(JSON) && accept().startsWith("text/csv") ? Form.CSV : Form.JSON;
    }

    /** Ends a request for a table at an address that has none; who takes something else as well gets that. */
    void requireJson() {
        if (isPathTo(CSV)) {
            throw notFound(
                    "Det finns ingen tabell på den adressen; utan .csv ger den JSON. " + TABLES.sv(),
                    "There is no table at that address; without .csv it gives JSON. " + TABLES.en());
        }
        if (form() == Form.CSV && !accept().contains("json") && !accept().contains("*")) {
            throw new HttpProblemException(HttpProblem.of(
                    406,
                    "no-table",
                    new Text("Formatet finns inte", "Not acceptable"),
                    new Text(
                            "Adressen ger JSON och ingen tabell. " + TABLES.sv(),
                            "The address gives JSON and no table. " + TABLES.en())));
        }
    }

    private boolean isPathTo(String ending) {
        String path = context.path();
        return path.endsWith(ending) || path.endsWith(ending + "/");
    }

    private String accept() {
        return Optional.ofNullable(context.header("Accept")).orElse("");
    }

    /** Returns the language of a table: what {@code lang} says, otherwise what the request prefers. */
    Language language() {
        String asked = context.queryParam("lang");
        if (asked == null) {
            return AcceptedLanguage.of(context.header("Accept-Language"));
        }
        return Optional.ofNullable(LANGUAGES.get(asked))
                .orElseThrow(() -> badRequest(List.of(new Fault(
                        "unknown-language",
                        "lang",
                        new Text("Språket är sv eller en.", "The language is sv or en.")))));
    }

    /** A part of a list that can grow: at most {@code limit} items whose ids come after {@code after}. */
    record Page(String after, int limit) {}

    Page page(int usual, int most) {
        List<Fault> faults = new ArrayList<>();
        String limit = Optional.ofNullable(context.queryParam("limit")).orElse(Integer.toString(usual));
        boolean isNumber = SMALL_NUMBER.matcher(limit).matches();
        if (!isNumber || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > most) {
            faults.add(new Fault(
                    "limit",
                    "limit",
                    new Text(
                            "Antalet är ett heltal från 1 till " + most + ".",
                            "The limit is a whole number from 1 to " + most + ".")));
        }
        String after = Optional.ofNullable(context.queryParam("after")).orElse("");
        if (after.length() > LONGEST_REPEATED) {
            faults.add(new Fault(
                    "after",
                    "after",
                    new Text(
                            "Ange id:t som den förra sidan slutade med.",
                            "Give the id that the previous page ended with.")));
        }
        if (!faults.isEmpty()) {
            throw badRequest(faults);
        }
        return new Page(after, Integer.parseInt(limit));
    }

    static HttpProblemException notFound(String sv, String en) {
        return new HttpProblemException(HttpProblem.notFound(new Text(sv, en)));
    }

    public static HttpProblemException badRequest(List<Fault> faults) {
        return new HttpProblemException(HttpProblem.badRequest(
                        "bad-parameters",
                        new Text(
                                "Något i adressen eller formuläret går inte att förstå; se faults.",
                                "Something in the address or the form cannot be understood; see faults."))
                .withFaults(faults));
    }

    private static String ids(OrganisationView organisation) {
        return organisation.frameworks().stream()
                .map(view -> view.framework().id())
                .collect(Collectors.joining(", "));
    }

    /** What somebody wrote, shortened, without what does not belong in a line of text. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{C}", "?");
        return "”" + (line.length() > LONGEST_REPEATED ? line.substring(0, LONGEST_REPEATED) + "…" : line) + "”";
    }
}
