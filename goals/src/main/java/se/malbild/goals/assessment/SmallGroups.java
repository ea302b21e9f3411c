package se.malbild.goals.assessment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Winner;

/**
 * The protection of small groups in one organisation. All frameworks that read a family show the same of it, but for the
 * districts, of which each shows its own.
 */
public final class SmallGroups {
    private record InForce(GoalFramework framework, Set<String> series) {
        static InForce of(GoalFramework framework) {
            return new InForce(
                    framework,
                    framework.indicators().stream().map(Indicator::series).collect(Collectors.toSet()));
        }

        boolean divides(String ofSeries, int year) {
            return !framework.districts().isEmpty() && series.contains(ofSeries) && framework.covers(year);
        }
    }

    private final SmallGroupRules rules;
    private final List<InForce> frameworks;

    /**
     * Protects by {@code rules}.
     *
     * @param rules of all versions of all the organisation's frameworks
     * @param inForce the frameworks in force; those that are withdrawn divide nothing
     */
    public SmallGroups(SmallGroupRules rules, Collection<GoalFramework> inForce) {
        this.rules = rules;
        this.frameworks = inForce.stream()
                .filter(framework -> !framework.withdrawn())
                .map(InForce::of)
                .toList();
    }

    /**
     * Returns what {@code framework} may show of a family.
     *
     * @param cells the winners of {@code series} in {@code year}, all of the same kind
     */
    public Disclosure disclosure(GoalFramework framework, String series, int year, Collection<Winner> cells) {
        boolean counted = rules.persons().contains(series)
                || cells.stream()
                        .anyMatch(winner -> winner.memory().greatestCount().isPresent());
        if (!counted || cells.isEmpty()) {
            return Disclosure.UNCOUNTED;
        }
        List<List<String>> districts = new ArrayList<>();
        frameworks.stream()
                .filter(inForce -> inForce.divides(series, year))
                .forEach(inForce -> districts.add(inForce.framework().districts()));
        return new Family(rules, cells).disclosure(districts, framework.districts());
    }
}
