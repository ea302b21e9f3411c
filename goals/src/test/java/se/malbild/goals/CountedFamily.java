package se.malbild.goals;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Observation;

/**
 * What departments report of some persons, made from a seed: the year or its tertials, or both, women and men, districts; most
 * of the groups are small. Persons come, go and move between the reports, and of some neither gender nor district is known. A
 * value is a sum over persons, so that what follows from it can be computed exactly.
 *
 * @param frameworks the versions of the document that measures it, with one indicator and one year, each by the number of
 *     statements before which it is applied; the first by 0
 * @param isOfPersons whether the indicator is of persons, so that a value without a count is protected
 * @param statements in the order in which they become known
 */
public record CountedFamily(SortedMap<Integer, String> frameworks, boolean isOfPersons, List<Statement> statements) {
    /** The year that everything is about. */
    public static final int YEAR = 2018;

    /** What is aimed at. */
    public static final BigDecimal TARGET = new BigDecimal("5000000000");

    public static final String INDICATOR = "ex-personer";

    public CountedFamily {
        frameworks = Collections.unmodifiableSortedMap(new TreeMap<>(frameworks));
        statements = List.copyOf(statements);
    }

    /**
     * One event.
     *
     * @param groups the groups of persons that its value is the sum of, and how many they are; none when there is nobody
     */
    public record Statement(Observation observation, Map<String, Integer> groups) {
        public Statement {
            groups = Map.copyOf(groups);
        }
    }

    /** Returns the family of {@code seed}, of few persons, in {@code organisation}: its reports come in some order. */
    public static CountedFamily of(long seed, String organisation) {
        Random random = new Random(seed);
        FamilyShape shape = FamilyShape.ofFewPersons(random);
        List<Statement> statements = new FamilyReports(organisation, shape, random).all();
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
        return of(organisation, shape, statements, random);
    }

    private static CountedFamily of(String organisation, FamilyShape shape, List<Statement> statements, Random random) {
        SortedMap<Integer, String> frameworks = new TreeMap<>();
        for (List<String> districts : shape.declared()) {
            int version = frameworks.size() + 1;
            int before = version == 1 ? 0 : 1 + random.nextInt(statements.size() + 1);
            frameworks.put(before, framework(organisation, shape, version, districts));
        }
        return new CountedFamily(frameworks, shape.isOfPersons(), statements);
    }

    /**
     * Returns the family of {@code seed} in a municipality of so many inhabitants, in the order in which it was sent.
     *
     * @param withYear whether all departments report the tertials and the year
     */
    public static CountedFamily ofMunicipality(long seed, int inhabitants, boolean withYear) {
        Random random = new Random(seed);
        FamilyShape shape = FamilyShape.ofMunicipality(inhabitants, withYear, random);
        return of("1880", shape, new FamilyReports("1880", shape, random).all(), random);
    }

    private static boolean isTotal(Observation observation) {
        return observation.cell().gender() == Gender.TOTAL
                && observation.cell().district().isEmpty();
    }

    private static String framework(String organisation, FamilyShape shape, int version, List<String> districts) {
        return """
                framework: personer
                version: %d
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
                    persons: %s
                    departments: [%s]
                    rule: {kind: reach, direction: higher, target: %s, baseline: {year: %d, value: 0}}
                strategicAreas:
                  - id: omrade
                    title: {sv: Område, en: Area}
                    goalAreas:
                      - id: mal
                        statement: {sv: Det ska bli bättre., en: It shall become better.}
                        indicators:
                          - {indicator: %s}
                """.formatted(
                        version,
                        organisation,
                        YEAR,
                        YEAR,
                        shape.reporters().stream()
                                .map("{id: %s, name: {sv: Nämnden, en: Committee}}"::formatted)
                                .collect(Collectors.joining(", ")),
                        districts.isEmpty() ? "" : "districts: " + districts,
                        INDICATOR,
                        shape.isOfPersons(),
                        String.join(", ", shape.reporters()),
                        TARGET,
                        YEAR - 1,
                        INDICATOR);
    }
}
