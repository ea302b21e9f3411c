package se.malbild.goals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import se.malbild.goals.observation.Gender;

/**
 * Of whom something is reported in a {@link CountedFamily}, by whom and how.
 *
 * @param departments those that report
 * @param parts of the year, such as {@code 2018-T2}; {@code ""} is the year itself
 * @param withYear whether the year is reported beside its parts
 * @param districts those that are reported, if any
 * @param declared the districts that each version of the framework declares
 * @param layout where the total and its parts stand
 * @param telling of which reports the count is told
 * @param isOfPersons whether the framework says that a value is of persons
 * @param persons how many a department has, as a rule
 * @param unknown how often there are persons whose gender or district is not known, 0 to 1
 * @param corrections how often something is found to be otherwise
 * @param turnover how often of these a group appears or vanishes, 0 to 1
 */
record FamilyShape(
        List<String> departments,
        List<String> parts,
        boolean withYear,
        List<String> districts,
        List<List<String>> declared,
        Layout layout,
        Telling telling,
        boolean isOfPersons,
        double persons,
        double unknown,
        int corrections,
        double turnover) {

    static final String WHOLE_YEAR = "";

    private static final List<String> TERTIALS = List.of("2018-T1", "2018-T2", "2018-T3");
    private static final List<String> MONTHS =
            IntStream.rangeClosed(1, 12).mapToObj("2018-%02d"::formatted).toList();
    private static final List<String> DEPARTMENTS = List.of("skola", "fritid", "teknik", "kultur");
    private static final List<String> DISTRICTS =
            List.of("norrby", "tybble", "vivalla", "varberga", "oxhagen", "rosta", "markbacken", "brickebacken");
    private static final String ELSEWHERE = "ledning";

    /** Where the total of the municipality and its parts are reported. */
    enum Layout {
        /** Side by side. */
        TOGETHER,
        /** The total of the year, women and men and the districts of its tertials. */
        YEAR_OF_TOTALS,
        /** The totals of the tertials, women and men and the districts of the year. */
        YEAR_OF_PARTS,
        /** The totals by another department. */
        TOTALS_ELSEWHERE,
        /** The year beside its first tertials. */
        LAST_TERTIAL_MISSING;

        private boolean needsTertials() {
            return this != TOGETHER && this != TOTALS_ELSEWHERE;
        }
    }

    /** Of which reports the count is told. */
    enum Telling {
        ALWAYS,
        SOMETIMES,
        /** Not at first. */
        LATER
    }

    static FamilyShape ofFewPersons(Random random) {
        Layout layout = random.nextBoolean() ? Layout.TOGETHER : any(List.of(Layout.values()), random);
        boolean isOfYear = !layout.needsTertials() && random.nextBoolean();
        List<String> districts = DISTRICTS.subList(0, any(List.of(0, 2, 3), random));
        boolean areMany = random.nextInt(layout == Layout.TOGETHER ? 4 : 2) == 0; // so that only a remainder is small
        Telling telling = random.nextInt(4) > 0 ? Telling.ALWAYS : any(List.of(Telling.values()), random);
        return new FamilyShape(
                DEPARTMENTS.subList(0, random.nextInt(3) > 0 ? 1 : 2),
                isOfYear ? List.of(WHOLE_YEAR) : TERTIALS,
                layout.needsTertials() || (!isOfYear && random.nextInt(3) == 0),
                districts,
                declared(districts, random),
                layout,
                telling,
                telling != Telling.ALWAYS && random.nextBoolean(),
                Math.exp((areMany ? 4.6 : 2.6) + 0.8 * random.nextGaussian()),
                areMany || random.nextInt(3) == 0 ? 0.5 : 0,
                1 + random.nextInt(random.nextInt(4) == 0 ? 15 : 5),
                0.3);
    }

    private static List<List<String>> declared(List<String> districts, Random random) {
        if (districts.size() < 3) {
            return List.of(districts);
        }
        List<String> fewer = districts.subList(0, 2);
        return any(
                List.of(
                        List.of(districts),
                        List.of(districts),
                        List.of(fewer, districts),
                        List.of(districts, fewer),
                        List.of(fewer, List.of())),
                random);
    }

    /** As in the schools and social services of a municipality of so many inhabitants. */
    static FamilyShape ofMunicipality(int inhabitants, boolean withYear, Random random) {
        int departments = List.of(1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4).get(random.nextInt(11));
        List<String> parts = List.of(List.of(WHOLE_YEAR), List.of(WHOLE_YEAR), TERTIALS, MONTHS)
                .get(random.nextInt(4));
        List<String> districts = random.nextInt(3) == 0 ? List.of() : DISTRICTS.subList(0, 4 + random.nextInt(5));
        return new FamilyShape(
                DEPARTMENTS.subList(0, departments),
                withYear ? TERTIALS : parts,
                withYear,
                districts,
                List.of(districts),
                Layout.TOGETHER,
                Telling.ALWAYS,
                false,
                inhabitants * 0.008 * Math.exp(random.nextGaussian()) / departments,
                0,
                List.of(0, 0, 0, 0, 0, 1, 1, 1, 2, 3).get(random.nextInt(10)),
                0.03);
    }

    /** Tells whether there is a report of {@code gender} in {@code district} in {@code period}. */
    boolean isReported(String period, Gender gender, String district) {
        boolean isTotal = gender == Gender.TOTAL && district.isEmpty();
        boolean isOfYear = period.equals(WHOLE_YEAR);
        return switch (layout) {
            case TOGETHER, TOTALS_ELSEWHERE -> true;
            case YEAR_OF_TOTALS -> isTotal == isOfYear;
            case YEAR_OF_PARTS -> isTotal != isOfYear;
            case LAST_TERTIAL_MISSING -> !period.equals(TERTIALS.get(2));
        };
    }

    /** Returns who reports of {@code gender} in {@code district} what {@code department} knows. */
    String reporter(String department, Gender gender, String district) {
        boolean isTotal = gender == Gender.TOTAL && district.isEmpty();
        return layout == Layout.TOTALS_ELSEWHERE && isTotal && department.equals(departments.get(0))
                ? ELSEWHERE
                : department;
    }

    /** Returns everybody who reports. */
    List<String> reporters() {
        return layout == Layout.TOTALS_ELSEWHERE
                ? Stream.concat(departments.stream(), Stream.of(ELSEWHERE)).toList()
                : departments;
    }

    static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
