package se.malbild.goals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.IndicatorPicture;

/**
 * Somebody who sees everything that is published of a {@link CountedFamily}, at all times, and knows all of it but the
 * amounts: who reports when, all counts, and which group of persons is in which report. The amounts are solved for, with exact
 * arithmetic: those that are reported of a small group, and those that are left of what is in force, though nobody reports them.
 */
public final class Attacker {
    private static final int SMALLEST_GROUP = 5;

    private final boolean isOfPersons;
    private final Map<Cell, CountedFamily.Statement> inForce = new HashMap<>();
    private final Map<String, Integer> persons = new HashMap<>();
    private final Map<String, Map<String, Fraction>> solved = new HashMap<>();
    private final Set<Set<String>> seen = new HashSet<>();
    private final List<CountedFamily.Statement> hidden = new ArrayList<>();
    private final Set<String> numbers = new HashSet<>();
    private final Set<Set<String>> left = new HashSet<>();
    private final Set<Set<String>> hiddenLeft = new HashSet<>();
    private boolean isCounted;
    private int known;
    private int recovered;
    private int small;
    private int recoveredLeft;
    private int smallLeft;
    private int shown;

    public Attacker(CountedFamily family) {
        this.isOfPersons = family.isOfPersons();
        this.isCounted = isOfPersons;
    }

    /**
     * A report has come. What the attacker knows of a small group by then, nothing can hide, nor what was shown before any count
     * was told.
     */
    public void learns(CountedFamily.Statement statement) {
        Observation observation = statement.observation();
        persons.putAll(statement.groups());
        boolean isTold = observation.count().isPresent();
        isCounted |= isTold;
        if ((isTold || isOfPersons) && isSmall(statement.groups().keySet())) {
            small++;
            if (!isSolved(statement.groups().keySet())) {
                hidden.add(statement);
                numbers.add(number(observation));
            }
        }
        inForce.merge(
                observation.cell(), statement, (a, b) -> a.observation().compareRank(b.observation()) >= 0 ? a : b);
        if (isCounted) {
            learnsWhatIsLeft();
        }
    }

    private void learnsWhatIsLeft() {
        Set<Set<String>> now = Remainders.of(inForce.values());
        now.removeIf(groups -> !isSmall(groups));
        left.retainAll(now);
        hiddenLeft.retainAll(now);
        for (Set<String> groups : now) {
            if (left.add(groups)) {
                smallLeft++;
                if (!isSolved(groups)) {
                    hiddenLeft.add(groups);
                }
            }
        }
    }

    private boolean isSmall(Set<String> groups) {
        int all = groups.stream().mapToInt(persons::get).sum();
        return all > 0 && all < SMALLEST_GROUP;
    }

    private static String number(Observation observation) {
        return ((Content.Value) observation.content()).number().toPlainString();
    }

    /** The picture of the indicator is published. */
    public void sees(IndicatorPicture picture) {
        sees(picture.value(), picture.divisions().women(), picture.divisions().men());
        picture.divisions().districts().forEach((district, number) -> sees(Gender.TOTAL, district, number));
        countRecovered();
    }

    /** These numbers of the whole municipality are published. */
    public void sees(Optional<BigDecimal> total, Optional<BigDecimal> women, Optional<BigDecimal> men) {
        total.ifPresent(number -> sees(Gender.TOTAL, Cell.WHOLE_MUNICIPALITY, number));
        women.ifPresent(number -> sees(Gender.WOMEN, Cell.WHOLE_MUNICIPALITY, number));
        men.ifPresent(number -> sees(Gender.MEN, Cell.WHOLE_MUNICIPALITY, number));
        countRecovered();
    }

    /** The value of a single cell is published. */
    public void sees(Observation observation) {
        CountedFamily.Statement statement = inForce.get(observation.cell());
        if (!number(statement.observation()).equals(number(observation))) {
            throw new AssertionError(observation + " is published, and in force is " + statement.observation());
        }
        shown++;
        sees(statement.groups().keySet());
        countRecovered();
    }

    /**
     * These numbers are read somewhere. Those that are of a single cell, of a department's year, or the sum over departments are
     * understood.
     *
     * @return what is understood
     */
    public Set<BigDecimal> reads(Set<BigDecimal> numbers) {
        Set<BigDecimal> understood = new TreeSet<>();
        for (List<CountedFamily.Statement> sum : sums()) {
            BigDecimal number = sum.stream()
                    .map(statement -> new BigDecimal(number(statement.observation())))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (numbers.contains(number)) {
                understood.add(number);
                sees(sum.stream()
                        .flatMap(statement -> statement.groups().keySet().stream())
                        .collect(Collectors.toSet()));
            }
        }
        countRecovered();
        return understood;
    }

    private List<List<CountedFamily.Statement>> sums() {
        List<List<CountedFamily.Statement>> sums = new ArrayList<>();
        for (Gender gender : Gender.values()) {
            inForce.keySet().stream().map(Cell::district).distinct().forEach(district -> {
                List<CountedFamily.Statement> ofAll = new ArrayList<>();
                for (List<CountedFamily.Statement> reports : byDepartment(gender, district)) {
                    reports.forEach(report -> sums.add(List.of(report)));
                    sums.add(theYearOrItsParts(reports));
                    ofAll.addAll(theYearOrItsParts(reports));
                }
                sums.add(ofAll);
            });
        }
        return sums;
    }

    private void sees(Set<String> groups) {
        if (seen.add(groups)) {
            solve(groups);
        }
    }

    private void countRecovered() {
        if (solved.size() > known) {
            known = solved.size();
            int before = hidden.size();
            hidden.removeIf(statement -> isSolved(statement.groups().keySet()));
            recovered += before - hidden.size();
            int leftBefore = hiddenLeft.size();
            hiddenLeft.removeIf(this::isSolved);
            recoveredLeft += leftBefore - hiddenLeft.size();
        }
    }

    private Collection<List<CountedFamily.Statement>> byDepartment(Gender gender, String district) {
        Map<String, List<CountedFamily.Statement>> byDepartment = new TreeMap<>();
        inForce.forEach((cell, statement) -> {
            if (cell.gender() == gender && cell.district().equals(district)) {
                byDepartment
                        .computeIfAbsent(cell.department(), key -> new ArrayList<>())
                        .add(statement);
            }
        });
        return byDepartment.values();
    }

    /** The mean of the departments' sums. */
    private void sees(Gender gender, String district, BigDecimal number) {
        Collection<List<CountedFamily.Statement>> byDepartment = byDepartment(gender, district);
        shown++;
        Set<String> groups = new HashSet<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (List<CountedFamily.Statement> reports : byDepartment) {
            for (CountedFamily.Statement counted : theYearOrItsParts(reports)) {
                groups.addAll(counted.groups().keySet());
                sum = sum.add(new BigDecimal(number(counted.observation())));
            }
        }
        BigDecimal mean =
                Fraction.of(sum).dividedBy(Fraction.of(byDepartment.size())).rounded();
        if (mean.compareTo(number) != 0) {
            throw new AssertionError(number + " is published, and the reports in force give " + mean);
        }
        sees(groups);
    }

    private static List<CountedFamily.Statement> theYearOrItsParts(List<CountedFamily.Statement> reports) {
        return reports.stream()
                .filter(report -> report.observation().cell().period().isWholeYear())
                .findFirst()
                .map(List::of)
                .orElse(reports);
    }

    /** One more equation: the sum of {@code groups} is known. Every row is solved for the group that it stands under. */
    private void solve(Set<String> groups) {
        Map<String, Fraction> row = reduced(groups);
        if (row.isEmpty()) {
            return;
        }
        String pivot = row.keySet().iterator().next();
        Fraction divisor = row.get(pivot);
        row.replaceAll((group, factor) -> factor.dividedBy(divisor));
        for (Map<String, Fraction> other : solved.values()) {
            Fraction factor = other.get(pivot);
            if (factor != null) {
                subtract(other, row, factor);
            }
        }
        solved.put(pivot, row);
    }

    private boolean isSolved(Set<String> groups) {
        return reduced(groups).isEmpty();
    }

    private Map<String, Fraction> reduced(Collection<String> groups) {
        Map<String, Fraction> row = new HashMap<>();
        groups.forEach(group -> row.put(group, Fraction.ONE));
        for (String group : groups) {
            Map<String, Fraction> known = solved.get(group);
            Fraction factor = row.get(group);
            if (known != null && factor != null) {
                subtract(row, known, factor);
            }
        }
        return row;
    }

    private static void subtract(Map<String, Fraction> from, Map<String, Fraction> solvedRow, Fraction factor) {
        solvedRow.forEach((group, share) ->
                from.merge(group, share.times(factor).negated(), (a, b) -> {
                    Fraction sum = a.plus(b);
                    return sum.signum() == 0 ? null : sum;
                }));
    }

    /** Returns how many values of small groups were solved for after their report had come. */
    public int recovered() {
        return recovered;
    }

    /** Returns how many values of small groups were reported. */
    public int small() {
        return small;
    }

    /** Returns how many remainders of a small group were solved for while they were in force. */
    public int recoveredLeft() {
        return recoveredLeft;
    }

    /** Returns how many remainders of a small group were in force. */
    public int smallLeft() {
        return smallLeft;
    }

    /** Returns how many numbers were seen. */
    public int shown() {
        return shown;
    }

    /** Returns the values of small groups that were reported and not known before, as they are written. */
    public Set<String> numbers() {
        return numbers;
    }
}
