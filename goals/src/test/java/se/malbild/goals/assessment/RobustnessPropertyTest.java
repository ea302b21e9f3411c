package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.malbild.goals.RandomCases;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalArea.WeightedIndicator;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.framework.StrategicArea;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Robustness;
import se.malbild.goals.picture.Robustness.DecisiveIndicator;

/** Every level of a goal area's robustness is that of the picture by a framework that is really changed so. */
class RobustnessPropertyTest {
    private static final int CASES = 2_000;

    /** The answers that were met, so that the cases are known to be worth their time. */
    private final Set<String> met = new TreeSet<>();

    @Test
    void randomFrameworks() throws InvalidFrameworkException {
        for (long seed = 0; seed < CASES; seed++) {
            RandomCases.Case given = RandomCases.of(seed);
            for (String document : given.frameworks()) {
                assertEveryGoalArea(framework(document), given.observations(), "seed " + seed);
            }
        }

        assertThat(met)
                .contains(
                        "without one delvis turns into ej",
                        "without one ej turns into uppnatt",
                        "without one fortsatt-sa turns into mer-behovs",
                        "without one uppnatt turns into not-assessed",
                        "without one uppnatt turns into not-due",
                        "without one uppnatt stands",
                        "equal weights mer-behovs turns into fortsatt-sa",
                        "equal weights mer-behovs turns into not-assessed",
                        "equal weights mer-behovs stands",
                        "own only delvis turns into not-assessed",
                        "own only delvis stands");
    }

    @Test
    void shippedFrameworks() throws InvalidFrameworkException {
        for (String id : List.of("orebro-2017-2019", "vasteras-exempel-2017-2019")) {
            GoalFramework framework = framework(SampleEvents.framework(id));
            assertEveryGoalArea(framework, SampleEvents.of(framework.organisation()), id);
        }

        assertThat(met)
                .contains("without one fortsatt-sa turns into mer-behovs", "own only mer-behovs turns into not-due");
    }

    private void assertEveryGoalArea(GoalFramework framework, List<Observation> observations, String of) {
        ObservationSet observed = new ObservationSet();
        observations.stream()
                .filter(observation -> observation.cell().organisation().equals(framework.organisation()))
                .forEach(observed::add);
        for (GoalArea area : framework.goalAreas()) {
            Map<String, GoalFramework> without = new HashMap<>();
            area.indicators()
                    .forEach(left -> without.put(
                            left.indicator(),
                            with(
                                    framework,
                                    area,
                                    parts -> parts.stream()
                                            .filter(part -> !part.equals(left))
                                            .toList())));
            GoalFramework equal = with(framework, area, RobustnessPropertyTest::equallyWeighted);
            GoalFramework own = with(framework, area, parts -> own(framework, parts));
            for (int year : framework.years().toArray()) {
                String as = of + " " + year + " " + area.id();
                GoalAreaPicture shown = shown(framework, observed, year, area);
                String level = shown.standing().level();
                if (shown.standing().attainment().isEmpty()) {
                    assertThat(shown.robustness()).as(as).isEmpty();
                    continue;
                }
                Robustness robustness = shown.robustness().orElseThrow();
                Map<String, String> decisive = robustness.decisive().stream()
                        .collect(Collectors.toMap(DecisiveIndicator::indicator, DecisiveIndicator::level));
                area.indicators().forEach(part -> {
                    String id = part.indicator();
                    String changed = level(without.get(id), observed, year, area);
                    assertThat(decisive.getOrDefault(id, level))
                            .as(as + " without " + id)
                            .isEqualTo(changed);
                    meet("without one", level, changed);
                });
                String equally = level(equal, observed, year, area);
                assertThat(robustness.equalWeights()).as(as).isEqualTo(equally);
                meet("equal weights", level, equally);
                Optional<String> ownOnly = own(framework, area.indicators()).isEmpty()
                        ? Optional.empty()
                        : Optional.of(level(own, observed, year, area));
                assertThat(robustness.ownOnly()).as(as).isEqualTo(ownOnly);
                ownOnly.ifPresent(changed -> meet("own only", level, changed));
                assertThat(shown.stands()).as(as).contains(decisive.isEmpty() && equally.equals(level));
            }
        }
    }

    private void meet(String change, String level, String changed) {
        met.add(change + " " + level + (level.equals(changed) ? " stands" : " turns into " + changed));
    }

    private static String level(GoalFramework framework, ObservationSet observed, int year, GoalArea area) {
        return shown(framework, observed, year, area).standing().level();
    }

    private static GoalAreaPicture shown(GoalFramework framework, ObservationSet observed, int year, GoalArea area) {
        return new Assessment(framework)
                .picture(year, observed).strategicAreas().stream()
                        .flatMap(strategic -> strategic.goalAreas().stream())
                        .filter(shown -> shown.id().equals(area.id()))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<WeightedIndicator> equallyWeighted(List<WeightedIndicator> parts) {
        return parts.stream()
                .map(part -> new WeightedIndicator(part.indicator(), BigDecimal.ONE))
                .toList();
    }

    private static List<WeightedIndicator> own(GoalFramework framework, List<WeightedIndicator> parts) {
        Map<String, Indicator> indicators = framework.indicatorsById();
        return parts.stream()
                .filter(part -> indicators
                        .get(part.indicator())
                        .control()
                        .filter(Indicator.Control.OWN::equals)
                        .isPresent())
                .toList();
    }

    /** Returns {@code framework} with other indicators in {@code area}. */
    private static GoalFramework with(
            GoalFramework framework, GoalArea area, UnaryOperator<List<WeightedIndicator>> change) {
        GoalArea changed = new GoalArea(
                area.id(),
                area.statement(),
                area.weight(),
                area.responsible(),
                area.financialManagement(),
                area.meansIntro(),
                area.means(),
                change.apply(area.indicators()));
        return new GoalFramework(
                framework.id(),
                framework.version(),
                framework.organisation(),
                framework.title(),
                framework.vision(),
                framework.notice(),
                framework.from(),
                framework.to(),
                framework.historyFrom(),
                framework.minimumCoverage(),
                framework.withdrawn(),
                framework.scale(),
                framework.departments(),
                framework.districts(),
                framework.reporting(),
                framework.atMostPerDepartment(),
                framework.smallestGroup(),
                framework.indicators(),
                framework.strategicAreas().stream()
                        .map(strategic -> new StrategicArea(
                                strategic.id(),
                                strategic.title(),
                                strategic.description(),
                                strategic.goalAreas().stream()
                                        .map(other -> other.equals(area) ? changed : other)
                                        .toList()))
                        .toList());
    }

    private static GoalFramework framework(String document) throws InvalidFrameworkException {
        return FrameworkVersion.read(document).framework();
    }
}
