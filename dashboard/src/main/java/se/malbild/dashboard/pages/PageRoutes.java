package se.malbild.dashboard.pages;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import se.malbild.dashboard.then.LatestChanges;
import se.malbild.dashboard.then.Past;
import se.malbild.dashboard.view.AsOf;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.dashboard.view.View;
import se.malbild.goals.Fault;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Pictures;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;
import se.malbild.service.HttpSettings;
import se.malbild.service.QueryParameters;

/** The pages and what they are dressed in, as a part of an HTTP server. */
public final class PageRoutes implements Consumer<JavalinConfig> {
    /** Nothing from elsewhere, nothing written into the page itself, and nobody frames it. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
            + " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** As above, but without scripts and forms, and with those who may frame it behind. */
    private static final String EMBEDDED_POLICY =
            "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self';"
                    + " form-action 'none'; base-uri 'none'; frame-ancestors ";

    private static final Map<String, String> ASSETS = Map.of(
            "malbild.css", "text/css; charset=utf-8",
            "live.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml",
            "source-sans-3.woff2", "font/woff2",
            "source-serif-4.woff2", "font/woff2");

    private static final String AS_OF = "asOf";
    private static final String PICTURE = "picture";
    private static final String LIVE = "live";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String BEFORE = "before";
    private static final Pattern OF_REVISIONS = Pattern.compile("/(sv/\\d{4}/andringar|en/\\d{4}/changes)/?");
    private static final Pattern OF_A_MOMENT = Pattern.compile(
            "/(sv|en)/\\d{4}(/[^/]+(/\\d{4}(/(malomrade|goal-area|nyckeltal|indicator|forklaring|explanation|sedan|since)"
                    + "(/.*)?)?)?)?/?");
    private static final Pattern OF_A_PICTURE = Pattern.compile(
            "/(sv|en)/\\d{4}/[^/]+/\\d{4}(/(malomrade|goal-area|nyckeltal|indicator|forklaring|explanation|sedan|since)"
                    + "(/.*)?)?/?");
    private static final Pattern OF_CHANGES =
            Pattern.compile("/(sv/[^/]+/[^/]+/[^/]+/andringar|en/[^/]+/[^/]+/[^/]+/changes)/?");

    private static final Pattern EMBEDDED = Pattern.compile("/(sv/.+/inbaddad|en/.+/embedded)/?");
    private static final Pattern OF_EMBEDDING =
            Pattern.compile("/(sv/[^/]+/[^/]+/[^/]+/badda-in|en/[^/]+/[^/]+/[^/]+/embed)/?");
    /** A site as a browser writes it: nothing that could end its place in a header. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d{1,5})?");

    private static final Pattern OF_VERSIONS = Pattern.compile(
            "/(?:sv/\\d{4}/[^/]+/\\d{4}/versioner|en/\\d{4}/[^/]+/\\d{4}/versions)/(\\d{1,9})/(\\d{1,9})/?");

    private static final String CAMPAIGN = "utm_";
    private static final Set<String> TRACKING = Set.of(
            "_gl",
            "_hsenc",
            "_hsmi",
            "dm_i",
            "fbclid",
            "gad_campaignid",
            "gad_source",
            "gbraid",
            "gclid",
            "igsh",
            "li_fat_id",
            "mc_cid",
            "mc_eid",
            "mkt_tok",
            "msclkid",
            "srsltid",
            "ttclid",
            "twclid",
            "wbraid");

    private final View view;
    private final Optional<Past> past;
    private final Set<String> embedOrigins;
    private final Pages pages;

    /**
     * Makes pages of what {@code view} has read, which no other site may embed.
     *
     * @param past what was known earlier; empty where it is not shown
     */
    public PageRoutes(View view, Optional<Past> past) {
        this(view, past, Set.of());
    }

    /**
     * Makes pages of what {@code view} has read.
     *
     * @param past what was known earlier; empty where it is not shown
     * @param embedOrigins sites that may embed pieces of the pages, such as {@code https://example.org}, each an {@link #isOrigin
     *     origin}
     */
    public PageRoutes(View view, Optional<Past> past, Set<String> embedOrigins) {
        this.view = view;
        this.past = past;
        this.embedOrigins = new TreeSet<>(embedOrigins);
        this.embedOrigins.stream()
                .filter(origin -> !isOrigin(origin))
                .findFirst()
                .ifPresent(wrong -> {
                    throw new IllegalArgumentException("origin " + wrong);
                });
        this.pages = new Pages(past.map(LatestChanges::new), !embedOrigins.isEmpty());
    }

    /** Tells whether {@code text} is a site: a scheme and a host, with a port if it has one of its own, and no path. */
    public static boolean isOrigin(String text) {
        return ORIGIN.matcher(text).matches();
    }

    @Override
    public void accept(JavalinConfig config) {
        for (String path : new String[] {"/", "/sv", "/sv/*", "/en", "/en/*"}) {
            config.routes.addEndpoint(Endpoint.create(HandlerType.GET, path)
                    .addMetadata(new QueryParameters.JudgedByHandler())
                    .handler(this::page));
        }
        ASSETS.forEach((name, type) -> {
            byte[] content = read(name);
            config.routes.get(
                    "/assets/" + name,
                    context -> context.contentType(type)
                            .header("Cache-Control", "public, max-age=3600")
                            .result(content));
        });
    }

    private void page(Context context) {
        Language language = context.path().startsWith("/en") ? Language.EN : Language.SV;
        String page;
        List<Fault> faults = queryFaults(context);
        if (!faults.isEmpty()) {
            context.status(400);
            Text told = QueryParameters.told(faults);
            page = message(
                    context,
                    language,
                    new Text("Adressen går inte att förstå", "The address cannot be understood"),
                    new Text(
                            told.sv() + " Sidorna visar målbilden som den är nu.",
                            told.en() + " The pages show the picture as it is now."),
                    List.of(new PageFrame.Link(
                            new Text("Visa sidan utan parametrar", "Show the page without parameters").in(language),
                            context.req().getRequestURI())));
        } else if (!view.isReady()) {
            context.status(503).header("Retry-After", "2");
            page = message(
                    context,
                    language,
                    new Text("Målbilden läses in", "The picture is being read"),
                    new Text(
                            "Servern har just startat och läser in det som är publicerat. Försök igen om en stund.",
                            "The server has just started and is reading what is published. Try again in a moment."),
                    List.of());
        } else {
            page = shown(context, language);
        }
        context.header("Content-Security-Policy", isEmbedded(context) ? embeddedPolicy() : POLICY);
        context.header("Cache-Control", "no-cache");
        context.html(page);
    }

    private static boolean isEmbedded(Context context) {
        return EMBEDDED.matcher(context.path()).matches();
    }

    private String embeddedPolicy() {
        return EMBEDDED_POLICY + (embedOrigins.isEmpty() ? "'none'" : String.join(" ", embedOrigins));
    }

    private String message(Context context, Language language, Text title, Text text, List<PageFrame.Link> links) {
        return isEmbedded(context)
                ? pages.embedded().message(new PageLanguage(language), title, text)
                : pages.message(language, title, text, links);
    }

    private String shown(Context context, Language language) {
        try {
            return asked(context).orElseGet(() -> {
                context.status(404);
                return message(
                        context,
                        language,
                        new Text("Sidan finns inte", "There is no such page"),
                        new Text(
                                "Det finns ingen sida på den adressen. Den kan ha flyttats eller aldrig ha funnits.",
                                "There is no page at that address. It may have moved or never existed."),
                        toMunicipality(context, language));
            });
        } catch (HttpProblemException refused) {
            HttpProblem problem = refused.problem();
            context.status(problem.status());
            problem.headers().forEach(context::header);
            return message(
                    context,
                    language,
                    problem.status() < 500
                            ? new Text("Det går inte att visa", "This cannot be shown")
                            : problem.title(),
                    problem.detail(),
                    List.of(new PageFrame.Link(
                            new Text("Visa det som är känt nu", "Show what is known now").in(language),
                            context.req().getRequestURI())));
        }
    }

    /** Returns where the picture is of the municipality whose page does not exist, if there is one. */
    private List<PageFrame.Link> toMunicipality(Context context, Language language) {
        return Stream.of(context.path().split("/"))
                .skip(2)
                .limit(1)
                .flatMap(id -> view.now().organisation(id).stream())
                .map(OrganisationView::id)
                .map(id -> new PageFrame.Link(
                        new Text("Till målbilden för ", "To the picture of ").in(language)
                                + Subject.municipality(id).in(language),
                        Address.organisation(id).in(language)))
                .toList();
    }

    private Optional<String> asked(Context context) {
        if (past.isPresent() && OF_REVISIONS.matcher(context.path()).matches()) {
            Language language = context.path().startsWith("/en") ? Language.EN : Language.SV;
            OptionalInt before = Past.place(context.queryParam(BEFORE));
            return Optional.of(pages.differences()
                    .revisions(
                            past.get().revisions(organisation(context), before),
                            before,
                            view.now().organisation(organisation(context)),
                            language));
        }
        if (!embedOrigins.isEmpty() && OF_EMBEDDING.matcher(context.path()).matches()) {
            return view.now()
                    .withClosedPictures()
                    .organisation(organisation(context))
                    .flatMap(now -> Pages.subject(now, context.path()))
                    .map(subject -> pages.embedded().instructions(subject, server(context), embedOrigins));
        }
        Matcher versions = OF_VERSIONS.matcher(context.path());
        if (past.isPresent() && versions.matches()) {
            return versions(context, Integer.parseInt(versions.group(1)), Integer.parseInt(versions.group(2)));
        }
        String asOf = context.queryParam(AS_OF);
        String from = context.queryParam(FROM);
        String to = Optional.ofNullable(context.queryParam(TO)).orElse("");
        if (asOf != null) {
            return pages.at(
                    new Snapshot(new TreeMap<>(Map.of(organisation(context), then(context, AS_OF, asOf)))),
                    context.path());
        }
        if (from != null) {
            AsOf before = then(context, FROM, from).asOf().orElseThrow();
            return (to.isEmpty() ? view.now().organisation(organisation(context)) : Optional.of(then(context, TO, to)))
                    .flatMap(now -> Pages.subject(now, context.path()))
                    .map(subject -> pages.differences()
                            .changes(new ChangesPage(
                                    subject,
                                    before,
                                    past.orElseThrow()
                                            .difference(
                                                    key(subject),
                                                    from,
                                                    Optional.of(to).filter(given -> !given.isEmpty())))));
        }
        if (!to.isEmpty()) {
            throw new HttpProblemException(HttpProblem.badRequest("bad-moment", Past.SINCE));
        }
        return pages.at(led(context), context.path());
    }

    /** Returns what is published, closed years with their closed pictures unless the page of such a year is asked for as it is now. */
    private Snapshot led(Context context) {
        Optional<String> picture = Optional.ofNullable(context.queryParam(PICTURE));
        if (picture.isPresent() && !picture.get().equals(LIVE)) {
            throw new HttpProblemException(HttpProblem.badRequest(
                    "bad-picture",
                    new Text(
                            "En målbild efter bokslutet visas med picture=live.",
                            "A picture after the year was closed is shown with picture=live.")));
        }
        boolean isAfterClosing = picture.isPresent()
                && view.now()
                        .organisation(organisation(context))
                        .flatMap(now -> Pages.subject(now, context.path()))
                        .filter(Subject::isAfterClosing)
                        .isPresent();
        return isAfterClosing ? view.now() : view.now().withClosedPictures();
    }

    private Optional<String> versions(Context context, int one, int other) {
        return view.now()
                .organisation(organisation(context))
                .flatMap(now -> Pages.subject(now, context.path()))
                .map(subject -> pages.differences()
                        .versions(new VersionsPage(
                                subject, one, other, past.orElseThrow().versions(key(subject), one, other))));
    }

    /** Returns the address that the reader has of this server. Others than this computer's are reached by HTTPS, ended before it or here. */
    private static String server(Context context) {
        String host = context.req().getServerName();
        boolean isOwnComputer = host.equals("localhost") || host.equals(HttpSettings.LOOPBACK);
        return (isOwnComputer ? context.scheme() : "https") + "://" + context.header("Host");
    }

    private static Pictures.Key key(Subject subject) {
        return new Pictures.Key(subject.organisation().id(), subject.picture().framework(), subject.year());
    }

    private OrganisationView then(Context context, String parameter, String moment) {
        return past.orElseThrow().asOf(organisation(context), parameter, moment);
    }

    private static String organisation(Context context) {
        return context.path().split("/", -1)[2];
    }

    /** Returns what the page may be asked for. */
    private List<String> parameters(Context context) {
        if (isEmbedded(context)) {
            return List.of();
        }
        List<String> picture = OF_A_PICTURE.matcher(context.path()).matches() ? List.of(PICTURE) : List.of();
        if (past.isEmpty()) {
            return picture;
        }
        if (OF_REVISIONS.matcher(context.path()).matches()) {
            return List.of(BEFORE);
        }
        if (OF_CHANGES.matcher(context.path()).matches()) {
            return List.of(FROM, TO);
        }
        return OF_A_MOMENT.matcher(context.path()).matches()
                ? Stream.concat(Stream.of(AS_OF), picture.stream()).toList()
                : List.of();
    }

    /** What newsletters and social media add to links asks for nothing, and its reader did not write it. */
    private List<Fault> queryFaults(Context context) {
        return QueryParameters.faults(context.queryString(), parameters(context)).stream()
                .filter(fault -> !fault.field().startsWith(CAMPAIGN) && !TRACKING.contains(fault.field()))
                .toList();
    }

    private static byte[] read(String name) {
        String resource = "/se/malbild/dashboard/assets/" + name;
        try (InputStream in = Objects.requireNonNull(PageRoutes.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
