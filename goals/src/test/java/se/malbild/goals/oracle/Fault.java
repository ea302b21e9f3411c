package se.malbild.goals.oracle;

import java.util.List;

/**
 * A fault that somebody could make in {@code goals}.
 *
 * @param name what goes wrong
 * @param source the class, in the packages of {@code goals}
 * @param is what stands there, once
 * @param becomes what stands there instead
 */
record Fault(String name, String source, String is, String becomes) {
    static final List<Fault> ALL = List.of(
            new Fault(
                    "of two revisions the first wins",
                    "observation/Observation",
                    "Comparator.comparingInt(Observation::revision)",
                    "Comparator.<Observation>comparingInt(observation -> -observation.revision())"),
            new Fault(
                    "of equal revisions the event id decides and not the time",
                    "observation/Observation",
                    ".thenComparing(Observation::observedAt)",
                    ""),
            new Fault(
                    "a value outside the range counts",
                    "assessment/CellValues",
                    "instanceof Content.Value value && range.contains(value.number());",
                    "instanceof Content.Value;"),
            new Fault(
                    "a year that dropped out hides its months",
                    "assessment/CellValues",
                    "missing.reason() != MissingReason.DROPOUT",
                    "missing.reason() != null"),
            new Fault(
                    "one tertial beats twelve months",
                    "assessment/WithinYear",
                    "months(shorter) > months(longer) ? shorter : longer",
                    "months(shorter) > months(longer) ? longer : longer"),
            new Fault(
                    "a sum of some parts passes for the year",
                    "assessment/WithinYear",
                    "== WithinYearMethod.SUM ? ofYear : 1",
                    "== WithinYearMethod.SUM ? 1 : 1"),
            new Fault(
                    "the persons behind a mean are added up",
                    "assessment/WithinYear",
                    "persons.dividedBy(Fraction.of(parts.size()))",
                    "persons"),
            new Fault(
                    "a department missing in a sum is overlooked",
                    "assessment/AcrossDepartments",
                    "if (method != AcrossDepartmentsMethod.SINGLE && !missing.isEmpty()) {",
                    "if (method == AcrossDepartmentsMethod.MEAN && !missing.isEmpty()) {"),
            new Fault(
                    "the first successor sets its predecessor aside",
                    "assessment/Reorganisation",
                    "successors.stream().allMatch(this::isFilled)",
                    "successors.stream().anyMatch(this::isFilled)"),
            new Fault(
                    "a successor that is not expected takes the place",
                    "assessment/YearValue",
                    "present.filter(expected::contains)",
                    "present"),
            new Fault(
                    "women less men instead of the gap between them",
                    "assessment/Disparity",
                    "forWomen.exact().minus(forMen.exact()).abs()",
                    "forWomen.exact().minus(forMen.exact())"),
            new Fault(
                    "a hidden district is left out of the gap",
                    "assessment/Disparity",
                    "if (missing.isPresent() && ",
                    "if (values.isEmpty() && missing.isPresent() && "),
            new Fault(
                    "equal to the target counts as missed",
                    "assessment/RuleAssessment",
                    "shortfall.signum() <= 0",
                    "shortfall.signum() < 0"),
            new Fault(
                    "within the tolerance of the target the share of the way counts",
                    "assessment/RuleAssessment",
                    ".max(least)",
                    ""),
            new Fault(
                    "better by the tolerance itself counts as better",
                    "assessment/RuleAssessment",
                    "gain.compareTo(tolerance) > 0",
                    "gain.compareTo(tolerance) >= 0"),
            new Fault(
                    "at the margin itself counts as failed",
                    "assessment/RuleAssessment",
                    "outside.compareTo(Fraction.of(hold.margin())) <= 0",
                    "outside.compareTo(Fraction.of(hold.margin())) < 0"),
            new Fault("worse than at the start takes points away", "Fraction", "max(ZERO).min(ONE)", "min(ONE)"),
            new Fault(
                    "a break in the year itself is overlooked",
                    "framework/Indicator",
                    "change.year() <= later",
                    "change.year() < later"),
            new Fault(
                    "the trend is against the calendar year before",
                    "framework/Indicator",
                    "Optional.ofNullable(dueYears.lower(year))",
                    "Optional.of(year - 1)"),
            new Fault("half a millionth is rounded up", "Fraction", "RoundingMode.HALF_EVEN", "RoundingMode.HALF_UP"),
            new Fault(
                    "the coverage is compared before it is rounded",
                    "assessment/RollUp",
                    "share.rounded().compareTo(minimumCoverage) >= 0",
                    "share.compareTo(Fraction.of(minimumCoverage)) >= 0"),
            new Fault(
                    "a goal area that cannot be assessed adds its coverage",
                    "assessment/RollUp",
                    "part.attainment().isPresent() ? value : Fraction.ZERO",
                    "value"),
            new Fault(
                    "every indicator is due every year",
                    "assessment/Tally",
                    "indicator.isDue() ? weight : Fraction.ZERO",
                    "weight"),
            new Fault(
                    "every goal area weighs the same",
                    "assessment/RollUp",
                    "Fraction weight = Fraction.of(part.weight());\n            part.attainment()",
                    "Fraction weight = Fraction.ONE;\n            part.attainment()"),
            new Fault(
                    "of equally weak parts the last is shown",
                    "assessment/RollUp",
                    "                                < 0\n",
                    "                                <= 0\n"),
            new Fault(
                    "exactly at the threshold is the level below",
                    "framework/Scale",
                    "attainment.compareTo(level.from()) >= 0",
                    "attainment.compareTo(level.from()) > 0 || level.from().signum() == 0"),
            new Fault(
                    "the trend of a goal area takes in what was assessed in one year only",
                    "assessment/GoalAreaTrend",
                    "if (attainment.isPresent() && attainmentBefore.isPresent()) {",
                    "if (attainment.isPresent()) {\n"
                            + "                attainmentBefore = attainmentBefore.or(() -> Optional.of(Fraction.ZERO));"),
            new Fault(
                    "equal weights are those of the framework",
                    "assessment/GoalAreaRobustness",
                    "levelOf(equallyWeighted())",
                    "levelOf(parts)"),
            new Fault(
                    "a small count is forgotten when a greater one comes",
                    "observation/CellMemory",
                    "a.getAsLong() <= b.getAsLong()",
                    "a.getAsLong() >= b.getAsLong()"),
            new Fault(
                    "the least smallestGroup of all versions decides",
                    "assessment/SmallGroupRules",
                    "Math.max(greatest, other.greatest)",
                    "Math.min(greatest, other.greatest)"),
            new Fault(
                    "women and men that do not make up the total are shown",
                    "assessment/Family",
                    "\n                    && addsUp(parts)",
                    ""),
            new Fault(
                    "what was revised beside a small group is shown",
                    "assessment/Family",
                    "memory.revised() || memory.valueWithoutCount()",
                    "memory.valueWithoutCount()"),
            new Fault(
                    "parts of a period are not held against a total of another",
                    "assessment/Family",
                    "isTotal(winner) && isOfSameTime(winner, one)",
                    "isTotal(winner) && winner.observation().cell().period().equals(one.period())"),
            new Fault(
                    "parts without a total are not held against that of another department",
                    "assessment/Family",
                    "total().isPresent() && isWithoutTotal(winner)",
                    "false"),
            new Fault(
                    "a list of districts that another version declared is forgotten",
                    "assessment/SmallGroupRules",
                    "union(districts, other.districts)",
                    "districts"),
            new Fault(
                    "the last tertial may follow from the year and the others",
                    "assessment/Family",
                    "new PeriodSums(cells).leaveFewerThan(rules.greatest())",
                    "cells.isEmpty()"),
            new Fault(
                    "what was shown before the first count is forgotten",
                    "assessment/Family",
                    "\n                    || leavesSmallOfUncounted()",
                    ""),
            new Fault(
                    "a forecast counts as an outcome",
                    "assessment/YearCells",
                    "cell().kind() == kind)",
                    "cell().kind() != null)"),
            new Fault(
                    "the first department to close its year ends the forecast",
                    "assessment/YearValue",
                    ".allMatch(reporter -> withinYear",
                    ".anyMatch(reporter -> withinYear"),
            new Fault(
                    "the picture of the version before stays",
                    "assessment/FrameworkVersion",
                    "one.compareTo(other) >= 0 ? one : other",
                    "one.compareTo(other) <= 0 ? one : other"));
}
