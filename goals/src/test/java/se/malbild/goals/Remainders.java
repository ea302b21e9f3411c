package se.malbild.goals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import se.malbild.goals.CountedFamily.Statement;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Period;

/** The groups that no cell names, and that are left of what one cell says when what others say of some of its persons is taken away. */
final class Remainders {
    private record Side(Gender gender, String district) {
        static final Side TOTAL = new Side(Gender.TOTAL, "");
        static final List<Side> GENDERS = List.of(new Side(Gender.WOMEN, ""), new Side(Gender.MEN, ""));

        static Side of(Cell cell) {
            return new Side(cell.gender(), cell.district());
        }
    }

    /** What one department says of one side, in one period or in all parts of the year together. */
    private record Block(Set<String> groups, boolean isTold) {}

    private final Map<Side, List<Block>> blocks = new HashMap<>();
    private final Set<Set<String>> found = new HashSet<>();

    private Remainders(Collection<Statement> inForce) {
        Map<Side, Map<String, List<Statement>>> sides = new HashMap<>();
        for (Statement statement : inForce) {
            Cell cell = statement.observation().cell();
            sides.computeIfAbsent(Side.of(cell), any -> new HashMap<>())
                    .computeIfAbsent(cell.department(), any -> new ArrayList<>())
                    .add(statement);
        }
        sides.forEach((side, departments) -> departments.values().forEach(reports -> addOf(side, reports)));
    }

    /**
     * Returns what is left of any total without some of its parts, and of any year without some parts of it.
     *
     * @param inForce what every cell says
     */
    static Set<Set<String>> of(Collection<Statement> inForce) {
        Remainders remainders = new Remainders(inForce);
        List<Side> districts = remainders.blocks.keySet().stream()
                .filter(side -> side.gender() == Gender.TOTAL && !side.equals(Side.TOTAL))
                .toList();
        for (Block total : remainders.blocks.getOrDefault(Side.TOTAL, List.of())) {
            remainders.takeAway(Side.GENDERS, 0, total.groups(), false);
            remainders.takeAway(districts, 0, total.groups(), false);
        }
        return remainders.found;
    }

    private void addOf(Side side, List<Statement> ofDepartment) {
        List<Block> its = blocks.computeIfAbsent(side, any -> new ArrayList<>());
        List<Block> parts = new ArrayList<>();
        for (Statement statement : ofDepartment) {
            Block block = new Block(
                    statement.groups().keySet(), statement.observation().count().isPresent());
            its.add(block);
            if (!statement.observation().cell().period().isWholeYear()) {
                parts.add(block);
            }
        }
        ofDepartment.stream()
                .filter(statement -> statement.observation().cell().period().isWholeYear())
                .forEach(year -> takeAwayPeriods(parts, 0, year.groups().keySet(), false));
        if (parts.size() == Period.Granularity.TERTIAL.inYear()) {
            Set<String> all = new HashSet<>();
            parts.forEach(part -> all.addAll(part.groups()));
            its.add(new Block(all, parts.stream().allMatch(Block::isTold)));
        }
    }

    private void takeAwayPeriods(List<Block> parts, int from, Set<String> left, boolean isLess) {
        if (from == parts.size()) {
            add(left, isLess);
            return;
        }
        takeAwayPeriods(parts, from + 1, left, isLess);
        Block part = parts.get(from);
        if (left.containsAll(part.groups())) {
            takeAwayPeriods(parts, from + 1, without(left, part), true);
        }
    }

    /** A part whose count is not told is never taken away: what was shown before any count was told is not protected. */
    private void takeAway(List<Side> parts, int from, Set<String> left, boolean isLess) {
        if (from == parts.size()) {
            add(left, isLess);
            return;
        }
        takeAway(parts, from + 1, left, isLess);
        for (Block part : blocks.getOrDefault(parts.get(from), List.of())) {
            if (part.isTold() && left.containsAll(part.groups())) {
                takeAway(parts, from + 1, without(left, part), true);
            }
        }
    }

    private void add(Set<String> left, boolean isLess) {
        if (isLess && !left.isEmpty()) {
            found.add(left);
        }
    }

    private static Set<String> without(Set<String> groups, Block part) {
        Set<String> left = new HashSet<>(groups);
        left.removeAll(part.groups());
        return Set.copyOf(left);
    }
}
