package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.malbild.goals.ReducedFraction;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.IndicatorPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Standing;
import se.malbild.goals.picture.StrategicAreaPicture;
import se.malbild.goals.picture.Trend;

/** Every number of a picture is what the definitions give when each step is computed in lowest terms. */
class ExactMeansTest {
    private static final int YEAR = 2018;

    /** An indicator: its rule, and its values where there are any. */
    private record Judged(
            String id,
            boolean isApproach,
            boolean isHigherBetter,
            BigDecimal baseline,
            BigDecimal target,
            BigDecimal tolerance,
            Optional<BigDecimal> value,
            Optional<BigDecimal> valueBefore) {

        static Judged of(String id, Random random) {
            return new Judged(
                    id,
                    random.nextInt(3) == 0,
                    random.nextInt(3) > 0,
                    number(random, 50),
                    number(random, 100),
                    number(random, 3),
                    random.nextInt(6) == 0 ? Optional.empty() : Optional.of(number(random, 100)),
                    random.nextInt(6) == 0 ? Optional.empty() : Optional.of(number(random, 100)));
        }

        String line() {
            String kind = isApproach ? "approach" : "reach, direction: " + (isHigherBetter ? "higher" : "lower");
            return Given.indicatorLine(
                    id,
                    "rule: {kind: " + kind + ", target: " + target.toPlainString() + ", tolerance: "
                            + tolerance.toPlainString() + ", baseline: {year: 2016, value: "
                            + baseline.toPlainString() + "}}");
        }

        List<String> reports() {
            List<String> reports = new ArrayList<>();
            value.ifPresent(number -> reports.add(id + " skola " + YEAR + " " + number.toPlainString()));
            valueBefore.ifPresent(number -> reports.add(id + " skola " + (YEAR - 1) + " " + number.toPlainString()));
            return reports;
        }

        Optional<ReducedFraction> attainment() {
            return value.map(this::attainment);
        }

        Optional<ReducedFraction> attainmentBefore() {
            return valueBefore.map(this::attainment);
        }

        private ReducedFraction attainment(BigDecimal number) {
            ReducedFraction v = ReducedFraction.of(number);
            ReducedFraction b = ReducedFraction.of(baseline);
            ReducedFraction t = ReducedFraction.of(target);
            ReducedFraction distance = v.minus(t).abs();
            boolean isWithin = distance.compareTo(ReducedFraction.of(tolerance)) <= 0;
            if (isApproach) {
                if (isWithin) {
                    return ReducedFraction.ONE;
                }
                return b.equals(t)
                        ? ReducedFraction.ZERO
                        : ReducedFraction.ONE
                                .minus(distance.dividedBy(b.minus(t).abs()))
                                .clamped();
            }
            int better = isHigherBetter ? 1 : -1;
            if (v.compareTo(t) * better >= 0) {
                return ReducedFraction.ONE;
            }
            ReducedFraction least = isWithin ? ReducedFraction.HALF : ReducedFraction.ZERO;
            if (t.compareTo(b) * better <= 0) {
                return least;
            }
            ReducedFraction way = v.minus(b).dividedBy(t.minus(b)).clamped();
            return way.compareTo(least) > 0 ? way : least;
        }
    }

    private record Part(Judged judged, BigDecimal weight) {}

    /** What a level is, by definition: the mean of what is assessed, and how much of what is due that is. */
    private static final class Level {
        private ReducedFraction sum = ReducedFraction.ZERO;
        private ReducedFraction assessed = ReducedFraction.ZERO;
        private ReducedFraction covered = ReducedFraction.ZERO;
        private ReducedFraction due = ReducedFraction.ZERO;

        void add(BigDecimal partWeight, Optional<ReducedFraction> attainment, ReducedFraction coverage) {
            ReducedFraction weight = ReducedFraction.of(partWeight);
            due = due.plus(weight);
            covered = covered.plus(coverage.times(weight));
            if (attainment.isPresent()) {
                sum = sum.plus(attainment.get().times(weight));
                assessed = assessed.plus(weight);
            }
        }

        Optional<ReducedFraction> attainment() {
            return assessed.signum() == 0 ? Optional.empty() : Optional.of(sum.dividedBy(assessed));
        }

        ReducedFraction coverage() {
            return covered.dividedBy(due);
        }

        @Override
        public String toString() {
            return said(
                    attainment().map(ReducedFraction::rounded),
                    Optional.of(coverage().rounded()));
        }
    }

    private record Area(String id, BigDecimal weight, List<Part> parts) {
        static Area of(String id, List<Judged> indicators, Random random) {
            return new Area(
                    id,
                    anyWeight(random),
                    indicators.stream()
                            .map(indicator -> new Part(indicator, anyWeight(random)))
                            .toList());
        }

        String line() {
            return id + "*" + weight + "="
                    + parts.stream()
                            .map(part -> part.judged().id() + "*" + part.weight())
                            .collect(Collectors.joining("+"));
        }

        Level level() {
            Level level = new Level();
            for (Part part : parts) {
                Optional<ReducedFraction> attainment = part.judged().attainment();
                level.add(
                        part.weight(), attainment, attainment.isPresent() ? ReducedFraction.ONE : ReducedFraction.ZERO);
            }
            return level;
        }

        Optional<Trend> trend() {
            Level now = new Level();
            Level before = new Level();
            for (Part part : parts) {
                Optional<ReducedFraction> attainment = part.judged().attainment();
                Optional<ReducedFraction> attainmentBefore = part.judged().attainmentBefore();
                if (attainment.isPresent() && attainmentBefore.isPresent()) {
                    now.add(part.weight(), attainment, ReducedFraction.ONE);
                    before.add(part.weight(), attainmentBefore, ReducedFraction.ONE);
                }
            }
            return now.attainment().map(mean -> {
                ReducedFraction gain = mean.minus(before.attainment().orElseThrow());
                if (gain.abs().compareTo(ReducedFraction.of(GoalAreaTrend.UNCHANGED_WITHIN)) <= 0) {
                    return Trend.UNCHANGED;
                }
                return gain.signum() > 0 ? Trend.IMPROVED : Trend.WORSENED;
            });
        }
    }

    @ParameterizedTest(name = "{0} cases of {1} indicators in {2} goal areas")
    @CsvSource({"100, 1, 1", "100, 7, 3", "5, 65, 15", "2, 300, 15", "1, 300, 1"})
    void areWhatReducedArithmeticGives(int cases, int indicatorCount, int areaCount) {
        for (long seed = 0; seed < cases; seed++) {
            Random random = new Random(seed);
            List<Judged> indicators = new ArrayList<>();
            for (int number = 0; number < indicatorCount; number++) {
                indicators.add(Judged.of("N" + number, random));
            }
            List<List<Judged>> dealt = new ArrayList<>();
            for (int area = 0; area < areaCount; area++) {
                dealt.add(new ArrayList<>());
            }
            for (Judged indicator : indicators) {
                dealt.get(indicators.indexOf(indicator) % areaCount).add(indicator);
            }
            List<Area> areas = dealt.stream()
                    .map(parts -> Area.of("mal-" + dealt.indexOf(parts), parts, random))
                    .toList();

            Picture picture = picture(indicators, areas);

            assertThat(shown(picture)).as("seed %d", seed).isEqualTo(expected(indicators, areas));
        }
    }

    /** The first half of the goal areas, rounded up, is one strategic area, and the rest another. */
    private static List<List<Area>> strategicAreas(List<Area> areas) {
        int middle = (areas.size() + 1) / 2;
        return List.of(areas.subList(0, middle), areas.subList(middle, areas.size())).stream()
                .filter(half -> !half.isEmpty())
                .toList();
    }

    private static Picture picture(List<Judged> indicators, List<Area> areas) {
        List<String> lines = strategicAreas(areas).stream()
                .map(half -> half.stream().map(Area::line).collect(Collectors.joining(" ")))
                .toList();
        return Given.areas(lines, indicators.stream().map(Judged::line).toList(), "minimumCoverage: 0")
                .reported(indicators.stream()
                        .flatMap(indicator -> indicator.reports().stream())
                        .collect(Collectors.joining("; ")))
                .picture(YEAR);
    }

    private static Map<String, String> expected(List<Judged> indicators, List<Area> areas) {
        Map<String, String> expected = new TreeMap<>();
        for (Judged indicator : indicators) {
            expected.put(
                    indicator.id(),
                    indicator.attainment().map(ReducedFraction::rounded).toString());
        }
        for (Area area : areas) {
            expected.put(area.id(), area.level() + " " + area.trend());
        }
        int number = 1;
        for (List<Area> half : strategicAreas(areas)) {
            expected.put("omrade-" + number++, above(half).toString());
        }
        expected.put("organisation", above(areas).toString());
        return expected;
    }

    private static Level above(List<Area> areas) {
        Level above = new Level();
        for (Area area : areas) {
            Level level = area.level();
            above.add(area.weight(), level.attainment(), level.coverage());
        }
        return above;
    }

    private static Map<String, String> shown(Picture picture) {
        Map<String, String> shown = new TreeMap<>();
        for (StrategicAreaPicture area : picture.strategicAreas()) {
            shown.put(area.id(), said(area.standing()));
            for (GoalAreaPicture goalArea : area.goalAreas()) {
                shown.put(goalArea.id(), said(goalArea.standing()) + " " + goalArea.trend());
                goalArea.indicators().forEach(part -> {
                    IndicatorPicture indicator = part.indicator();
                    shown.put(
                            indicator.id(),
                            indicator
                                    .attainment()
                                    .map(BigDecimal::toPlainString)
                                    .toString());
                });
            }
        }
        shown.put("organisation", said(picture.standing()));
        return shown;
    }

    private static String said(Standing standing) {
        return said(
                standing.attainment().map(BigDecimal::toPlainString),
                standing.coverage().map(BigDecimal::toPlainString));
    }

    private static String said(Optional<String> attainment, Optional<String> coverage) {
        return attainment + " of " + coverage;
    }

    /** Returns a number from 0 to {@code most} with up to ten decimals. */
    private static BigDecimal number(Random random, int most) {
        int decimals = random.nextInt(11);
        return BigDecimal.valueOf(
                random.nextLong(most * BigDecimal.ONE.movePointRight(decimals).longValueExact() + 1), decimals);
    }

    private static BigDecimal anyWeight(Random random) {
        return BigDecimal.valueOf(1 + random.nextInt(30), random.nextInt(2));
    }
}
