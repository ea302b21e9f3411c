package se.malbild.goals.framework;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import se.malbild.goals.Text;
import se.malbild.goals.framework.GoalArea.Means;
import se.malbild.goals.framework.GoalArea.WeightedIndicator;

/** Reads the strategic areas and their goal areas, with the indicators that each rests on. */
final class GoalAreaReader {
    private final Set<String> indicatorIds;
    private final Set<String> departmentIds;
    private final Set<String> goalAreaIds = new HashSet<>();

    GoalAreaReader(Set<String> indicatorIds, List<Department> departments) {
        this.indicatorIds = indicatorIds;
        this.departmentIds = departments.stream().map(Department::id).collect(Collectors.toSet());
    }

    List<StrategicArea> read(Section root) {
        List<StrategicArea> areas = new ArrayList<>();
        Set<String> areaIds = new HashSet<>();
        for (Section section : root.requiredSections("strategicAreas")) {
            String id = section.id("id");
            section.unique(areaIds, id);
            Text title = section.text("title");
            Optional<Text> description = section.optionalText("description");
            List<GoalArea> goalAreas = new ArrayList<>();
            for (Section goalArea : section.requiredSections("goalAreas")) {
                goalAreas.add(goalArea(goalArea));
            }
            section.done();
            areas.add(new StrategicArea(id, title, description, goalAreas));
        }
        return areas;
    }

    private GoalArea goalArea(Section section) {
        String id = section.id("id");
        section.unique(goalAreaIds, id);
        Text statement = section.text("statement");
        BigDecimal weight = section.weight("weight");
        Optional<String> responsible = responsible(section);
        boolean financialManagement = section.flag("financialManagement");
        Optional<Text> meansIntro = section.optionalText("meansIntro");
        Set<String> used = new HashSet<>();
        List<WeightedIndicator> indicators = new ArrayList<>();
        for (Section part : section.requiredSections("indicators")) {
            String indicator = part.id("indicator");
            part.refersTo("indicator", List.of(indicator), indicatorIds, "ett nyckeltal", "indicator");
            if (!indicator.isEmpty() && !used.add(indicator)) {
                part.fault(
                        "indicator",
                        "duplicate",
                        "Nyckeltalet står redan i målområdet.",
                        "The indicator is already in the goal area.");
            }
            indicators.add(new WeightedIndicator(indicator, part.weight("weight")));
            part.done();
        }
        List<Means> means = new ArrayList<>();
        for (Section one : section.sections("means")) {
            Text text = new Text(one.words("sv"), one.words("en"));
            List<String> followedBy = one.ids("followedBy");
            one.refersTo("followedBy", followedBy, used, "ett nyckeltal i målområdet", "indicator of the goal area");
            one.done();
            means.add(new Means(text, followedBy));
        }
        section.done();
        return new GoalArea(id, statement, weight, responsible, financialManagement, meansIntro, means, indicators);
    }

    private Optional<String> responsible(Section section) {
        if (!section.has("responsible")) {
            return Optional.empty();
        }
        String id = section.id("responsible");
        section.refersTo("responsible", List.of(id), departmentIds, "en förvaltning", "department");
        return Optional.of(id);
    }
}
