package se.malbild.dashboard.explain;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.dashboard.explain.Explanation.ContributingCell;
import se.malbild.dashboard.explain.Explanation.Level;
import se.malbild.dashboard.explain.Explanation.Mean;
import se.malbild.dashboard.explain.Explanation.OfIndicator;
import se.malbild.dashboard.explain.Explanation.OfMean;
import se.malbild.dashboard.explain.Explanation.Part;
import se.malbild.dashboard.explain.Explanation.Setting;
import se.malbild.dashboard.explain.Explanation.Use;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Published;
import se.malbild.goals.Fraction;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.assessment.CellUse;
import se.malbild.goals.assessment.CellUses;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.GoalAreaTrend;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.assessment.SmallGroupRules;
import se.malbild.goals.assessment.SmallGroups;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.EventReceipt;
import se.malbild.schemas.IndicatorObservations;

/**
 * Explains one picture. The exact fractions behind the rounded numbers come from the same function that drew the picture,
 * given the observations that are published beside it.
 */
public final class Explanations {
    /** What may not be shown has been left out already. */
    private static final SmallGroups NOTHING_TO_HIDE = new SmallGroups(new SmallGroupRules(
            1,
            1,
            Collections.emptySortedSet(),
            Collections.emptySortedSet(),
            Collections.emptySortedSet(),
            Collections.emptySortedSet()));

    private final OrganisationView organisation;
    private final FrameworkView view;
    private final Published<Picture> published;
    private final Picture picture;
    private final FrameworkVersion version;
    private final Map<String, Indicator> definitions;
    private final Map<String, GoalArea> goalAreas = new HashMap<>();

    private Explanations(OrganisationView organisation, FrameworkView view, Published<Picture> published) {
        this.organisation = organisation;
        this.view = view;
        this.published = published;
        this.picture = published.value();
        this.version = view.versions().get(picture.frameworkVersion());
        this.definitions = version.framework().indicatorsById();
        version.framework().goalAreas().forEach(area -> goalAreas.put(area.id(), area));
    }

    /** Returns what explains the picture of {@code year}; empty when there is none. */
    public static Optional<Explanations> of(OrganisationView organisation, FrameworkView view, int year) {
        return view.picture(year).map(picture -> new Explanations(organisation, view, picture));
    }

    /** Explains the whole picture. */
    public OfMean picture() {
        return ofGoalAreas(
                Level.PICTURE,
                "",
                picture.title(),
                picture.standing(),
                picture.strategicAreas().stream()
                        .flatMap(area -> area.goalAreas().stream())
                        .toList());
    }

    /** Explains every strategic area, in the order of the framework. */
    public List<OfMean> strategicAreas() {
        return picture.strategicAreas().stream().map(this::strategicArea).toList();
    }

    private OfMean strategicArea(StrategicAreaPicture area) {
        return ofGoalAreas(Level.STRATEGIC_AREA, area.id(), area.title(), area.standing(), area.goalAreas());
    }

    /** Explains a goal area; empty when the picture has none of that id. */
    public Optional<OfMean> goalArea(String id) {
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .filter(area -> area.id().equals(id))
                .findFirst()
                .map(area -> {
                    List<Part> parts =
                            area.indicators().stream().map(this::part).toList();
                    return new OfMean(
                            setting(),
                            Level.GOAL_AREA,
                            area.id(),
                            area.statement(),
                            area.standing(),
                            threshold(area.standing().attainment()),
                            attainment(parts),
                            coverage(parts),
                            parts);
                });
    }

    /** Explains how a goal area stands against the year before; empty when there is no trend of it. */
    public Optional<GoalAreaTrend> goalAreaTrend(String id) {
        return Optional.ofNullable(goalAreas.get(id))
                .flatMap(area -> of(organisation, view, picture.year() - 1)
                        .flatMap(before -> GoalAreaTrend.of(area, this::comparable, before::attainmentOf)));
    }

    /** Returns the attainment of an indicator whose method is that of the year before. */
    private Optional<Fraction> comparable(String indicator) {
        return attainmentOf(indicator)
                .filter(share -> definitions
                        .get(indicator)
                        .breakBetween(picture.year() - 1, picture.year())
                        .isEmpty());
    }

    private Optional<Fraction> attainmentOf(String indicator) {
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .flatMap(area -> area.indicators().stream())
                .map(GoalAreaPicture.WeightedIndicator::indicator)
                .filter(shown -> shown.id().equals(indicator))
                .findFirst()
                .flatMap(this::exactOrShown);
    }

    private Optional<Fraction> exactOrShown(IndicatorPicture shown) {
        return exact(shown).or(() -> rounded(shown));
    }

    private static Optional<Fraction> rounded(IndicatorPicture shown) {
        return shown.attainment().map(Fraction::of);
    }

    /** Explains an indicator; empty when the picture has none of that id or nothing is published behind it. */
    public Optional<OfIndicator> indicator(String id) {
        Published<IndicatorObservations> record = view.history(id).get(picture.year());
        Indicator definition = definitions.get(id);
        if (record == null || definition == null) {
            return Optional.empty();
        }
        IndicatorPicture shown = record.value().indicator();
        Optional<Fraction> exact = exact(shown);
        boolean isCounted = record.value().isCounted();
        List<CellReceipts> known =
                isCounted ? List.of() : organisation.receiptsShown(definition.series(), picture.year());
        return Optional.of(new OfIndicator(
                setting(),
                shown,
                definition,
                threshold(shown.attainment()),
                exact.or(() -> rounded(shown)),
                exact.isPresent() || shown.attainment().isEmpty(),
                isCounted,
                cells(definition, record.value(), known),
                record.value().observationsLeftOut(),
                record.position()));
    }

    private Setting setting() {
        return new Setting(published, version.contentHash(), version.framework().minimumCoverage());
    }

    private Optional<Scale.Level> threshold(Optional<BigDecimal> attainment) {
        return attainment.map(picture.scale()::levelOf);
    }

    private OfMean ofGoalAreas(Level level, String id, Text name, Standing standing, List<GoalAreaPicture> areas) {
        List<Part> parts = areas.stream().map(this::part).toList();
        return new OfMean(
                setting(),
                level,
                id,
                name,
                standing,
                threshold(standing.attainment()),
                attainment(parts),
                coverage(parts),
                parts);
    }

    private Part part(GoalAreaPicture area) {
        List<Part> indicators = area.indicators().stream().map(this::part).toList();
        boolean isExact = indicators.stream().allMatch(Part::isExact);
        Optional<Fraction> attainment = isExact
                ? attainment(indicators).map(mean -> mean.sum().dividedBy(mean.weight()))
                : area.standing().attainment().map(Fraction::of);
        Optional<Fraction> coverage =
                coverage(indicators).map(mean -> mean.sum().dividedBy(mean.weight()));
        return new Part(
                area.id(),
                area.statement(),
                goalAreas.get(area.id()).weight(),
                area.standing().coverage().isPresent(),
                area.standing().attainment().flatMap(shown -> attainment),
                isExact,
                coverage.map(share -> area.standing().attainment().isPresent() ? share : Fraction.ZERO),
                area.standing().level(),
                area.standing().reason());
    }

    private Part part(GoalAreaPicture.WeightedIndicator part) {
        IndicatorPicture shown = part.indicator();
        Optional<Fraction> exact = exact(shown);
        boolean due = !shown.level().equals(IndicatorAssessment.NOT_DUE);
        return new Part(
                shown.id(),
                shown.title(),
                part.weight(),
                due,
                exact.or(() -> rounded(shown)),
                exact.isPresent() || shown.attainment().isEmpty(),
                due ? Optional.of(shown.attainment().isPresent() ? Fraction.ONE : Fraction.ZERO) : Optional.empty(),
                shown.level(),
                shown.reason());
    }

    private static Optional<Mean> attainment(List<Part> parts) {
        return mean(parts, Part::attainment);
    }

    private static Optional<Mean> coverage(List<Part> parts) {
        return mean(parts, Part::coverage);
    }

    private interface Term {
        Optional<Fraction> of(Part part);
    }

    private static Optional<Mean> mean(List<Part> parts, Term term) {
        Fraction sum = Fraction.ZERO;
        Fraction weight = Fraction.ZERO;
        for (Part part : parts) {
            Optional<Fraction> value = term.of(part);
            if (value.isPresent()) {
                sum = sum.plus(value.get().times(Fraction.of(part.weight())));
                weight = weight.plus(Fraction.of(part.weight()));
            }
        }
        return weight.signum() == 0 ? Optional.empty() : Optional.of(new Mean(sum, weight));
    }

    /** Returns the attainment that the observations that are shown give, when that is the one that is shown. */
    private Optional<Fraction> exact(IndicatorPicture shown) {
        Published<IndicatorObservations> record = view.history(shown.id()).get(picture.year());
        Indicator definition = definitions.get(shown.id());
        if (record == null || definition == null || shown.attainment().isEmpty()) {
            return Optional.empty();
        }
        ObservationSet observed = new ObservationSet();
        record.value().observations().forEach(observed::add);
        return new Assessment(version.framework(), NOTHING_TO_HIDE)
                .indicator(definition, picture.year(), observed)
                .attainment()
                .filter(found -> found.rounded().compareTo(shown.attainment().get()) == 0);
    }

    private List<ContributingCell> cells(Indicator definition, IndicatorObservations record, List<CellReceipts> known) {
        List<Observation> winners = record.observations();
        Map<Cell, CellUse> uses = new CellUses(List.of(version.framework()))
                .of(
                        definition.series(),
                        picture.year(),
                        winners.stream().map(Winner::of).toList(),
                        record.outcomes(),
                        record.forecasts());
        Map<Cell, CellReceipts> receipts = new HashMap<>();
        known.forEach(cell -> receipts.put(cell.receipts().get(0).observation().cell(), cell));
        return winners.stream()
                .map(winner -> cell(winner, uses.get(winner.cell()), Optional.ofNullable(receipts.get(winner.cell()))))
                .toList();
    }

    private static ContributingCell cell(Observation winner, CellUse use, Optional<CellReceipts> receipts) {
        List<EventReceipt> events = receipts.map(CellReceipts::receipts).orElse(List.of());
        Optional<EventReceipt> receipt = events.stream()
                .filter(event -> event.observation().equals(winner))
                .findFirst();
        // Receipts may be ahead of the picture: what ranks higher than its winner is not known to it yet.
        List<EventReceipt> superseded = events.stream()
                .filter(event -> event.observation().compareRank(winner) <= 0
                        && !event.observation().equals(winner))
                .toList();
        List<Reason> why = use instanceof CellUse.Disregarded disregarded ? disregarded.why() : List.of();
        return new ContributingCell(
                winner,
                use(winner, use),
                receipt,
                superseded,
                receipts.map(CellReceipts::older).orElse(0L),
                why);
    }

    private static Use use(Observation winner, CellUse use) {
        if (use instanceof CellUse.Disregarded) {
            return Use.DISREGARDED;
        }
        if (use instanceof CellUse.Foretold) {
            return Use.FORETOLD;
        }
        return winner.content() instanceof Content.Value ? Use.COUNTED : Use.EMPTY;
    }
}
