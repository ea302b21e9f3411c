package se.malbild.goals.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import se.malbild.goals.observation.Content;

/** What one department says of one group, in periods of a year that is the sum of them. */
final class Periods {
    private final List<Winner> values;
    private final List<Map<Integer, BigInteger>> chains = new ArrayList<>();

    Periods(List<Winner> cells) {
        this.values = cells.stream()
                .filter(cell -> cell.event().content() instanceof Content.Value)
                .sorted(Comparator.comparing((Winner cell) -> cell.lastMonth() - cell.firstMonth())
                        .thenComparing(Winner::lastMonth))
                .toList();
    }

    /**
     * Whether a time whose persons follow from the counts has some but fewer than {@code enough}; or it follows twice, and the
     * difference is so; or a count is missing where periods overlap. Each chain says how many persons there have been at the end
     * of its months, counted from some month; shorter periods are joined before longer ones.
     */
    boolean leaveSome(int enough) {
        if (values.stream().noneMatch(this::overlapsAnother)) {
            return false;
        }
        boolean leave = values.stream().anyMatch(cell -> cell.event().count().isEmpty() && overlapsAnother(cell));
        for (Winner cell : values) {
            if (cell.event().count().isPresent()) {
                leave |= join(cell.firstMonth() - 1, cell.lastMonth(), BigInteger.valueOf(cell.count()), enough);
            }
        }
        for (Map<Integer, BigInteger> chain : chains) {
            for (int month : chain.keySet()) {
                leave |= chain.keySet().stream()
                        .filter(later -> later > month)
                        .map(later -> chain.get(later).subtract(chain.get(month)))
                        .anyMatch(persons -> isSome(persons, enough));
            }
        }
        return leave;
    }

    private boolean overlapsAnother(Winner cell) {
        return values.stream().filter(cell::overlaps).count() > 1;
    }

    private boolean hasValueOf(int months) {
        return values.stream()
                .anyMatch(cell -> Reported.months(cell.event().cell().period()) == months);
    }

    private boolean join(int start, int end, BigInteger persons, int enough) {
        Map<Integer, BigInteger> before = chainOf(start);
        Map<Integer, BigInteger> after = chainOf(end);
        BigInteger shift = before.get(start).add(persons).subtract(after.get(end));
        if (before.containsKey(end)) {
            return (hasValueOf(3) && hasValueOf(4)) ? shift.signum() != 0 : isSome(shift.abs(), enough);
        }
        chains.removeIf(chain -> chain.containsKey(end));
        after.forEach((month, at) -> before.put(month, at.add(shift)));
        return false;
    }

    private Map<Integer, BigInteger> chainOf(int month) {
        return chains.stream()
                .filter(chain -> chain.containsKey(month))
                .findFirst()
                .orElseGet(() -> {
                    Map<Integer, BigInteger> chain = new HashMap<>(Map.of(month, BigInteger.ZERO));
                    chains.add(chain);
                    return chain;
                });
    }

    /** Fewer than nobody cannot be: then it is not known how many there are. */
    private static boolean isSome(BigInteger persons, int enough) {
        return persons.signum() != 0 && persons.compareTo(BigInteger.valueOf(enough)) < 0;
    }
}
