package se.malbild.goals.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.goals.Text;
import se.malbild.goals.framework.Department;
import se.malbild.goals.framework.Departments;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.reporting.MissingReport;

/**
 * What is not in order when a year is to be closed or a department to be ready. Not a part of what makes a decision void: what is
 * known differs from place to place in the log, and who decides has accepted it.
 */
public final class Conditions {
    private final KnownYear known;
    private final YearDecisions decisions;
    private final Departments departments;

    private Conditions(KnownYear known, YearDecisions decisions) {
        this.known = known;
        this.decisions = decisions;
        this.departments = new Departments(known.framework());
    }

    /** Returns what is not in order for closing the year, in the order of the codes; the author may acknowledge each. */
    public static List<Condition> ofClosing(KnownYear known, YearDecisions decisions) {
        return new Conditions(known, decisions).ofClosing();
    }

    /** Returns what is not in order for {@code department} to be ready. */
    public static List<Condition> ofReady(KnownYear known, YearDecisions decisions, String department) {
        return new Conditions(known, decisions).ofReady(department);
    }

    /** Tells whether {@code department} has said that it is ready, and nothing new has come since. */
    public static boolean isReady(KnownYear known, YearDecisions decisions, String department) {
        return decisions
                .inForce(Slot.of(DecisionKind.READY, "", department))
                .filter(ready -> ready.basis().events() >= known.newest().getOrDefault(department, 0))
                .isPresent();
    }

    private List<Condition> ofClosing() {
        List<Condition> conditions = new ArrayList<>();
        known.picture()
                .standing()
                .reason()
                .ifPresent(reason -> conditions.add(new Condition(
                        ConditionCode.BELOW_MINIMUM_COVERAGE,
                        List.of(),
                        new Text(
                                "Kommunen som helhet kan inte bedömas: "
                                        + reason.message().sv(),
                                "The municipality as a whole cannot be assessed: "
                                        + reason.message().en()))));
        notReady().ifPresent(conditions::add);
        missing().ifPresent(conditions::add);
        if (known.undecoded() > 0) {
            Text records = Text.count(known.undecoded(), "post", "poster", "record", "records");
            conditions.add(new Condition(
                    ConditionCode.UNDECODED,
                    List.of(),
                    new Text(
                            records.sv()
                                    + " om kommunen går inte att ta in; ”malbild rejected” visar vilka och varför.",
                            records.en()
                                    + " about the municipality cannot be taken in; “malbild rejected” shows which and"
                                    + " why.")));
        }
        if (!known.openYears().isEmpty()) {
            List<String> years =
                    known.openYears().stream().map(year -> year.toString()).toList();
            String all = String.join(", ", years);
            conditions.add(new Condition(
                    ConditionCode.EARLIER_YEAR_OPEN,
                    years,
                    new Text(
                            "Tidigare år är inte stängda: " + all + ".",
                            "Earlier years are not closed: " + all + ".")));
        }
        return conditions;
    }

    private Optional<Condition> notReady() {
        List<String> waiting = known.missing().departments().stream()
                .map(Department::id)
                .filter(department -> !isReady(known, decisions, department))
                .toList();
        Text names = departments.names(waiting);
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(new Condition(
                        ConditionCode.NOT_READY,
                        waiting,
                        new Text(
                                "Har inte klarmarkerat, eller har skickat något sedan dess: " + names.sv() + ".",
                                "Have not said that they are ready, or have sent something since: " + names.en()
                                        + ".")));
    }

    private Optional<Condition> missing() {
        List<MissingReport> reports = known.missing().missing();
        if (reports.isEmpty()) {
            return Optional.empty();
        }
        List<String> by = reports.stream()
                .flatMap(report -> report.department().stream())
                .distinct()
                .toList();
        Text names = by.isEmpty() ? new Text("ingen namngiven", "nobody named") : departments.names(by);
        String indicators = reports.stream()
                .map(report -> report.indicator().id())
                .distinct()
                .collect(Collectors.joining(", "));
        return Optional.of(new Condition(
                ConditionCode.MISSING,
                by,
                new Text(
                        "Rapporter saknas från " + names.sv() + ": " + indicators + ".",
                        "Reports are missing from " + names.en() + ": " + indicators + ".")));
    }

    private List<Condition> ofReady(String department) {
        List<Scale.Level> levels = known.framework().scale().levels();
        String lowest = levels.get(levels.size() - 1).id();
        List<String> reported = new Responsibility(
                        known.framework(), known.picture().year())
                .reportedAreas(department).stream().map(GoalArea::id).toList();
        List<GoalAreaPicture> uncommented = known.picture().strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .filter(area -> area.standing().level().equals(lowest) && reported.contains(area.id()))
                .filter(area -> decisions
                        .inForce(Slot.of(DecisionKind.COMMENTED, area.id(), department))
                        .isEmpty())
                .toList();
        if (uncommented.isEmpty()) {
            return List.of();
        }
        List<String> ids = uncommented.stream().map(GoalAreaPicture::id).toList();
        String all = String.join(", ", ids);
        return List.of(new Condition(
                ConditionCode.UNCOMMENTED,
                ids,
                new Text(
                        "Målområden på den lägsta nivån saknar kommentar från förvaltningen: " + all + ".",
                        "Goal areas at the lowest level have no comment by the department: " + all + ".")));
    }
}
