package se.malbild.goals.assessment;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.assessment.YearCells.Side;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Winner;

/**
 * The cells of one series, year and kind, whose values follow from each other: a total, its divisions and the parts of the
 * year. What may be shown of them is decided from what the cells remember, so it does not matter in which order they became
 * known; decision 27 gives the reasons.
 */
final class Family {
    private static final Side TOTAL = Side.ofMunicipality(Gender.TOTAL);

    /** Parts that are the whole municipality together. */
    private record Division(List<Side> parts) {
        static final Division GENDER =
                new Division(List.of(Side.ofMunicipality(Gender.WOMEN), Side.ofMunicipality(Gender.MEN)));

        static Division of(Collection<String> districts) {
            return new Division(
                    districts.stream().sorted().distinct().map(Side::ofDistrict).toList());
        }

        /** Returns the parts of all {@code divisions}. */
        static Division union(Collection<Division> divisions) {
            return new Division(divisions.stream()
                    .flatMap(division -> division.parts().stream())
                    .distinct()
                    .toList());
        }

        /** Tells whether {@code side} is of the division, or crosses it: women of a district are of both divisions. */
        boolean involves(Side side) {
            boolean isOfDistrict = !side.district().equals(Cell.WHOLE_MUNICIPALITY);
            boolean isOfGender = side.gender() != Gender.TOTAL;
            return isOfDistrict == isOfGender || (equals(GENDER) ? isOfGender : isOfDistrict);
        }
    }

    /** Whom a department reports about. */
    private record Reported(String department, Side side) {
        static Reported of(Winner winner) {
            return new Reported(winner.observation().cell().department(), Side.of(winner));
        }
    }

    /** What one department says of one period. */
    private final class Group {
        private final Map<Side, Winner> cells;
        private final List<Winner> near;
        private final boolean isBesideTotal;
        private final boolean isNearSmall;
        private final boolean isStatedTwice;

        Group(List<Winner> cells) {
            this.cells = cells.stream().collect(Collectors.toMap(Side::of, winner -> winner));
            Cell one = cells.get(0).observation().cell();
            this.near = winners.stream()
                    .filter(winner -> isOfSameTime(winner, one)
                            && (isOfSameDepartment(winner, one) || (total().isPresent() && isWithoutTotal(winner))))
                    .toList();
            this.isBesideTotal = winners.stream().anyMatch(winner -> isTotal(winner) && isOfSameTime(winner, one));
            this.isNearSmall = near.stream().anyMatch(winner -> isSmall(winner) || leavingFew.contains(winner));
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

        /** @param districts every division into districts */
        boolean hidesTotal(List<Division> districts) {
            boolean isHiddenItself = total().filter(total -> isSmall(total) || !isSteady(Stream.of(total)))
                    .isPresent();
            Division shownDistricts = Division.union(
                    districts.stream().filter(this::mayHaveBeenShown).toList());
            return isHiddenItself
                    || leavesSmallOfUncounted()
                    || (isBesideTotal
                            && Stream.of(Division.GENDER, shownDistricts)
                                    .anyMatch(division -> mayHaveBeenShown(division) && !isWhole(division)));
        }

        /** Tells whether a small group may follow from what was shown near it before the first count of the family came. */
        private boolean leavesSmallOfUncounted() {
            return near.stream().anyMatch(Family.this::mayHaveBeenShownUncounted)
                    && (isNearSmall || near.stream().anyMatch(Family.this::leavesCountedPeriod));
        }

        private boolean mayHaveBeenShown(Division division) {
            List<Winner> parts = parts(division);
            return !parts.isEmpty()
                    && parts.size() == division.parts().size()
                    && parts.stream().allMatch(part -> rules.mayHaveBeenShown(part.memory()));
        }

        boolean isWhole(Division division) {
            List<Winner> parts = parts(division);
            boolean isSmallItself =
                    near.stream().filter(Family.this::isSmall).anyMatch(small -> division.involves(Side.of(small)));
            return !isSmallItself
                    && parts.size() == division.parts().size()
                    && isSteady(Stream.concat(total().stream(), parts.stream()))
                    && addsUp(parts)
                    && parts.stream().map(Reported::of).noneMatch(leavingSmallPeriod::contains);
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
         * What is left of a total of another period or department is not known.
         */
        private boolean addsUp(List<Winner> parts) {
            if (!parts.stream().allMatch(part -> count(part).isPresent())) {
                return false;
            }
            return total().map(total -> count(total).isPresent() && isNobodyOrEnough(rest(total, parts)))
                    .orElseGet(() -> !isBesideTotal
                            && parts.stream().allMatch(part -> count(part).getAsLong() > 0));
        }
    }

    private final SmallGroupRules rules;
    private final List<Winner> winners;
    private final Set<Reported> leavingSmallPeriod;
    /** Totals of which those parts that have a count leave a small group. */
    private final Set<Winner> leavingFew;

    private final List<Group> groups;

    /** @param cells at least one, all of the same series, year and kind */
    Family(SmallGroupRules rules, Collection<Winner> cells) {
        this.rules = rules;
        this.winners = List.copyOf(cells);
        this.leavingSmallPeriod = winners.stream().collect(Collectors.groupingBy(Reported::of)).entrySet().stream()
                .filter(reported -> leavesSmallPeriod(reported.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        this.leavingFew = winners.stream()
                .filter(winner -> isTotal(winner)
                        && (leavesFew(winner, Division.GENDER.parts()::contains)
                                || leavesFew(winner, Side::isDistrict)))
                .collect(Collectors.toSet());
        this.groups = winners.stream()
                .collect(Collectors.groupingBy(winner -> List.of(
                        winner.observation().cell().department(),
                        winner.observation().cell().period())))
                .values()
                .stream()
                .map(Group::new)
                .toList();
    }

    /**
     * Returns what may be shown.
     *
     * @param declared every list of districts that was ever declared for the family
     * @param own the districts of the framework that shows them
     */
    Disclosure disclosure(Collection<SortedSet<String>> declared, List<String> own) {
        List<Division> districts = declared.stream().map(Division::of).toList();
        boolean total = groups.stream().noneMatch(group -> group.hidesTotal(districts))
                && leavingSmallPeriod.stream()
                        .noneMatch(reported -> reported.side().equals(TOTAL));
        boolean shownDistricts = total && !own.isEmpty() && isShown(Division.of(own));
        return new Disclosure(
                true, total, total && isShown(Division.GENDER), new TreeSet<>(shownDistricts ? own : List.of()));
    }

    private boolean isShown(Division division) {
        List<Group> divided = groups.stream()
                .filter(group -> !group.parts(division).isEmpty())
                .toList();
        return !divided.isEmpty() && divided.stream().allMatch(group -> group.isWhole(division));
    }

    /** Tells whether a small group follows from the periods of one side that one department reports. */
    private boolean leavesSmallPeriod(List<Winner> cells) {
        return rules.summed().contains(cells.get(0).observation().cell().indicator())
                && new PeriodSums(cells).leaveFewerThan(rules.greatest());
    }

    private boolean leavesFew(Winner total, Predicate<Side> isPart) {
        List<Winner> counted = winners.stream()
                .filter(part -> isOfSameDepartment(part, total.observation().cell())
                        && part.observation()
                                .cell()
                                .period()
                                .equals(total.observation().cell().period())
                        && isPart.test(Side.of(part))
                        && count(part).isPresent())
                .toList();
        if (counted.isEmpty() || count(total).isEmpty()) {
            return false;
        }
        BigInteger rest = rest(total, counted);
        return rest.signum() > 0 && !isNobodyOrEnough(rest);
    }

    /** Tells whether {@code winner} is of a part, and its department says nothing of the whole. */
    private boolean isWithoutTotal(Winner winner) {
        Cell cell = winner.observation().cell();
        return winners.stream()
                .noneMatch(other -> isTotal(other) && isOfSameDepartment(other, cell) && isOfSameTime(other, cell));
    }

    private static boolean isTotal(Winner winner) {
        return Side.of(winner).equals(TOTAL);
    }

    private static boolean isOfSameDepartment(Winner winner, Cell cell) {
        return winner.observation().cell().department().equals(cell.department());
    }

    private static boolean isOfSameTime(Winner winner, Cell cell) {
        return winner.observation().cell().period().overlaps(cell.period());
    }

    private boolean leavesCountedPeriod(Winner winner) {
        return winner.memory().greatestCount().isPresent() && leavingSmallPeriod.contains(Reported.of(winner));
    }

    /** Tells whether {@code winner} may have been shown before the first count of the family came. */
    private boolean mayHaveBeenShownUncounted(Winner winner) {
        return winner.memory().valueWithoutCount()
                && rules.notPersons().contains(winner.observation().cell().indicator());
    }

    private boolean isSmall(Winner winner) {
        return rules.isSmall(winner.observation().cell().indicator(), winner.memory());
    }

    private static BigInteger rest(Winner total, List<Winner> parts) {
        return parts.stream()
                .map(part -> BigInteger.valueOf(count(part).getAsLong()))
                .reduce(BigInteger.valueOf(count(total).getAsLong()), BigInteger::subtract);
    }

    private boolean isNobodyOrEnough(BigInteger persons) {
        return persons.signum() == 0 || persons.compareTo(BigInteger.valueOf(rules.greatest())) >= 0;
    }

    /** The count behind the value in force, where there is a value and its count is known. */
    static OptionalLong count(Winner winner) {
        return winner.observation().content() instanceof Content.Value
                ? winner.observation().count()
                : OptionalLong.empty();
    }
}
