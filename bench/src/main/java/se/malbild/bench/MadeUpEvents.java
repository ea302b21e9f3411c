package se.malbild.bench;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Period;
import se.malbild.schemas.Justification;

/**
 * Made-up values in the shape and order of Kolada's open data: by series, municipality, year and gender, every cell once,
 * with up to nine decimals. The same for the same seed.
 */
final class MadeUpEvents {
    static final int FIRST_YEAR = 1994;
    static final int LAST_YEAR = 2022;
    static final int ORGANISATIONS = 312;
    /** Events of each series that are made when there is no end. */
    static final int PER_SERIES = ORGANISATIONS * (LAST_YEAR - FIRST_YEAR + 1) * Gender.values().length;

    static final Justification JUSTIFICATION =
            new Justification("malbild bench", "Made up to measure with", Optional.empty());

    private static final int FIRST_CODE = 1_000;
    private static final long SEED = 1994;
    private static final Instant OBSERVED = Instant.parse("2024-08-01T00:00:00Z");

    private MadeUpEvents() {}

    /** Returns the code of the {@code number}th municipality. */
    static String organisation(int number) {
        return Integer.toString(FIRST_CODE + number);
    }

    /** Returns which municipality has the code {@code organisation}. */
    static int number(String organisation) {
        return Integer.parseInt(organisation) - FIRST_CODE;
    }

    /** Hands {@code count} events to {@code events}; the framework's series come first, then such that it does not know. */
    static void generate(GoalFramework framework, int count, Consumer<Observation> events) {
        generate(framework, ORGANISATIONS, count, events);
    }

    /** As the other, of the first {@code organisations} municipalities alone. */
    private static void generate(GoalFramework framework, int organisations, int count, Consumer<Observation> events) {
        List<String> known = framework.indicators().stream()
                .map(Indicator::series)
                .distinct()
                .toList();
        Random random = new Random(SEED);
        int made = 0;
        for (int number = 0; ; number++) {
            String series = number < known.size() ? known.get(number) : "X" + number;
            for (int organisation = 0; organisation < organisations; organisation++) {
                for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
                    for (Gender gender : Gender.values()) {
                        if (made == count) {
                            return;
                        }
                        made++;
                        events.accept(observation(organisation(organisation), series, year, gender, random));
                    }
                }
            }
        }
    }

    /**
     * Hands {@code count} events about {@code cells} cells of the first {@code organisations} municipalities to
     * {@code events}: after the first of each, corrections in turn.
     */
    static void generateCorrections(
            GoalFramework framework, int organisations, int cells, int count, Consumer<Observation> events) {
        if (cells >= count) {
            generate(framework, organisations, count, events);
            return;
        }
        List<Observation> first = new ArrayList<>();
        generate(framework, organisations, cells, first::add);
        for (int made = 0; made < count; made++) {
            Observation corrected = first.get(made % cells);
            int revision = made / cells;
            events.accept(new Observation(
                    corrected.eventId() + "-" + revision,
                    corrected.cell(),
                    first.get((made + revision) % cells).content(),
                    corrected.count(),
                    revision,
                    corrected.observedAt(),
                    corrected.source(),
                    corrected.comment()));
        }
    }

    private static Observation observation(String organisation, String series, int year, Gender gender, Random random) {
        Cell cell = new Cell(
                organisation,
                series,
                "kommunstyrelsen",
                Period.of(year),
                gender,
                Cell.WHOLE_MUNICIPALITY,
                Kind.OUTCOME);
        BigDecimal value = BigDecimal.valueOf(random.nextInt(1_000_000_000), random.nextInt(10))
                .stripTrailingZeros();
        return new Observation(
                "kolada-" + series + "-" + organisation + "-" + year + "-"
                        + gender.name().charAt(0),
                cell,
                new Content.Value(value.scale() < 0 ? value.setScale(0) : value),
                OptionalLong.empty(),
                0,
                OBSERVED,
                "Påhittat värde",
                "");
    }
}
