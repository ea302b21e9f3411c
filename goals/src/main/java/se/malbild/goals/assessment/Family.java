package se.malbild.goals.assessment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.assessment.YearCells.Side;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Period;
import se.malbild.goals.observation.Winner;

/**
 * The cells of one series, year and kind, whose values follow from each other: a total and its divisions, department by
 * department and period by period. What may be shown of them is decided from what the cells remember, so it does not matter
 * in which order they became known; decision 27 gives the reasons.
 */
final class Family {
    private static final Side TOTAL = Side.ofMunicipality(Gender.TOTAL);

    /** Parts that are the whole municipality together. */
    private record Division(List<Side> parts) {
        static final Division GENDER =
                new Division(List.of(Side.ofMunicipality(Gender.WOMEN), Side.ofMunicipality(Gender.MEN)));

        static Division of(List<String> districts) {
            return new Division(districts.stream().map(Side::ofDistrict).toList());
        }

        /** Tells whether {@code side} is of the division, or crosses it: women of a district are of both divisions. */
        boolean involves(Side side) {
            boolean isOfDistrict = !side.district().equals(Cell.WHOLE_MUNICIPALITY);
            boolean isOfGender = side.gender() != Gender.TOTAL;
            return isOfDistrict == isOfGender || (equals(GENDER) ? isOfGender : isOfDistrict);
        }
    }

    /** What one department says of one period. */
    private final class Group {
        private final Map<Side, Winner> cells;
        private final List<Winner> near;
        private final boolean isNearSmall;
        private final boolean isStatedTwice;

        /** @param near all cells of the department whose period overlaps, its own included */
        Group(Map<Side, Winner> cells, List<Winner> near) {
            this.cells = cells;
            this.near = near;
            this.isNearSmall = near.stream().anyMatch(Family.this::isSmall);
            this.isStatedTwice = near.size() > cells.size();
        }

        Optional<Winner> total() {
            return Optional.ofNullable(cells.get(TOTAL));
        }

        List<Winner> parts(Division division) {
            return division.parts().stream()
                    .filter(cells::containsKey)
                    .map(cells::get)
                    .toList();
        }

        boolean hidesTotal(List<Division> divisions) {
            return total().filter(total -> isSmall(total)
                            || !isSteady(Stream.of(total))
                            || divisions.stream()
                                    .anyMatch(division -> mayHaveBeenShown(total, division) && !isWhole(division)))
                    .isPresent();
        }

        private boolean mayHaveBeenShown(Winner total, Division division) {
            List<Winner> parts = parts(division);
            return parts.size() == division.parts().size()
                    && Stream.concat(Stream.of(total), parts.stream())
                            .allMatch(winner -> rules.mayHaveBeenShown(winner.memory()));
        }

        boolean isWhole(Division division) {
            List<Winner> parts = parts(division);
            boolean isSmallItself =
                    near.stream().filter(Family.this::isSmall).anyMatch(small -> division.involves(Side.of(small)));
            return !isSmallItself
                    && parts.size() == division.parts().size()
                    && isSteady(Stream.concat(total().stream(), parts.stream()))
                    && addsUp(parts);
        }

        /**
         * Tells whether somebody who follows {@code winners} over time learns no more than what they say now. That matters
         * only near a small group, which could be what the difference between two statements is about.
         */
        private boolean isSteady(Stream<Winner> winners) {
            return !isNearSmall
                    || (!isStatedTwice
                            && winners.map(Winner::memory)
                                    .noneMatch(memory -> memory.revised() || memory.valueWithoutCount()));
        }

        /**
         * Tells whether what is left of the total is nobody, or enough persons not to be a small group itself. Where there is no
         * total yet, somebody must stand behind every part: a total that comes later would otherwise be about the others alone.
         */
        private boolean addsUp(List<Winner> parts) {
            if (!parts.stream().allMatch(part -> count(part).isPresent())) {
                return false;
            }
            return total().map(total -> count(total).isPresent() && isNobodyOrEnough(rest(total, parts)))
                    .orElseGet(() -> parts.stream().allMatch(part -> count(part).getAsLong() > 0));
        }

        private BigInteger rest(Winner total, List<Winner> parts) {
            return parts.stream()
                    .map(part -> BigInteger.valueOf(count(part).getAsLong()))
                    .reduce(BigInteger.valueOf(count(total).getAsLong()), BigInteger::subtract);
        }

        private boolean isNobodyOrEnough(BigInteger persons) {
            return persons.signum() == 0 || persons.compareTo(BigInteger.valueOf(rules.greatest())) >= 0;
        }
    }

    private final SmallGroupRules rules;
    private final List<Group> groups = new ArrayList<>();

    /** @param cells at least one, all of the same series, year and kind */
    Family(SmallGroupRules rules, Collection<Winner> cells) {
        this.rules = rules;
        cells.stream()
                .collect(Collectors.groupingBy(
                        winner -> winner.observation().cell().department()))
                .values()
                .forEach(this::addDepartment);
    }

    private void addDepartment(List<Winner> cells) {
        Map<Period, Map<Side, Winner>> periods = new HashMap<>();
        for (Winner winner : cells) {
            periods.computeIfAbsent(winner.observation().cell().period(), key -> new HashMap<>())
                    .put(Side.of(winner), winner);
        }
        periods.forEach((period, own) -> {
            List<Winner> near = cells.stream()
                    .filter(winner -> winner.observation().cell().period().overlaps(period))
                    .toList();
            groups.add(new Group(own, near));
        });
    }

    /**
     * Returns what may be shown.
     *
     * @param divisions the districts of every framework that reads the family and declares them
     * @param own the districts of the framework that shows them
     */
    Disclosure disclosure(List<List<String>> divisions, List<String> own) {
        List<Division> all = Stream.concat(
                        Stream.of(Division.GENDER), divisions.stream().map(Division::of))
                .distinct()
                .toList();
        boolean total = groups.stream().noneMatch(group -> group.hidesTotal(all));
        boolean districts = total && !own.isEmpty() && isShown(Division.of(own));
        return new Disclosure(
                true, total, total && isShown(Division.GENDER), new TreeSet<>(districts ? own : List.of()));
    }

    private boolean isShown(Division division) {
        List<Group> divided = groups.stream()
                .filter(group -> !group.parts(division).isEmpty())
                .toList();
        return !divided.isEmpty() && divided.stream().allMatch(group -> group.isWhole(division));
    }

    private boolean isSmall(Winner winner) {
        return rules.isSmall(winner.observation().cell().indicator(), winner.memory());
    }

    /** The count behind the value in force, where there is a value and its count is known. */
    private static OptionalLong count(Winner winner) {
        return winner.observation().content() instanceof Content.Value
                ? winner.observation().count()
                : OptionalLong.empty();
    }
}
