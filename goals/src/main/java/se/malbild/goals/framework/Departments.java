package se.malbild.goals.framework;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.malbild.goals.Text;

/** The departments of a framework, as its rules and texts speak of them: by id, in the order of the document. */
public final class Departments {
    private final Map<String, Department> byId;
    private final Succession succession;

    public Departments(GoalFramework framework) {
        this.byId = framework.departmentsById();
        this.succession = new Succession(byId.values());
    }

    /** Returns the departments that are to report {@code indicator} in {@code year}, in the order of the document. */
    public List<String> expected(Indicator indicator, int year) {
        return ExpectedDepartments.of(indicator, year, byId, succession);
    }

    /** Returns the departments whose place others took, each after all of those that took it. */
    public Set<String> replaced() {
        return succession.replaced();
    }

    /** Returns the departments that took the place of {@code id}. */
    public Set<String> successors(String id) {
        return succession.successors(id);
    }

    /** Tells whether the department {@code id}, which the framework has, exists in {@code year}. */
    public boolean existsIn(String id, int year) {
        return byId.get(id).existsIn(year);
    }

    /** Returns {@code ids} in the order of the document; then those that it does not know, sorted. */
    public List<String> inOrder(Collection<String> ids) {
        List<String> ordered =
                new ArrayList<>(byId.keySet().stream().filter(ids::contains).toList());
        ids.stream().filter(id -> !byId.containsKey(id)).sorted().forEach(ordered::add);
        return ordered;
    }

    /** Returns the name of {@code id}, or the id itself when the framework does not know it. */
    public Text name(String id) {
        return byId.containsKey(id) ? byId.get(id).name() : new Text(id, id);
    }

    /** Returns the names of {@code ids}, with a comma between. */
    public Text names(Collection<String> ids) {
        return new Text(joined(ids, Text::sv), joined(ids, Text::en));
    }

    private String joined(Collection<String> ids, Function<Text, String> language) {
        return ids.stream().map(id -> language.apply(name(id))).collect(Collectors.joining(", "));
    }
}
