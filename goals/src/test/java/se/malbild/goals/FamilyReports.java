package se.malbild.goals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import se.malbild.goals.CountedFamily.Statement;
import se.malbild.goals.FamilyShape.Telling;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;

/** What happens to the persons of a {@link CountedFamily}, and what is reported of it. */
final class FamilyReports {
    private static final Instant OBSERVED_AT = Instant.parse("2019-03-01T00:00:00Z");
    private static final List<Gender> KNOWN_GENDERS = List.of(Gender.WOMEN, Gender.MEN);

    private record Place(String department, String period, Gender gender, String district) {}

    private final String organisation;
    private final FamilyShape shape;
    private final Random random;
    private final List<String> everywhere;
    private final boolean reportsNobody;
    private final boolean reportsCrossed;
    private final Map<Place, Integer> persons = new HashMap<>();
    private final Map<Place, Integer> changes = new HashMap<>();
    private final Map<String, Long> amounts = new HashMap<>();
    private final Map<Place, Map<String, Integer>> reported = new HashMap<>();
    private final Map<Place, Integer> revisions = new HashMap<>();
    private final List<Place> untold = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();

    FamilyReports(String organisation, FamilyShape shape, Random random) {
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
                sizes.forEach((district, size) -> KNOWN_GENDERS.forEach(gender ->
                        persons.put(new Place(department, period, gender, district), (int)
                                Math.round(shape.persons() * size / all / 2 * Math.exp(0.3 * random.nextGaussian())))));
                if (shape.unknown() > 0) {
                    addUnknown(department, period);
                }
                report(department, period);
            }
        }
        for (int left = shape.corrections(); left > 0; left--) {
            correct();
        }
        for (Place place : untold) {
            if (shape.telling() == Telling.LATER) {
                state(place, reported.get(place), true);
            }
        }
        return statements;
    }

    /** Persons of whom neither gender nor district is known, or one of them. */
    private void addUnknown(String department, String period) {
        List<Place> places = new ArrayList<>(List.of(new Place(department, period, Gender.TOTAL, "")));
        for (String district : shape.districts()) {
            places.add(new Place(department, period, Gender.TOTAL, district));
        }
        if (!shape.districts().isEmpty()) {
            KNOWN_GENDERS.forEach(gender -> places.add(new Place(department, period, gender, "")));
        }
        for (Place place : places) {
            persons.put(place, random.nextDouble() < shape.unknown() ? random.nextInt(8) : 0);
        }
    }

    private void correct() {
        String department = any(shape.departments());
        String period = any(shape.parts());
        boolean isOfUnknown = shape.unknown() > 0 && random.nextInt(3) == 0;
        Place place = isOfUnknown
                ? new Place(department, period, Gender.TOTAL, "")
                : new Place(department, period, any(KNOWN_GENDERS), any(everywhere));
        int now = persons.get(place);
        int other = random.nextInt(3) == 0 ? now : Math.max(0, now + random.nextInt(7) - 3);
        boolean turnsOver = random.nextDouble() < shape.turnover();
        persons.put(place, turnsOver ? (now > 0 ? 0 : 1 + random.nextInt(6)) : other);
        changes.merge(place, 1, Integer::sum);
        report(department, period);
    }

    private void report(String department, String period) {
        for (String of : shape.withYear() ? List.of(period, FamilyShape.WHOLE_YEAR) : List.of(period)) {
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
        if (!shape.isReported(place.period(), place.gender(), place.district())) {
            return;
        }
        Map<String, Integer> groups = new TreeMap<>();
        for (Map.Entry<Place, Integer> group : persons.entrySet()) {
            if (includes(place, group.getKey()) && group.getValue() > 0) {
                groups.put(group.getKey() + "#" + changes.getOrDefault(group.getKey(), 0), group.getValue());
            }
        }
        Map<String, Integer> before = reported.put(place, groups);
        boolean isFirst = before == null;
        if (Objects.equals(before, groups) || (isFirst && groups.isEmpty() && !reportsNobody)) {
            return;
        }
        boolean isTold = shape.telling() == Telling.ALWAYS
                || (shape.telling() == Telling.LATER ? !isFirst : random.nextInt(3) > 0);
        if (!isTold) {
            untold.add(place);
        }
        state(place, groups, isTold);
    }

    private void state(Place place, Map<String, Integer> groups, boolean isTold) {
        BigDecimal value = groups.keySet().stream()
                .map(group -> BigDecimal.valueOf(
                        amounts.computeIfAbsent(group, any -> 100_000_000L + random.nextInt(900_000_000))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        long count = groups.values().stream().mapToLong(its -> its).sum();
        int revision = revisions.merge(place, 1, Integer::sum) - 1;
        statements.add(new Statement(observation(place, value, isTold ? count : null, revision), groups));
    }

    private static boolean includes(Place place, Place group) {
        return place.department().equals(group.department())
                && (place.period().equals(FamilyShape.WHOLE_YEAR)
                        || place.period().equals(group.period()))
                && (place.gender() == Gender.TOTAL || place.gender() == group.gender())
                && (place.district().isEmpty() || place.district().equals(group.district()));
    }

    private Observation observation(Place place, BigDecimal value, Long count, int revision) {
        try {
            return new ObservationDraft()
                    .eventId(place + "#" + revision)
                    .organisation(organisation)
                    .indicator(CountedFamily.INDICATOR)
                    .department(shape.reporter(place.department(), place.gender(), place.district()))
                    .year(CountedFamily.YEAR)
                    .period(place.period())
                    .gender(place.gender())
                    .district(place.district().isEmpty() ? null : place.district())
                    .value(value)
                    .count(count)
                    .revision(revision)
                    .observedAt(OBSERVED_AT)
                    .build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private <T> T any(List<T> choices) {
        return FamilyShape.any(choices, random);
    }
}
