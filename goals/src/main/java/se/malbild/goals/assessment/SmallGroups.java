package se.malbild.goals.assessment;

import java.util.Collection;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Winner;

/**
 * The protection of small groups in one organisation. All frameworks that read a family show the same of it, but for the
 * districts, of which each shows its own.
 */
public final class SmallGroups {
    private final SmallGroupRules rules;

    /** @param rules of all versions of all the organisation's frameworks */
    public SmallGroups(SmallGroupRules rules) {
        this.rules = rules;
    }

    /**
     * Returns what {@code framework} may show of a family.
     *
     * @param cells the winners of {@code series} in {@code year}, all of the same kind
     */
    public Disclosure disclosure(GoalFramework framework, String series, int year, Collection<Winner> cells) {
        return isCounted(series, cells) && !cells.isEmpty()
                ? new Family(rules, cells).disclosure(rules.districts(series, year), framework.districts())
                : Disclosure.UNCOUNTED;
    }

    /**
     * Tells whether counts of persons are, or should be, known of a family.
     *
     * @param cells winners of {@code series} in one year
     */
    public boolean isCounted(String series, Collection<Winner> cells) {
        return rules.persons().contains(series)
                || cells.stream()
                        .anyMatch(winner -> winner.memory().greatestCount().isPresent());
    }
}
