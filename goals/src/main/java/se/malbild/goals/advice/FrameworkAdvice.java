package se.malbild.goals.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import se.malbild.goals.Text;
import se.malbild.goals.framework.GoalFramework;

/** What a framework without faults can still be criticised for. Nothing of it keeps the framework from being applied. */
public final class FrameworkAdvice {
    /** So many years before the period make a development visible. */
    static final int YEARS_OF_HISTORY = 3;

    private FrameworkAdvice() {}

    /**
     * Returns the warnings of {@code framework} by kind; a kind without any is not there.
     *
     * @param before the version that it takes the place of, where there is one
     */
    public static List<WarningGroup> of(GoalFramework framework, Optional<GoalFramework> before) {
        Map<WarningKind, List<FrameworkWarning>> byKind = new TreeMap<>();
        Stream.of(
                        IndicatorAdvice.of(framework),
                        before.stream().flatMap(version -> IndicatorAdvice.changes(version, framework)),
                        GoalAreaAdvice.of(framework),
                        history(framework),
                        DepartmentAdvice.of(framework))
                .flatMap(warnings -> warnings)
                .forEach(warning -> byKind.computeIfAbsent(warning.kind(), kind -> new ArrayList<>())
                        .add(warning));
        return byKind.entrySet().stream()
                .map(kind -> new WarningGroup(kind.getKey(), kind.getKey().most(framework), kind.getValue()))
                .toList();
    }

    private static Stream<FrameworkWarning> history(GoalFramework framework) {
        return IntStream.range(
                        framework.from() - YEARS_OF_HISTORY,
                        Math.max(framework.from() - YEARS_OF_HISTORY, framework.historyFrom()))
                .mapToObj(year -> new FrameworkWarning(
                        WarningKind.SHORT_HISTORY,
                        framework.id(),
                        framework.title(),
                        new Text(
                                year + " hör inte till historiken, som börjar " + framework.historyFrom() + ".",
                                year + " is not in the history, which begins in " + framework.historyFrom() + ".")));
    }
}
