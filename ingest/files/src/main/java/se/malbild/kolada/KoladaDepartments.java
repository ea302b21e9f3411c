package se.malbild.kolada;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;

/**
 * Which department reports a key figure; Kolada knows only the municipality. Given for the key figure, or for all, or
 * else the one department that a goal framework of the municipality expects it from.
 */
public final class KoladaDepartments {
    private final Map<String, String> byKpi;
    private final Optional<String> forAll;
    private final List<GoalFramework> frameworks;

    /**
     * @param byKpi department of a key figure
     * @param forAll department of every other one
     * @param frameworks those that say it for the rest
     */
    public KoladaDepartments(Map<String, String> byKpi, Optional<String> forAll, List<GoalFramework> frameworks) {
        this.byKpi = Map.copyOf(byKpi);
        this.forAll = forAll;
        this.frameworks = List.copyOf(frameworks);
    }

    /** A department, or why there is none. */
    sealed interface Answer {
        record Known(String department) implements Answer {}

        record Unknown(Text why) implements Answer {}
    }

    /** Returns who reports {@code kpi} of {@code municipality} for {@code year}. */
    Answer of(String kpi, String municipality, int year) {
        Optional<String> said = Optional.ofNullable(byKpi.get(kpi)).or(() -> forAll);
        if (said.isPresent()) {
            return new Answer.Known(said.get());
        }
        Set<String> expected = new TreeSet<>();
        for (GoalFramework framework : frameworks) {
            if (framework.organisation().equals(municipality)) {
                expected.addAll(expected(framework, kpi, year));
            }
        }
        if (expected.size() == 1) {
            return new Answer.Known(expected.iterator().next());
        }
        return new Answer.Unknown(
                expected.isEmpty()
                        ? new Text(
                                "Ingen styrmodell för " + municipality + " säger vem som rapporterar " + kpi + " för "
                                        + year + "; ange --department.",
                                "No goal framework of " + municipality + " says who reports " + kpi + " for " + year
                                        + "; give --department.")
                        : new Text(
                                "Flera kan rapportera " + kpi + ": " + String.join(", ", expected)
                                        + "; ange --department " + kpi + "=….",
                                "Several may report " + kpi + ": " + String.join(", ", expected)
                                        + "; give --department " + kpi + "=…."));
    }

    private static Set<String> expected(GoalFramework framework, String kpi, int year) {
        Map<String, Department> departments = framework.departmentsById();
        return framework.indicators().stream()
                .filter(indicator -> indicator.series().equals(kpi))
                .map(Indicator::departments)
                .flatMap(List::stream)
                .filter(id -> departments.get(id).existsIn(year))
                .collect(Collectors.toSet());
    }
}
