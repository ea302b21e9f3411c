package se.malbild.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.assessment.RulesVersion;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.Condition;
import se.malbild.goals.decision.ConditionCode;
import se.malbild.goals.decision.Conditions;
import se.malbild.goals.decision.DecisionForm;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.KnownYear;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.goals.reporting.MissingReports;

/** What is known of an organisation at the end of its log, laid out for somebody who decides. For any number of threads. */
public final class Sitting {
    private final OrganisationLog log;
    private final Known known;
    private final DecidedYears decided;
    private final String digest;
    private final History history;
    private final Map<DecisionYear, YearSources> sources = new HashMap<>();

    /**
     * @param known at the end of {@code log}
     * @param digest of the events and frameworks of {@code log}
     */
    Sitting(OrganisationLog log, Known known, DecidedYears decided, String digest, History history) {
        this.log = log;
        this.known = known;
        this.decided = decided;
        this.digest = digest;
        this.history = history;
    }

    /** Returns the framework in force that is called {@code id}; empty when there is none, or it is withdrawn. */
    public Optional<GoalFramework> framework(String id) {
        return Optional.ofNullable(known.inForce().get(id))
                .map(FrameworkVersion::framework)
                .filter(framework -> !framework.withdrawn());
    }

    /** Returns what has been decided about {@code year}. */
    public YearDecisions decisions(DecisionYear year) {
        return decided(year).decisions();
    }

    /** Returns the same with where it lies in the log. */
    public DecidedYear decided(DecisionYear year) {
        return decided.of(year);
    }

    /**
     * Returns what is known of {@code year}.
     *
     * @param year of a framework in force that covers it
     * @throws UndecodedException when the registry does not tell the schema of an event any more
     */
    public KnownYear known(DecisionYear year) throws UndecodedException {
        GoalFramework framework = inForce(year);
        return new KnownYear(
                framework,
                picture(year),
                MissingReports.of(framework, year.year(), known.observed()),
                sources(year).newest(),
                known.undecoded(),
                framework
                        .years()
                        .filter(earlier -> earlier < year.year() && !isClosed(year, earlier))
                        .boxed()
                        .toList());
    }

    private boolean isClosed(DecisionYear of, int year) {
        return decisions(new DecisionYear(of.organisation(), of.framework(), year))
                .isClosed();
    }

    private YearSources sources(DecisionYear year) throws UndecodedException {
        synchronized (sources) {
            YearSources found = sources.get(year);
            if (found == null) {
                found = YearSources.of(history.standing(log, inForce(year), year.year()));
                sources.put(year, found);
            }
            return found;
        }
    }

    private GoalFramework inForce(DecisionYear year) {
        return framework(year.framework()).orElseThrow();
    }

    private Picture picture(DecisionYear year) {
        return known.pictures().get(new Pictures.Key(year.organisation(), year.framework(), year.year()));
    }

    /**
     * Returns the decision that {@code form} asks for, on the basis of what is known, following what is in force, unless the form names
     * something else, and the newest decision. Whether it will be in force, {@link YearDecisions#with} tells.
     *
     * @param form about a year of a framework in force that covers it
     * @throws UndecodedException when the registry does not tell the schema of an event any more
     */
    public YearDecision prepare(DecisionForm form, Author by, String decisionId) throws UndecodedException {
        YearDecisions before = decisions(form.year());
        boolean isClosing = form.kind() == DecisionKind.CLOSED;
        return new YearDecision(
                decisionId,
                form.year(),
                form.slot(),
                form.kind(),
                form.follows()
                        .orElseGet(() -> before.inForce(form.slot())
                                .map(YearDecision::decisionId)
                                .orElse("")),
                by,
                form.decidedOn(),
                form.reference(),
                form.reason(),
                form.level(),
                form.kind() == DecisionKind.JUDGED
                        ? computed(picture(form.year()), form.slot().subject())
                        : "",
                form.indicators(),
                form.text(),
                form.language(),
                isClosing ? acknowledged(form, before) : List.of(),
                basis(form),
                isClosing ? Optional.of(ClosedPicture.of(picture(form.year()))) : Optional.empty(),
                before.tip());
    }

    /** Returns what is accepted of what is not in order; who accepts more accepts nothing. */
    private List<String> acknowledged(DecisionForm form, YearDecisions before) throws UndecodedException {
        return Conditions.ofClosing(known(form.year()), before).stream()
                .map(Condition::code)
                .map(ConditionCode::id)
                .filter(form.acknowledged()::contains)
                .toList();
    }

    private Basis basis(DecisionForm form) throws UndecodedException {
        FrameworkVersion version = known.inForce().get(form.year().framework());
        String department = form.slot().department();
        YearSources reviewed = form.kind() == DecisionKind.READY ? sources(form.year()) : YearSources.NONE;
        return new Basis(
                log.end().events(),
                log.end().frameworks(),
                digest,
                version.framework().version(),
                version.contentHash(),
                RulesVersion.CURRENT,
                reviewed.senders().getOrDefault(department, List.of()),
                reviewed.unknownSenders().getOrDefault(department, 0));
    }

    /** Returns the level or status that the calculation gives an area, or the municipality when {@code subject} is {@code ""}. */
    private static String computed(Picture picture, String subject) {
        Stream<Standing> standings = subject.isEmpty()
                ? Stream.of(picture.standing())
                : Stream.concat(
                        picture.strategicAreas().stream()
                                .filter(area -> area.id().equals(subject))
                                .map(StrategicAreaPicture::standing),
                        picture.strategicAreas().stream()
                                .flatMap(area -> area.goalAreas().stream())
                                .filter(area -> area.id().equals(subject))
                                .map(GoalAreaPicture::standing));
        return standings.findFirst().orElseThrow().level();
    }
}
