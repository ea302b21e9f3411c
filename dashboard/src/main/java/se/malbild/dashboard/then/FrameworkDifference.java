package se.malbild.dashboard.then;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import se.malbild.dashboard.then.FrameworkLines.Element;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.framework.GoalFramework;

/**
 * Something that one version of a framework says and another does not, or says differently.
 *
 * @param id of what it is about; {@code ""} for the framework itself
 * @param name of what it is about
 * @param what is different of it
 * @param before empty when the one version says nothing
 * @param now empty when the other says nothing
 */
public record FrameworkDifference(
        Kind kind, String id, Text name, Text what, Optional<Text> before, Optional<Text> now) {
    private static final Text IS_PART = new Text("Finns i styrmodellen", "In the framework");
    private static final Text YES = new Text("Ja", "Yes");
    private static final Text NO = new Text("Nej", "No");

    /** What of a framework something is about. */
    public enum Kind {
        FRAMEWORK,
        DEPARTMENT,
        STRATEGIC_AREA,
        GOAL_AREA,
        INDICATOR;

        /** Returns what it is called. */
        public Text label() {
            return switch (this) {
                case FRAMEWORK -> new Text("Styrmodellen", "The framework");
                case DEPARTMENT -> new Text("Nämnd", "Department");
                case STRATEGIC_AREA -> new Text("Strategiskt område", "Strategic area");
                case GOAL_AREA -> new Text("Målområde", "Goal area");
                case INDICATOR -> new Text("Nyckeltal", "Indicator");
            };
        }
    }

    /** Returns everything that is different, in the order of the framework. */
    static List<FrameworkDifference> between(GoalFramework before, GoalFramework now) {
        Map<FrameworkLines.Id, Element> earlier = FrameworkLines.of(before);
        Map<FrameworkLines.Id, Element> later = FrameworkLines.of(now);
        Set<FrameworkLines.Id> all = new LinkedHashSet<>(later.keySet());
        all.addAll(earlier.keySet());
        return all.stream()
                .flatMap(id -> between(id, Optional.ofNullable(earlier.get(id)), Optional.ofNullable(later.get(id))))
                .toList();
    }

    private static Stream<FrameworkDifference> between(
            FrameworkLines.Id id, Optional<Element> before, Optional<Element> now) {
        Text name = now.or(() -> before).orElseThrow().name();
        if (before.isEmpty() || now.isEmpty()) {
            return Stream.of(new FrameworkDifference(
                    id.kind(),
                    id.id(),
                    name,
                    IS_PART,
                    Optional.of(before.isPresent() ? YES : NO),
                    Optional.of(now.isPresent() ? YES : NO)));
        }
        Map<Text, Text> earlier = before.get().lines();
        Map<Text, Text> later = now.get().lines();
        Map<Text, Text> all = new LinkedHashMap<>(later);
        earlier.forEach(all::putIfAbsent);
        List<FrameworkDifference> different = new ArrayList<>();
        all.keySet().forEach(what -> {
            Optional<Text> from = Optional.ofNullable(earlier.get(what));
            Optional<Text> to = Optional.ofNullable(later.get(what));
            if (!from.equals(to)) {
                different.add(new FrameworkDifference(id.kind(), id.id(), name, what, from, to));
            }
        });
        return different.stream();
    }

    /** Returns which part of the framework it is about. */
    public Text about() {
        Text label = kind.label();
        return switch (kind) {
            case FRAMEWORK -> label;
            case INDICATOR ->
                new Text(label.sv() + " " + id + " " + name.sv(), label.en() + " " + id + " " + name.en());
            default -> new Text(label.sv() + " " + name.sv(), label.en() + " " + name.en());
        };
    }

    /** Returns the language to tell it in: {@code wanted}, unless only the wording in the other one is different. */
    public Language toldIn(Language wanted) {
        boolean isSame = before.map(text -> text.in(wanted)).equals(now.map(text -> text.in(wanted)));
        return isSame ? (wanted == Language.SV ? Language.EN : Language.SV) : wanted;
    }
}
