package se.malbild.goals.certification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.picture.RulePicture;

/**
 * What decides an indicator's value and attainment in one year, each part with what it is called. Titles, reasons and sources are no part
 * of it, nor what the framework says of other years.
 */
record Definition(Map<Text, Object> parts) {
    /** Returns how {@code framework} defines the indicator {@code id} in {@code year}; empty when it does not have it. */
    static Optional<Definition> of(GoalFramework framework, String id, int year) {
        return Optional.ofNullable(framework.indicatorsById().get(id))
                .map(indicator -> new Definition(parts(framework, indicator, year)));
    }

    private static Map<Text, Object> parts(GoalFramework framework, Indicator indicator, int year) {
        RulePicture rule = RulePicture.of(indicator.rule(), year);
        Map<Text, Object> parts = new LinkedHashMap<>();
        parts.put(new Text("serie", "series"), indicator.series());
        parts.put(new Text("enhet", "unit"), indicator.unit());
        parts.put(new Text("mått", "measure"), indicator.measure());
        parts.put(
                new Text("sammanvägning inom året", "method within the year"),
                List.of(indicator.withinYear(), indicator.requiredParts()));
        parts.put(
                new Text("sammanvägning av förvaltningar", "method across departments"), indicator.acrossDepartments());
        parts.put(
                new Text("förvaltningar som ska rapportera", "departments that are to report"),
                new Departments(framework).expected(indicator, year));
        parts.put(new Text("möjliga värden", "possible values"), indicator.range());
        parts.put(new Text("personer", "persons"), indicator.persons());
        parts.put(
                new Text("om det ska mätas", "whether it is to be measured"),
                indicator.dueYears().contains(year));
        parts.put(
                new Text("metodbyten", "changes of method"),
                indicator.breaks().stream()
                        .map(Indicator.Break::year)
                        .filter(from -> from <= year)
                        .toList());
        parts.put(new Text("slag av regel", "kind of rule"), List.of(rule.kind(), rule.direction()));
        parts.put(
                new Text("utgångsvärde", "baseline"),
                rule.baseline().map(baseline -> List.of(baseline.value(), baseline.year())));
        parts.put(new Text("målvärde", "target"), List.of(rule.target(), rule.ideal()));
        parts.put(new Text("gränser", "bounds"), List.of(rule.lower(), rule.upper()));
        parts.put(new Text("tolerans", "tolerance"), rule.tolerance());
        return parts;
    }

    /** Returns what the parts are called in which {@code other} differs. */
    List<Text> differencesFrom(Definition other) {
        List<Text> different = new ArrayList<>();
        parts.forEach((part, value) -> {
            if (!value.equals(other.parts.get(part))) {
                different.add(part);
            }
        });
        return different;
    }
}
