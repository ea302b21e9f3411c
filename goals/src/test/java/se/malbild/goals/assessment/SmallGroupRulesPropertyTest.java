package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import se.malbild.goals.CountedFamily;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Winner;

/** What one version of a framework protects, no other one opens. */
class SmallGroupRulesPropertyTest {
    private static final int FAMILIES = 10_000;
    private static final long FIRST_SEED = 500_000;

    @Test
    void twoVersionsShowNoMoreThanEitherAlone() throws InvalidFrameworkException {
        int hidden = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + FAMILIES; seed++) {
            Random random = new Random(seed);
            CountedFamily family = CountedFamily.of(seed, "1880");
            GoalFramework framework = FrameworkReader.read(family.frameworks().get(0));
            Collection<Winner> cells = someOf(family, random);
            SmallGroupRules one = rules(framework, random);
            SmallGroupRules other = rules(framework, random);

            Disclosure together = disclosure(one.merge(other), framework, cells);

            for (SmallGroupRules rules : List.of(one, other)) {
                Disclosure alone = disclosure(rules, framework, cells);
                hidden += alone.total() ? 0 : 1;
                assertThat(cells.stream()
                                .map(winner -> winner.observation().cell())
                                .filter(together::shows))
                        .as("shown together, seed %d", seed)
                        .allMatch(alone::shows);
            }
        }
        assertThat(hidden).isGreaterThan(FAMILIES / 2);
    }

    private static Collection<Winner> someOf(CountedFamily family, Random random) {
        ObservationSet known = new ObservationSet();
        family.statements().stream()
                .limit(1 + random.nextInt(family.statements().size() + 1))
                .forEach(statement -> known.add(statement.observation()));
        return known.cells(CountedFamily.INDICATOR, CountedFamily.YEAR);
    }

    private static SmallGroupRules rules(GoalFramework framework, Random random) {
        SmallGroupRules given = SmallGroupRules.of(framework);
        SortedSet<String> series = new TreeSet<>(List.of(CountedFamily.INDICATOR));
        SortedSet<String> none = new TreeSet<>();
        int smallestGroup = 1 + random.nextInt(8);
        boolean isOfPersons = random.nextBoolean();
        return new SmallGroupRules(
                smallestGroup,
                smallestGroup,
                isOfPersons ? series : none,
                isOfPersons ? none : series,
                random.nextBoolean() ? series : none,
                random.nextBoolean() ? given.districts() : new TreeSet<>());
    }

    private static Disclosure disclosure(SmallGroupRules rules, GoalFramework framework, Collection<Winner> cells) {
        return new SmallGroups(rules).disclosure(framework, CountedFamily.INDICATOR, CountedFamily.YEAR, cells);
    }
}
