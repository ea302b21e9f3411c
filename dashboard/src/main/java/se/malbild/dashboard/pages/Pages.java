package se.malbild.dashboard.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import se.malbild.dashboard.then.LatestChanges;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.goals.Language;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.picture.GoalAreaPicture;

/** Makes the pages, each from one snapshot, so that a page agrees with itself. Safe for many threads. */
public final class Pages {
    private static final String TEMPLATES = "se.malbild.dashboard.pages.templates";
    /** So many are listed on every picture. */
    private static final int MOST_MUNICIPALITIES = 12;

    private final DepartmentPages departments;
    private final ComparisonPages comparisons = new ComparisonPages(this::rendered);
    private final KeptPages kept = new KeptPages();
    private final ExplanationPages explanations = new ExplanationPages(this::rendered);
    private final DifferencePages differences = new DifferencePages(this::rendered);
    private final DecidedPages decided = new DecidedPages(this::rendered);
    private final EmbeddedPages embedded = new EmbeddedPages(this::rendered);
    private final Optional<LatestChanges> latestChanges;
    private final boolean isEmbeddable;
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(null, ContentType.Html, null, TEMPLATES);

    /** Of what is known now. */
    public Pages() {
        this(Optional.empty(), false);
    }

    /**
     * @param latestChanges empty where the pages do not lead to what was known earlier
     * @param isEmbeddable whether the pages say how to embed them
     */
    Pages(Optional<LatestChanges> latestChanges, boolean isEmbeddable) {
        this(latestChanges, isEmbeddable, () -> SwedishTime.day(Instant.now()));
    }

    /** @param today the day it is in Sweden */
    Pages(Optional<LatestChanges> latestChanges, boolean isEmbeddable, Supplier<LocalDate> today) {
        this.latestChanges = latestChanges;
        this.isEmbeddable = isEmbeddable;
        this.departments = new DepartmentPages(this::rendered, today);
    }

    /**
     * Returns the page at {@code path}; empty when there is none.
     *
     * @param path as the browser asks for it, decoded, such as {@code /sv/1880/orebro-2017-2019/2018}
     */
    public Optional<String> at(Snapshot snapshot, String path) {
        List<String> parts =
                Stream.of(path.split("/")).filter(part -> !part.isEmpty()).toList();
        Optional<Language> language = parts.isEmpty() ? Optional.of(Language.SV) : language(parts.get(0));
        return language.flatMap(in -> at(snapshot, in, parts.subList(Math.min(1, parts.size()), parts.size())));
    }

    private Optional<String> at(Snapshot snapshot, Language language, List<String> parts) {
        if (parts.isEmpty()) {
            return first(snapshot, language);
        }
        if (parts.size() == 1) {
            if (parts.equals(Address.ABOUT.parts(language))) {
                return Optional.of(about(snapshot, language));
            }
            return parts.equals(Address.ACCESSIBILITY.parts(language))
                    ? Optional.of(accessibility(language))
                    : snapshot.organisation(parts.get(0))
                            .map(found -> latest(snapshot, found, found.latest(), language));
        }
        if (parts.size() == 2) {
            return snapshot.organisation(parts.get(0))
                    .flatMap(found ->
                            found.framework(parts.get(1)).map(view -> latest(snapshot, found, view, language)));
        }
        if (parts.size() == 3 && parts.get(2).equals(Address.DEVELOPMENT.in(language))) {
            return snapshot.organisation(parts.get(0))
                    .flatMap(found ->
                            found.framework(parts.get(1)).map(view -> latest(found, view, new PageLanguage(language))))
                    .flatMap(subject -> kept.get(
                            subject.development().in(language),
                            subject.organisation(),
                            () -> Optional.of(development(subject))));
        }
        if (parts.size() == 3 && parts.get(2).equals(Address.JUDGEMENTS.in(language))) {
            return snapshot.organisation(parts.get(0))
                    .flatMap(found ->
                            found.framework(parts.get(1)).map(view -> latest(found, view, new PageLanguage(language))))
                    .flatMap(subject -> kept.get(
                            subject.judgements().in(language),
                            subject.organisation(),
                            () -> Optional.of(decided.judgements(subject))));
        }
        if (parts.get(2).equals(Address.COMPARISON.in(language))) {
            return snapshot.organisation(parts.get(0))
                    .flatMap(found ->
                            found.framework(parts.get(1)).map(view -> latest(found, view, new PageLanguage(language))))
                    .flatMap(subject -> comparison(snapshot, subject, parts.subList(3, parts.size())));
        }
        return subject(snapshot, language, parts.get(0), parts.get(1), parts.get(2))
                .flatMap(subject -> under(snapshot, subject, parts.subList(3, parts.size())));
    }

    /** @param other the municipality and the framework to compare with; empty where they are to be chosen */
    private Optional<String> comparison(Snapshot snapshot, Subject subject, List<String> other) {
        if (other.isEmpty()) {
            return Optional.of(comparisons.choice(snapshot, subject));
        }
        if (other.size() != 2 || other.get(0).equals(subject.organisation().id())) {
            return Optional.empty();
        }
        return snapshot.organisation(other.get(0))
                .flatMap(found -> found.framework(other.get(1)).map(view -> latest(found, view, subject.words())))
                .map(found -> comparisons.of(subject, found));
    }

    /**
     * Returns what the page at {@code path} is about; empty when there is no picture of that framework and year.
     *
     * @param path of the page of changes of a picture
     */
    static Optional<Subject> subject(OrganisationView organisation, String path) {
        List<String> parts =
                Stream.of(path.split("/")).filter(part -> !part.isEmpty()).toList();
        return subject(
                new Snapshot(new TreeMap<>(Map.of(organisation.id(), organisation))),
                language(parts.get(0)).orElseThrow(),
                organisation.id(),
                parts.get(2),
                parts.get(3));
    }

    DifferencePages differences() {
        return differences;
    }

    EmbeddedPages embedded() {
        return embedded;
    }

    private Optional<String> under(Snapshot snapshot, Subject subject, List<String> parts) {
        Language language = subject.words().language();
        if (parts.isEmpty()) {
            return Optional.of(picture(snapshot, subject)); // which leads to other municipalities
        }
        if (parts.get(0).equals(Address.MISSING.in(language))) {
            return subject.live().flatMap(now -> missing(now, parts)); // which is of a day
        }
        return kept.get(
                subject.address().in(language) + "/" + String.join("/", parts),
                subject.organisation(),
                () -> subject(subject, parts).flatMap(of -> under(of, parts)));
    }

    /** What explains, and what departments do, is about the picture as it is now, also when the year is closed. */
    private static Optional<Subject> subject(Subject asked, List<String> parts) {
        Language language = asked.words().language();
        boolean isOfNow = parts.get(parts.size() - 1).equals(Address.EXPLAIN.in(language))
                || parts.get(0).equals(Address.DEPARTMENT.in(language))
                || parts.get(0).equals(Address.DECISIONS.in(language));
        return isOfNow ? asked.live() : Optional.of(asked);
    }

    private Optional<String> missing(Subject subject, List<String> parts) {
        return switch (parts.size()) {
            case 1 -> Optional.of(departments.missing(subject));
            case 2 -> departments.missing(subject, parts.get(1));
            default -> Optional.empty();
        };
    }

    private Optional<String> under(Subject subject, List<String> parts) {
        Language language = subject.words().language();
        boolean explained = !parts.isEmpty() && parts.get(parts.size() - 1).equals(Address.EXPLAIN.in(language));
        List<String> of = explained ? parts.subList(0, parts.size() - 1) : parts;
        if (of.isEmpty()) {
            return Optional.of(explanations.picture(subject));
        }
        if (parts.equals(List.of(Address.INDICATOR.in(language)))) {
            return Optional.of(indicators(subject));
        }
        if (parts.equals(List.of(Address.DEPARTMENT.in(language)))) {
            return Optional.of(departments.all(subject));
        }
        if (parts.equals(List.of(Address.DECISIONS.in(language)))) {
            return Optional.of(decided.decisions(subject));
        }
        if (latestChanges.isPresent() && parts.equals(List.of(Address.CHANGES.in(language)))) {
            return Optional.of(differences.choice(subject));
        }
        if (parts.equals(List.of(Address.EMBEDDED.in(language)))) {
            return Optional.of(embedded.picture(subject));
        }
        if (parts.size() == 3
                && parts.get(0).equals(Address.GOAL_AREA.in(language))
                && parts.get(2).equals(Address.EMBEDDED.in(language))) {
            return embedded.goalArea(subject, parts.get(1));
        }
        if (of.size() != 2) {
            return Optional.empty();
        }
        String id = of.get(1);
        if (of.get(0).equals(Address.SINCE.in(language)) && !explained) {
            return differences.since(subject, id);
        }
        if (of.get(0).equals(Address.GOAL_AREA.in(language))) {
            return explained ? explanations.goalArea(subject, id) : goalArea(subject, id);
        }
        if (of.get(0).equals(Address.INDICATOR.in(language))) {
            return explained ? explanations.indicator(subject, id) : indicator(subject, id);
        }
        if (of.get(0).equals(Address.DEPARTMENT.in(language)) && !explained) {
            return departments.one(subject, id);
        }
        return Optional.empty();
    }

    private static Optional<Language> language(String code) {
        return Stream.of(Language.values())
                .filter(language -> new PageLanguage(language).code().equals(code))
                .findFirst();
    }

    /** Returns the picture shown when none is asked for; empty when there is none at all. */
    private Optional<String> first(Snapshot snapshot, Language language) {
        return snapshot.organisations().values().stream()
                .findFirst()
                .map(organisation -> latest(snapshot, organisation, organisation.latest(), language));
    }

    private String latest(Snapshot snapshot, OrganisationView organisation, FrameworkView view, Language language) {
        return picture(snapshot, latest(organisation, view, new PageLanguage(language)));
    }

    private static Optional<Subject> subject(
            Snapshot snapshot, Language language, String organisation, String framework, String year) {
        return snapshot.organisation(organisation)
                .flatMap(found -> found.framework(framework)
                        .flatMap(view -> view.pictures().keySet().stream()
                                .filter(known -> Integer.toString(known).equals(year))
                                .findFirst()
                                .map(known -> new Subject(found, view, known, new PageLanguage(language)))));
    }

    private static Subject latest(OrganisationView organisation, FrameworkView view, PageLanguage words) {
        return new Subject(organisation, view, view.latestYear(), words);
    }

    private String picture(Snapshot snapshot, Subject subject) {
        PageLanguage words = subject.words();
        PageFrame frame = new PageFrame(
                words,
                subject.address(),
                words.say("Målbild ", "Goal attainment ") + subject.year() + known(subject),
                List.of(),
                Optional.of(subject),
                List.of(
                        new PageFrame.Link("CSV", DataAddress.pictures(subject)),
                        new PageFrame.Link("JSON", DataAddress.picture(subject))));
        return rendered(
                "picture",
                Map.of(
                        "frame",
                        frame,
                        "subject",
                        subject,
                        "others",
                        otherMunicipalities(snapshot, subject),
                        "showsPast",
                        latestChanges.isPresent(),
                        "latest",
                        latest(subject),
                        "isEmbeddable",
                        isEmbeddable));
    }

    /** Returns what has changed last, on the pages of now. */
    private Optional<List<LatestChanges.Entry>> latest(Subject subject) {
        return latestChanges
                .filter(shown -> subject.organisation().asOf().isEmpty())
                .flatMap(shown -> shown.of(subject.organisation()));
    }

    private static String known(Subject subject) {
        PageLanguage words = subject.words();
        return subject.organisation()
                .asOf()
                .map(then -> words.say(" som den var känd den ", " as known on ") + words.moment(then))
                .orElse("");
    }

    /** Returns where the others are that have pictures here; when they are many, the page that lists them all. */
    private static List<PageFrame.Link> otherMunicipalities(Snapshot snapshot, Subject subject) {
        PageLanguage words = subject.words();
        int all = snapshot.organisations().size();
        if (all > MOST_MUNICIPALITIES) {
            return List.of(new PageFrame.Link(
                    words.say("Alla " + all + " kommuner", "All " + all + " municipalities"),
                    Address.ABOUT.in(words.language())));
        }
        return snapshot.organisations().keySet().stream()
                .filter(id -> !id.equals(subject.organisation().id()))
                .map(id -> new PageFrame.Link(
                        words.say(Subject.municipality(id)),
                        Address.organisation(id).in(words.language())))
                .sorted(Comparator.comparing(PageFrame.Link::text, words.alphabetical()))
                .toList();
    }

    private String indicators(Subject subject) {
        PageFrame frame = new PageFrame(
                subject.words(),
                subject.address().indicators(),
                subject.words().say("Nyckeltal ", "Indicators ") + subject.year(),
                trail(subject),
                Optional.of(subject),
                List.of(new PageFrame.Link("JSON", DataAddress.picture(subject))));
        return rendered("indicators", Map.of("frame", frame, "subject", subject));
    }

    private String development(Subject subject) {
        PageFrame frame = new PageFrame(
                subject.words(),
                subject.development(),
                subject.words().say("Utveckling", "Development"),
                trail(subject),
                Optional.of(subject),
                List.of(
                        new PageFrame.Link(
                                subject.words().say("CSV, målområden", "CSV, goal areas"),
                                DataAddress.pictures(subject)),
                        new PageFrame.Link(
                                subject.words().say("CSV, nyckeltal", "CSV, indicators"),
                                DataAddress.indicators(subject))));
        return rendered("development", Map.of("frame", frame, "development", new Development(subject)));
    }

    private Optional<String> goalArea(Subject subject, String id) {
        return subject.goalArea(id).map(area -> {
            PageFrame frame = new PageFrame(
                    subject.words(),
                    subject.address().goalArea(id),
                    subject.shortName(area),
                    trail(subject),
                    Optional.of(subject),
                    goalAreaFiles(subject, id));
            return rendered(
                    "goalArea", Map.of("frame", frame, "subject", subject, "area", area, "isEmbeddable", isEmbeddable));
        });
    }

    private Optional<String> indicator(Subject subject, String id) {
        return subject.indicator(id).map(indicator -> {
            PageFrame frame = new PageFrame(
                    subject.words(),
                    subject.address().indicator(id),
                    subject.words().say(indicator.now().title()),
                    trailTo(subject, indicator),
                    Optional.of(subject),
                    indicatorFiles(subject, id));
            return rendered("indicator", Map.of("frame", frame, "indicator", indicator));
        });
    }

    private String about(Snapshot snapshot, Language language) {
        PageLanguage words = new PageLanguage(language);
        List<Subject> frameworks = snapshot.organisations().values().stream()
                .flatMap(organisation ->
                        organisation.frameworks().stream().map(view -> latest(organisation, view, words)))
                .toList();
        return rendered(
                "about",
                Map.of(
                        "frame",
                        plain(words, Address.ABOUT, words.say("Om uppgifterna", "About the data")),
                        "frameworks",
                        frameworks,
                        "showsPast",
                        latestChanges.isPresent()));
    }

    private String accessibility(Language language) {
        PageLanguage words = new PageLanguage(language);
        return rendered(
                "accessibility",
                Map.of(
                        "frame",
                        plain(
                                words,
                                Address.ACCESSIBILITY,
                                words.say("Tillgänglighetsredogörelse", "Accessibility statement"))));
    }

    /** Returns a page that says {@code text}, with {@code links}; about no picture. */
    public String message(Language language, Text title, Text text, List<PageFrame.Link> links) {
        PageLanguage words = new PageLanguage(language);
        return rendered(
                "message",
                Map.of(
                        "frame",
                        plain(words, Address.FIRST, words.say(title)),
                        "text",
                        words.say(text),
                        "links",
                        links));
    }

    private static PageFrame plain(PageLanguage words, Address address, String title) {
        return new PageFrame(words, address, title, List.of(), Optional.empty(), List.of());
    }

    static List<PageFrame.Link> trail(Subject subject) {
        return List.of(new PageFrame.Link(
                subject.words().say("Målbild ", "Goal attainment ") + subject.year(),
                subject.address().in(subject.words().language())));
    }

    static List<PageFrame.Link> trail(Subject subject, String last, Address address) {
        List<PageFrame.Link> trail = new ArrayList<>(trail(subject));
        trail.add(new PageFrame.Link(last, address.in(subject.words().language())));
        return trail;
    }

    static List<PageFrame.Link> trailWith(Subject subject, GoalAreaPicture area) {
        return trail(subject, subject.shortName(area), subject.address().goalArea(area.id()));
    }

    static List<PageFrame.Link> trailTo(Subject subject, IndicatorYears indicator) {
        List<GoalAreaPicture> areas = subject.goalAreasWith(indicator.id());
        return areas.size() == 1 ? trailWith(subject, areas.get(0)) : trail(subject);
    }

    private static List<PageFrame.Link> goalAreaFiles(Subject subject, String id) {
        return List.of(
                new PageFrame.Link(
                        subject.words().say("CSV, målområden", "CSV, goal areas"), DataAddress.pictures(subject)),
                new PageFrame.Link(
                        subject.words().say("CSV, nyckeltal", "CSV, indicators"),
                        DataAddress.goalArea(subject, id, "csv")),
                new PageFrame.Link("JSON", DataAddress.goalArea(subject, id, "json")));
    }

    private static List<PageFrame.Link> indicatorFiles(Subject subject, String id) {
        List<PageFrame.Link> files = new ArrayList<>();
        files.add(new PageFrame.Link(
                subject.words().say("CSV, nyckeltalet", "CSV, indicator"), DataAddress.indicator(subject, id, "csv")));
        files.addAll(onlyNow(
                subject,
                new PageFrame.Link(
                        subject.words().say("CSV, rapporterade utfall", "CSV, reported outcomes"),
                        DataAddress.observations(subject, id))));
        files.add(new PageFrame.Link("JSON", DataAddress.indicator(subject, id, "json")));
        return files;
    }

    /** What data there is none of as of an earlier moment. */
    static List<PageFrame.Link> onlyNow(Subject subject, PageFrame.Link... files) {
        return subject.organisation().asOf().isPresent() ? List.of() : List.of(files);
    }

    private String rendered(String template, Map<String, Object> of) {
        StringOutput page = new StringOutput();
        engine.render(template + ".jte", new HashMap<>(of), new PageOutput(page));
        return page.toString();
    }
}
