package se.malbild.goals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;

/**
 * What departments report of some persons, made from a seed: the year or its tertials, or both, women and men, districts; most
 * of the groups are small. Persons come, go and move between the reports. A value is a sum over persons, so that what follows from
 * it can be computed exactly.
 *
 * @param framework the document that measures it, with one indicator and one year
 * @param statements in the order in which they become known
 */
public record CountedFamily(String framework, List<Statement> statements) {
    /** The year that everything is about. */
    public static final int YEAR = 2018;

    private static final String INDICATOR = "ex-personer";
    private static final String WHOLE_YEAR = "";
    private static final List<String> TERTIALS = List.of("2018-T1", "2018-T2", "2018-T3");
    private static final List<String> MONTHS =
            IntStream.rangeClosed(1, 12).mapToObj("2018-%02d"::formatted).toList();
    private static final List<String> DEPARTMENTS = List.of("skola", "fritid", "teknik", "kultur");
    private static final List<String> DISTRICTS =
            List.of("norrby", "tybble", "vivalla", "varberga", "oxhagen", "rosta", "markbacken", "brickebacken");
    private static final Instant OBSERVED_AT = Instant.parse("2019-03-01T00:00:00Z");

    public CountedFamily {
        statements = List.copyOf(statements);
    }

    /**
     * One event.
     *
     * @param groups the groups of persons that its value is the sum of; none when there is nobody
     */
    public record Statement(Observation observation, Set<String> groups) {
        public Statement {
            groups = Set.copyOf(groups);
        }
    }

    /**
     * What is reported of whom.
     *
     * @param parts of the year, such as {@code 2018-T2}; {@code ""} is the year itself
     * @param withYear whether the year is reported beside its parts
     * @param districts those declared, if any
     * @param persons how many a department has, as a rule
     * @param corrections how often something is found to be otherwise
     * @param turnover how often of these a group appears or vanishes, 0 to 1
     */
    private record Shape(
            List<String> departments,
            List<String> parts,
            boolean withYear,
            List<String> districts,
            double persons,
            int corrections,
            double turnover) {

        static Shape ofFewPersons(Random random) {
            boolean isOfYear = random.nextBoolean();
            return new Shape(
                    DEPARTMENTS.subList(0, random.nextInt(3) > 0 ? 1 : 2),
                    isOfYear ? List.of(WHOLE_YEAR) : TERTIALS,
                    !isOfYear && random.nextInt(3) == 0,
                    DISTRICTS.subList(0, List.of(0, 2, 3).get(random.nextInt(3))),
                    Math.exp(2.6 + 0.8 * random.nextGaussian()),
                    1 + random.nextInt(random.nextInt(4) == 0 ? 15 : 5),
                    0.3);
        }

        /** As in the schools and social services of a municipality of so many inhabitants. */
        static Shape ofMunicipality(int inhabitants, Random random) {
            int departments = List.of(1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4).get(random.nextInt(11));
            return new Shape(
                    DEPARTMENTS.subList(0, departments),
                    List.of(List.of(WHOLE_YEAR), List.of(WHOLE_YEAR), TERTIALS, MONTHS)
                            .get(random.nextInt(4)),
                    false,
                    random.nextInt(3) == 0 ? List.of() : DISTRICTS.subList(0, 4 + random.nextInt(5)),
                    inhabitants * 0.008 * Math.exp(random.nextGaussian()) / departments,
                    List.of(0, 0, 0, 0, 0, 1, 1, 1, 2, 3).get(random.nextInt(10)),
                    0.03);
        }
    }

    /** Returns the family of {@code seed}, of few persons, in {@code organisation}: its reports come in some order. */
    public static CountedFamily of(long seed, String organisation) {
        Random random = new Random(seed);
        Shape shape = Shape.ofFewPersons(random);
        List<Statement> statements = new Reports(organisation, shape, random).all();
        switch (random.nextInt(5)) {
            case 0 -> { // as they were sent
            }
            case 1 -> { // without totals
                statements.removeIf(statement -> isTotal(statement.observation()));
                Collections.shuffle(statements, random);
            }
            case 2 -> { // with the totals last
                Collections.shuffle(statements, random);
                statements.sort((a, b) -> Boolean.compare(isTotal(a.observation()), isTotal(b.observation())));
            }
            case 3 -> { // some never come
                Set<Object> lost = statements.stream()
                        .map(statement -> statement.observation().cell())
                        .filter(cell -> random.nextInt(7) == 0)
                        .collect(Collectors.toSet());
                statements.removeIf(
                        statement -> lost.contains(statement.observation().cell()));
                Collections.shuffle(statements, random);
            }
            default -> Collections.shuffle(statements, random);
        }
        return new CountedFamily(framework(organisation, shape), statements);
    }

    /** Returns the family of {@code seed} in a municipality of so many inhabitants, in the order in which it was sent. */
    public static CountedFamily ofMunicipality(long seed, int inhabitants) {
        Random random = new Random(seed);
        Shape shape = Shape.ofMunicipality(inhabitants, random);
        return new CountedFamily(framework("1880", shape), new Reports("1880", shape, random).all());
    }

    private static boolean isTotal(Observation observation) {
        return observation.cell().gender() == Gender.TOTAL
                && observation.cell().district().isEmpty();
    }

    private static String framework(String organisation, Shape shape) {
        return """
                framework: personer
                version: 1
                organisation: "%s"
                title: {sv: Personer, en: Persons}
                period: {from: %d, to: %d}
                scale:
                  id: two-level
                  levels:
                    - {id: fortsatt-sa, label: {sv: Fortsätt så, en: Keep going}, from: 0.55, colour: "#1b7837", shape: circle}
                    - {id: mer-behovs, label: {sv: Mer behövs, en: More is needed}, from: 0, colour: "#b35806", shape: triangle}
                departments: [%s]
                %s
                indicators:
                  - id: %s
                    title: {sv: Belopp, en: Amount}
                    unit: {sv: kr, en: kronor}
                    withinYear: sum
                    requiredParts: 1
                    acrossDepartments: mean
                    departments: [%s]
                    rule: {kind: reach, direction: higher, target: 5000000000, baseline: {year: %d, value: 0}}
                strategicAreas:
                  - id: omrade
                    title: {sv: Område, en: Area}
                    goalAreas:
                      - id: mal
                        statement: {sv: Det ska bli bättre., en: It shall become better.}
                        indicators:
                          - {indicator: %s}
                """.formatted(
                        organisation,
                        YEAR,
                        YEAR,
                        shape.departments().stream()
                                .map("{id: %s, name: {sv: Nämnden, en: Committee}}"::formatted)
                                .collect(Collectors.joining(", ")),
                        shape.districts().isEmpty() ? "" : "districts: " + shape.districts(),
                        INDICATOR,
                        String.join(", ", shape.departments()),
                        YEAR - 1,
                        INDICATOR);
    }

    /** What happens, and what is reported of it. */
    private static final class Reports {
        private record Place(String department, String period, Gender gender, String district) {}

        private final String organisation;
        private final Shape shape;
        private final Random random;
        private final List<String> everywhere;
        private final boolean reportsNobody;
        private final boolean reportsCrossed;
        private final Map<Place, Integer> persons = new HashMap<>();
        private final Map<Place, Integer> changes = new HashMap<>();
        private final Map<String, Long> amounts = new HashMap<>();
        private final Map<Place, Set<String>> reported = new HashMap<>();
        private final Map<Place, Integer> revisions = new HashMap<>();
        private final List<Statement> statements = new ArrayList<>();

        Reports(String organisation, Shape shape, Random random) {
            this.organisation = organisation;
            this.shape = shape;
            this.random = random;
            this.everywhere = shape.districts().isEmpty() ? List.of("") : shape.districts();
            this.reportsNobody = random.nextBoolean();
            this.reportsCrossed = random.nextInt(5) == 0;
        }

        List<Statement> all() {
            Map<String, Double> sizes = new TreeMap<>();
            everywhere.forEach(district -> sizes.put(district, Math.exp(0.8 * random.nextGaussian())));
            double all = sizes.values().stream().mapToDouble(size -> size).sum();
            for (String department : shape.departments()) {
                for (String period : shape.parts()) {
                    sizes.forEach((district, size) -> Stream.of(Gender.WOMEN, Gender.MEN)
                            .forEach(gender -> persons.put(
                                    new Place(department, period, gender, district), (int) Math.round(shape.persons()
                                            * size
                                            / all
                                            / 2
                                            * Math.exp(0.3 * random.nextGaussian())))));
                    report(department, period);
                }
            }
            for (int left = shape.corrections(); left > 0; left--) {
                String department = any(shape.departments());
                String period = any(shape.parts());
                Place place = new Place(department, period, any(List.of(Gender.WOMEN, Gender.MEN)), any(everywhere));
                int now = persons.get(place);
                int other = random.nextInt(3) == 0 ? now : Math.max(0, now + random.nextInt(7) - 3);
                boolean turnsOver = random.nextDouble() < shape.turnover();
                persons.put(place, turnsOver ? (now > 0 ? 0 : 1 + random.nextInt(6)) : other);
                changes.merge(place, 1, Integer::sum);
                report(department, period);
            }
            return statements;
        }

        private void report(String department, String period) {
            for (String of : shape.withYear() ? List.of(period, WHOLE_YEAR) : List.of(period)) {
                for (Gender gender : Gender.values()) {
                    report(new Place(department, of, gender, ""));
                    for (String district : shape.districts()) {
                        if (gender == Gender.TOTAL || reportsCrossed) {
                            report(new Place(department, of, gender, district));
                        }
                    }
                }
            }
        }

        private void report(Place place) {
            int count = 0;
            Set<String> groups = new TreeSet<>();
            for (Map.Entry<Place, Integer> group : persons.entrySet()) {
                if (includes(place, group.getKey()) && group.getValue() > 0) {
                    count += group.getValue();
                    groups.add(group.getKey() + "#" + changes.getOrDefault(group.getKey(), 0));
                }
            }
            Set<String> before = reported.put(place, groups);
            boolean isFirst = before == null;
            if (Objects.equals(before, groups) || (isFirst && groups.isEmpty() && !reportsNobody)) {
                return;
            }
            BigDecimal value = groups.stream()
                    .map(group -> BigDecimal.valueOf(
                            amounts.computeIfAbsent(group, any -> 100_000_000L + random.nextInt(900_000_000))))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            int revision = revisions.merge(place, 1, Integer::sum) - 1;
            statements.add(new Statement(observation(place, value, count, revision), groups));
        }

        private static boolean includes(Place place, Place group) {
            return place.department().equals(group.department())
                    && (place.period().equals(WHOLE_YEAR) || place.period().equals(group.period()))
                    && (place.gender() == Gender.TOTAL || place.gender() == group.gender())
                    && (place.district().isEmpty() || place.district().equals(group.district()));
        }

        private Observation observation(Place place, BigDecimal value, int count, int revision) {
            try {
                return new ObservationDraft()
                        .eventId(place + "#" + revision)
                        .organisation(organisation)
                        .indicator(INDICATOR)
                        .department(place.department())
                        .year(YEAR)
                        .period(place.period())
                        .gender(place.gender())
                        .district(place.district().isEmpty() ? null : place.district())
                        .value(value)
                        .count((long) count)
                        .revision(revision)
                        .observedAt(OBSERVED_AT)
                        .build();
            } catch (InvalidObservationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private <T> T any(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
