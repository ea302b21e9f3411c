package se.malbild.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import se.malbild.dashboard.follow.Fold;
import se.malbild.dashboard.view.AppliedVersion;
import se.malbild.dashboard.view.LogPosition;
import se.malbild.dashboard.view.Published;
import se.malbild.dashboard.view.Snapshot;
import se.malbild.dashboard.view.View;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.EventReceipt;
import se.malbild.schemas.IndicatorObservations;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;

/** A view of the shipped frameworks and the sample data, without a broker: what the streams application would publish. */
public final class SampleView implements View {
    private static final Instant PUBLISHED = Instant.parse("2020-03-01T12:00:00Z");
    private static final Justification JUSTIFICATION =
            new Justification("Sara Lind", "Mål & budget 2017–2019", Optional.of("KS 2016/1 § 12"));
    private static final long LONG_AFTER = Duration.ofHours(1).toNanos();

    private final Fold fold = new Fold();
    private final Snapshot snapshot;
    private long offset;

    public SampleView() {
        add(SampleEvents.framework("orebro-2017-2019"), SampleEvents.of("1880"));
        add(SampleEvents.framework("vasteras-exempel-2017-2019"), SampleEvents.of("1980"));
        snapshot = fold.settle(LONG_AFTER, change -> {});
    }

    /** A view of one framework and its observations. */
    public SampleView(String document, List<Observation> events) {
        add(document, events);
        snapshot = fold.settle(LONG_AFTER, change -> {});
    }

    /** A view of one framework and its observations, beside Örebro and its sample data. */
    public static SampleView besideOrebro(String document, List<Observation> events) {
        return new SampleView(
                Map.of(SampleEvents.framework("orebro-2017-2019"), SampleEvents.of("1880"), document, events));
    }

    /** A view of the example of Västerås without what is {@code withheld}. */
    public static SampleView ofVasterasWithout(Predicate<Cell> withheld) {
        return new SampleView(
                SampleEvents.framework("vasteras-exempel-2017-2019"),
                SampleEvents.of("1980").stream()
                        .filter(event -> !withheld.test(event.cell()))
                        .toList());
    }

    private SampleView(Map<String, List<Observation>> eventsByDocument) {
        eventsByDocument.forEach(this::add);
        snapshot = fold.settle(LONG_AFTER, change -> {});
    }

    private SampleView(UnaryOperator<IndicatorObservations> published) {
        add(SampleEvents.framework("vasteras-exempel-2017-2019"), SampleEvents.of("1980"), published);
        snapshot = fold.settle(LONG_AFTER, change -> {});
    }

    /** A view of the example of Västerås as it would be if the observations of no indicator fitted in its record. */
    public static SampleView withObservationsLeftOut() {
        return new SampleView(IndicatorObservations::withoutObservations);
    }

    /**
     * A view of Örebro and the example of Västerås, where 2017 was closed, reopened and closed again, and 2018 judged and closed before a
     * department had sent its last report.
     */
    public static SampleView decided() {
        return new SampleView(decisions());
    }

    /** A view of Örebro and the example of Västerås, with {@code decisions} about its years. */
    public static SampleView decided(SampleDecisions... decisions) {
        return new SampleView(List.of(decisions));
    }

    private SampleView(List<SampleDecisions> decisions) {
        add(SampleEvents.framework("orebro-2017-2019"), SampleEvents.of("1880"));
        add(SampleEvents.framework("vasteras-exempel-2017-2019"), SampleEvents.of("1980"));
        decisions.forEach(of -> of.records()
                .forEach(record -> fold.decision(of.year(), record, next(Topic.YEAR_DECISIONS), PUBLISHED)));
        snapshot = fold.settle(LONG_AFTER, change -> {});
    }

    /** Returns the picture of the example of Västerås without the events in {@code withheld}. */
    public static Picture vasteras(int year, String... withheld) {
        ObservationSet observed = new ObservationSet();
        SampleEvents.of("1980").stream()
                .filter(event -> !List.of(withheld).contains(event.eventId()))
                .forEach(observed::add);
        return new Assessment(version(SampleEvents.framework("vasteras-exempel-2017-2019"))
                        .framework())
                .picture(year, observed);
    }

    private static List<SampleDecisions> decisions() {
        String framework = "vasteras-exempel-2017-2019";
        return List.of(
                new SampleDecisions(new DecisionYear("1980", framework, 2017))
                        .judged("hallbar-stad-1", "uppnatt", "uppnatt", "")
                        .closed(vasteras(2017, "exempel-feriejobb-kommunstyrelsen-2017-T2-rev1"))
                        .reopened("Kommunstyrelsen har rättat antalet feriejobb.")
                        .closed(vasteras(2017)),
                new SampleDecisions(new DecisionYear("1980", framework, 2018))
                        .marked("2018-08-31")
                        .judged("hallbar-stad-1", "delvis-uppnatt", "ej-uppnatt", "Trygghet *före* antal.")
                        .judged("hallbar-stad-2", "uppnatt", "uppnatt", "")
                        .judged("hallbar-stad", "uppnatt", "delvis-uppnatt", "")
                        .commented("hallbar-stad-1", "kultur-och-fritid", "# Analys\n\n- Fler platser\n- Fler sökande")
                        .commented("ex-feriejobb", "kultur-och-fritid", "Den sista rapporten kommer i april.")
                        .commented("hallbar-stad", "kultur-och-fritid", "Året var bra.")
                        .commented("", "kommunstyrelsen", "Se [rapporten](https://example.org/rapport).")
                        .ready("kultur-och-fritid")
                        .closed(vasteras(2018, "exempel-feriejobb-kultur-och-fritid-2018-T3")));
    }

    private void add(String document, List<Observation> events) {
        add(document, events, UnaryOperator.identity());
    }

    private void add(String document, List<Observation> events, UnaryOperator<IndicatorObservations> published) {
        FrameworkVersion version = version(document);
        GoalFramework framework = version.framework();
        fold.framework(
                new Published<>(new AppliedVersion(version, JUSTIFICATION), next(Topic.GOAL_FRAMEWORKS), PUBLISHED));
        ObservationSet observed = new ObservationSet();
        events.forEach(observed::add);
        events.stream()
                .sorted(Observation::compareRank)
                .collect(Collectors.groupingBy(Observation::cell, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(this::receive);
        Assessment assessment = new Assessment(framework);
        framework.years().forEach(year -> {
            for (Indicator indicator : framework.indicators()) {
                IndicatorAssessment assessed = assessment.indicator(indicator, year, observed);
                fold.indicator(
                        new Fold.Key(framework.organisation(), framework.id(), year, indicator.id()),
                        Optional.of(published.apply(IndicatorObservations.of(framework, year, assessed))),
                        next(Topic.INDICATOR_OBSERVATIONS),
                        PUBLISHED);
            }
            fold.picture(
                    new Fold.Key(framework.organisation(), framework.id(), year, ""),
                    Optional.of(assessment.picture(year, observed)),
                    next(Topic.PICTURES),
                    PUBLISHED,
                    0);
        });
    }

    /** @param events of one cell, the winner last */
    private void receive(List<Observation> events) {
        List<EventReceipt> receipts = new ArrayList<>();
        for (Observation event : events) {
            long at = next(Topic.INDICATOR_EVENTS).offset();
            receipts.add(0, new EventReceipt(event, 0, at, PUBLISHED, 0, false));
        }
        fold.receipts(
                Keys.cell(events.get(0).cell()), Optional.of(new CellReceipts(receipts, 0)), next(Topic.CELL_RECEIPTS));
    }

    private static FrameworkVersion version(String document) {
        try {
            return FrameworkVersion.read(document);
        } catch (InvalidFrameworkException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private LogPosition next(Topic topic) {
        return new LogPosition(topic.topicName(), 0, offset++);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public double progress() {
        return 1;
    }

    @Override
    public Snapshot now() {
        return snapshot;
    }
}
