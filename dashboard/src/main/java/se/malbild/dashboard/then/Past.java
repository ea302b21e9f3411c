package se.malbild.dashboard.then;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.dashboard.view.AsOf;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.View;
import se.malbild.goals.Fault;
import se.malbild.goals.Municipalities;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.assessment.SmallGroupRules;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Winner;
import se.malbild.history.BusyException;
import se.malbild.history.Cut;
import se.malbild.history.History;
import se.malbild.history.Known;
import se.malbild.history.KnownPlaces;
import se.malbild.history.Moment;
import se.malbild.history.OrganisationLog;
import se.malbild.history.OrganisationLogs;
import se.malbild.history.PictureDifference;
import se.malbild.history.TooLargeException;
import se.malbild.history.UndecodedException;
import se.malbild.report.content.ReportBasis;
import se.malbild.report.content.ReportKind;
import se.malbild.report.content.ReportPlaces;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.service.HttpProblem;
import se.malbild.service.HttpProblemException;

/**
 * What was known of the organisations at any moment, as it may be shown to anybody. Moments are all that can be asked for: what was
 * known at one is what was shown then, which does not hold for any other number of records of the two topics.
 */
public final class Past {
    /** What is said where the earlier of two moments is missing. */
    public static final Text SINCE = new Text(
            "Ange från vilken dag eller tidpunkt, till exempel 2018-08-31.",
            "Give the day or point in time since when, for example 2018-08-31.");

    private static final Logger LOG = LoggerFactory.getLogger(Past.class);
    /** Who asks may wait for what is being read. Few enough to leave the server's threads to those who ask for now. */
    private static final int MOST_ASKING = 32;

    private static final String SOON = "5";
    private static final Pattern PLACE = Pattern.compile("\\d{1,9}");

    private final View view;
    private final SchemaRegistry registry;
    private final OrganisationLogs logs;
    private final History history;
    private final KnownPlaces places;
    private final Semaphore asking = new Semaphore(MOST_ASKING);
    private final Told told = new Told();

    private volatile boolean isPreloaded;

    /** Something that is asked of the past. */
    private interface Question<T> {
        T answer()
                throws BusyException, TooLargeException, UndecodedException, BrokerException, RegistryException,
                        InterruptedException;
    }

    /**
     * @param view what is published: of organisations that are no municipality by name, only those that have a picture are asked for
     * @param logs read with a right to both input topics
     * @param mostBytes about how much memory may be taken by what was known at the moments asked for last
     */
    public Past(View view, SchemaRegistry registry, OrganisationLogs logs, long mostBytes) {
        this.view = view;
        this.registry = registry;
        this.logs = logs;
        this.history = new History(registry);
        this.places = new KnownPlaces(history, mostBytes);
    }

    /**
     * Returns {@code organisation} as it was known at a moment.
     *
     * @param parameter that the moment was given in
     * @param asked a day, which lasts until 24:00 in Sweden, or a point in time
     * @throws HttpProblemException when that is no moment that has been, when there was no picture then, and when the log
     *     cannot be read now
     */
    public OrganisationView asOf(String organisation, String parameter, String asked) {
        Instant moment = AskedMoment.read(parameter, asked, Instant.now());
        requireKnown(organisation);
        return answer(() -> {
            OrganisationLog log = logs.log(organisation, moment);
            Moment place = place(log, moment);
            return asOf(log, asked, moment, place, places.at(log, place.cut()));
        });
    }

    private static Moment place(OrganisationLog log, Instant moment) {
        Moment place = log.at(moment);
        if (place.cut().equals(Cut.BEGINNING)) {
            throw new HttpProblemException(beforeTheLog(log, moment));
        }
        return place;
    }

    /**
     * Returns what is different in the picture {@code key} between two moments.
     *
     * @param from the earlier moment, given in the parameter {@code from}
     * @param to the later one, given in the parameter {@code to}; empty for now
     * @throws HttpProblemException as {@link #asOf} does, and when {@code to} is the earlier one
     */
    public PictureDifference difference(Pictures.Key key, String from, Optional<String> to) {
        requireKnown(key.organisation());
        Instant earlier = AskedMoment.read("from", from, Instant.now());
        Optional<Instant> later = to.map(asked -> AskedMoment.read("to", asked, Instant.now()));
        if (later.filter(earlier::isAfter).isPresent()) {
            Text message = new Text("Till ligger före från; byt plats på dem.", "To is before from; swap them.");
            throw new HttpProblemException(HttpProblem.badRequest("bad-moment", message)
                    .withFaults(List.of(new Fault("before-from", "to", message))));
        }
        return answer(() -> {
            OrganisationLog log = logs.log(key.organisation());
            Known end = places.at(log, log.end());
            Known now =
                    later.isPresent() ? places.at(log, place(log, later.get()).cut()) : end;
            return PictureDifference.of(places.at(log, place(log, earlier).cut()), now, end, key);
        });
    }

    /**
     * Returns what the report on the picture {@code key} follows from.
     *
     * @param asked the moment in the parameter {@code asOf}; empty for none
     * @param isOfNow whether a report without a moment is of what is known now, even if the year is closed
     * @throws HttpProblemException as {@link #asOf} does
     */
    public ReportBasis report(Pictures.Key key, ReportKind kind, Optional<String> asked, boolean isOfNow) {
        requireKnown(key.organisation());
        Optional<Instant> moment = asked.map(text -> AskedMoment.read("asOf", text, Instant.now()));
        return answer(() -> {
            OrganisationLog log = logs.log(key.organisation());
            Cut asOf = moment.isPresent() ? place(log, moment.get()).cut() : log.end();
            ReportPlaces report = new ReportPlaces(
                    log,
                    key,
                    kind,
                    moment,
                    isOfNow,
                    history.decisions(log).of(new DecisionYear(key.organisation(), key.framework(), key.year())));
            Map<Cut, Known> known = new HashMap<>();
            for (Cut cut : report.cuts()) {
                known.put(cut, places.at(log, cut));
            }
            Known then = known.get(asOf);
            if (!then.pictures().containsKey(key)) {
                throw new HttpProblemException(
                        then.inForce().isEmpty()
                                ? notApplied(moment.orElseGet(Instant::now))
                                : withdrawn(moment.orElseGet(Instant::now)));
            }
            return report.basis(known);
        });
    }

    /**
     * Returns what two versions of a framework make of the same observations.
     *
     * @throws HttpProblemException when one of them was never applied, and when the log cannot be read now
     */
    public VersionComparison versions(Pictures.Key key, int one, int other) {
        requireKnown(key.organisation());
        return answer(() -> {
            OrganisationLog log = logs.log(key.organisation());
            Known known = places.at(log, log.end());
            return VersionComparison.of(known, key.framework(), one, other, key.year())
                    .orElseThrow(() -> new HttpProblemException(missing(
                            "no-such-version",
                            new Text(
                                    "En av versionerna har aldrig tillämpats.",
                                    "One of the versions has never been applied."))));
        });
    }

    private static OrganisationView asOf(OrganisationLog log, String asked, Instant moment, Moment place, Known known) {
        if (known.pictures().isEmpty()) {
            throw new HttpProblemException(known.inForce().isEmpty() ? notApplied(moment) : withdrawn(moment));
        }
        AsOf asOf = new AsOf(
                asked,
                moment,
                place.cut(),
                place.isPreliminary() || !known.isFinal(),
                place.isUncertain(),
                known.observed());
        return new OrganisationView(
                log.organisation(),
                KnownFrameworks.of(known, log.newestBefore(place.cut()).orElseThrow(), tag(place, moment, known)),
                known.applied().stream()
                        .map(applied -> SmallGroupRules.of(applied.version().framework()))
                        .reduce(SmallGroupRules::merge)
                        .orElseThrow()
                        .persons(),
                Map.of(),
                "",
                Optional.of(asOf));
    }

    /**
     * Returns what the records of {@code organisation} have changed, {@value Revisions#RECORDS} at a time.
     *
     * @param before how many records lie before the end of what is asked for; empty for the end of the log
     * @throws HttpProblemException when there are not so many records, and when the log cannot be read now
     */
    public Revisions revisions(String organisation, OptionalInt before) {
        requireKnown(organisation);
        return answer(() -> {
            OrganisationLog log = logs.log(organisation);
            int through = before.orElse(log.size());
            if (through < 1 || through > log.size()) {
                throw new HttpProblemException(
                        missing("before-the-log", new Text("Loggen har inget där.", "The log has nothing there.")));
            }
            int after = Math.max(0, through - Revisions.RECORDS);
            Known known = places.at(log, log.end());
            return new Revisions(
                    organisation,
                    through,
                    log.newestBefore(log.behind(through)).orElseThrow(),
                    Revisions.of(places.changes(log, log.behind(after), log.behind(through)), known),
                    after == 0 ? OptionalInt.empty() : OptionalInt.of(after));
        });
    }

    /**
     * Reads a place for {@link #revisions}.
     *
     * @param text may be null
     * @throws HttpProblemException when it is no whole number
     */
    public static OptionalInt place(String text) {
        if (text == null) {
            return OptionalInt.empty();
        }
        if (!PLACE.matcher(text).matches()) {
            Text message = new Text(
                    "Ange talet i adressen till de tidigare ändringarna.",
                    "Give the number in the address of the earlier changes.");
            throw new HttpProblemException(HttpProblem.badRequest("bad-place", message)
                    .withFaults(List.of(new Fault("before", "before", message))));
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    /** The log of each is read from its beginning, so it is not read for any code that somebody thinks of. */
    private void requireKnown(String organisation) {
        if (!Municipalities.names().containsKey(organisation)
                && view.now().organisation(organisation).isEmpty()) {
            throw new HttpProblemException(missing(
                    "before-the-log",
                    new Text("Loggen har ingenting om kommunen.", "The log has nothing about the municipality.")));
        }
    }

    /** A cut stands for what was known there, unless a schema may still be registered. */
    static String tag(Moment place, Instant moment, Known known) {
        return "then-" + moment.toEpochMilli() + "-" + place.cut().events() + "."
                + place.cut().frameworks()
                + (place.isPreliminary() ? "-preliminary" : "")
                + (place.isUncertain() ? "-uncertain" : "")
                + (known.isFinal() ? "" : "-" + Integer.toHexString(Objects.hash(known.pictures(), observed(known))));
    }

    /** Returns every winner that is shown, those of the years before a framework's period too, which no picture has. */
    private static Set<Winner> observed(Known known) {
        return known.inForce().values().stream()
                .map(FrameworkVersion::framework)
                .flatMap(framework -> framework.indicatorsById().values().stream()
                        .map(Indicator::series)
                        .distinct()
                        .flatMap(series -> IntStream.rangeClosed(framework.historyFrom(), framework.to())
                                .boxed()
                                .flatMap(year -> known.observed().cells(series, year).stream())))
                .collect(Collectors.toSet());
    }

    /** What is thrown where the past is not shown. */
    public static HttpProblemException notShown() {
        return new HttpProblemException(missing(
                "no-history",
                new Text(
                        "Den här servern visar bara det som är känt nu.",
                        "This server shows only what is known now.")));
    }

    private <T> T answer(Question<T> question) {
        if (!asking.tryAcquire()) {
            throw busy();
        }
        try {
            if (!isPreloaded) {
                registry.preload(Topic.INDICATOR_EVENTS);
                registry.preload(Topic.GOAL_FRAMEWORKS);
                registry.preload(Topic.YEAR_DECISIONS);
                isPreloaded = true;
            }
            return question.answer();
        } catch (BusyException others) {
            throw busy();
        } catch (TooLargeException tooLarge) {
            warn(tooLarge.getMessage() + "; give more with --history-bytes");
            throw new HttpProblemException(
                    unavailable(
                            "history-too-large",
                            new Text(
                                    "Kommunen har fler uppgifter än servern är inställd på att läsa för det som var känt tidigare.",
                                    "The municipality has more data than the server is set to read for what was known earlier.")));
        } catch (UndecodedException | RegistryException away) {
            throw notNow(away);
        } catch (BrokerException failed) {
            throw unread(failed.getCause());
        } catch (KafkaException failed) {
            throw unread(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw notNow(stop);
        } finally {
            asking.release();
        }
    }

    private HttpProblemException unread(Throwable failed) {
        if (!(failed instanceof AuthorizationException)) {
            return notNow(failed);
        }
        warn(
                "What was known earlier cannot be read without the right to read indicator-events and goal-frameworks; give"
                        + " it, or switch this off with --history-bytes=0: " + failed.getMessage());
        return new HttpProblemException(
                unavailable(
                        "history-not-permitted",
                        new Text(
                                "Servern saknar rätt att läsa det som var känt tidigare. Vad som är känt nu visas som vanligt.",
                                "The server lacks the right to read what was known earlier. What is known now is shown as usual.")));
    }

    private void warn(String message) {
        if (told.isNews(message, Instant.now())) {
            LOG.warn(message);
        }
    }

    private HttpProblemException notNow(Throwable failed) {
        warn("What was known earlier cannot be read now: " + failed.getMessage());
        return new HttpProblemException(unavailable(
                        "history-away",
                        new Text(
                                "Det som var känt tidigare går inte att läsa just nu. Försök igen om en stund.",
                                "What was known earlier cannot be read right now. Try again in a while."))
                .withHeader("Retry-After", SOON));
    }

    private static HttpProblemException busy() {
        return new HttpProblemException(unavailable(
                        "busy",
                        new Text(
                                "Många frågar just nu efter det som var känt tidigare. Försök igen om en stund.",
                                "Many are asking for what was known earlier right now. Try again in a while."))
                .withHeader("Retry-After", SOON));
    }

    private static HttpProblem unavailable(String code, Text detail) {
        return HttpProblem.of(503, code, new Text("Går inte just nu", "Not available now"), detail);
    }

    private static HttpProblem beforeTheLog(OrganisationLog log, Instant moment) {
        String then = told(moment, moment);
        return missing(
                "before-the-log",
                log.beginning()
                        .map(begins -> told(begins, moment))
                        .map(begins -> new Text(
                                "Loggen för kommunen börjar " + begins + "; vad som var känt " + then
                                        + " står inte i den.",
                                "The log of the municipality begins " + begins + "; what was known by " + then
                                        + " is not in it."))
                        .orElseGet(() -> new Text(
                                "Loggen har ingenting om kommunen.", "The log has nothing about the municipality.")));
    }

    private static HttpProblem notApplied(Instant moment) {
        String then = told(moment, moment);
        return missing(
                "no-framework-then",
                new Text(
                        "Ingen styrmodell för kommunen var tillämpad " + then + ", så det fanns ingen målbild.",
                        "No goal framework of the municipality had been applied by " + then
                                + ", so there was no picture."));
    }

    private static HttpProblem withdrawn(Instant moment) {
        String then = told(moment, moment);
        return missing(
                "framework-withdrawn-then",
                new Text(
                        "Kommunens styrmodell hade dragits tillbaka " + then + ", så det fanns ingen målbild.",
                        "The municipality's goal framework had been withdrawn by " + then
                                + ", so there was no picture."));
    }

    /** Returns {@code time} to the second, or only its day where {@code asked} is the end of a day. */
    private static String told(Instant time, Instant asked) {
        return SwedishTime.end(SwedishTime.day(asked)).equals(asked)
                ? SwedishTime.day(time).toString()
                : SwedishTime.second(time);
    }

    private static HttpProblem missing(String code, Text detail) {
        return HttpProblem.of(404, code, new Text("Finns inte", "Not found"), detail);
    }
}
