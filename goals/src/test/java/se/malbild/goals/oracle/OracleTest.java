package se.malbild.goals.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.Observation;

/** The rules a second time: {@code goals} and {@link Oracle} agree on every field of every picture. */
class OracleTest {
    /** What every build tries, ten cases of each seed; first those with the rarest reasons, problems and faults. */
    static final List<Long> SEEDS = LongStream.concat(
                    LongStream.of(16, 22, 23, 25, 26, 37, 43, 58, 74, 93, 137, 147), LongStream.range(0, 40))
            .distinct()
            .boxed()
            .toList();

    private static final Set<String> KINDS = Set.of(
            "level",
            "trend",
            "rule",
            "direction",
            "targetIsComparison",
            "measure",
            "code",
            "stands",
            "ownOnly",
            "suppressed");

    @Test
    void goalsAndTheOracleAgreeOnRandomCases() {
        Agreement.holds(SEEDS.stream());
    }

    /** So that a difference can be looked into by its seed, and {@link #SEEDS} have what they are chosen for. */
    @Test
    void aSeedHasTheSameCasesInEveryRun() {
        String cases = Cases.of(3).stream().map(Case::toString).collect(Collectors.joining());

        assertThat(cases).hasSizeGreaterThan(10_000);
        assertThat(cases.hashCode()).isEqualTo(-1_729_347_093);
    }

    @Test
    void goalsAndTheOracleAgreeOnTheShippedFrameworks() throws InvalidFrameworkException {
        List<FrameworkVersion> frameworks = List.of(
                FrameworkVersion.read(SampleEvents.framework("orebro-2017-2019")),
                FrameworkVersion.read(SampleEvents.framework("vasteras-exempel-2017-2019")));
        List<Observation> observations = new ArrayList<>(SampleEvents.of("1880"));
        observations.addAll(SampleEvents.of("1980"));

        assertThat(Case.differences(frameworks, observations)).isEmpty();
    }

    @Test
    void theCasesReachEveryReasonProblemLevelAndTrend() {
        SortedMap<String, Integer> reached = new TreeMap<>();
        for (long seed : SEEDS) {
            Cases cases = Cases.of(seed);
            cases.stream()
                    .flatMap(one -> Oracle.pictures(
                            cases.applied().stream().map(Oracle.Applied::of).toList(), one.observations())
                            .values()
                            .stream())
                    .forEach(picture -> count("", picture, reached));
        }

        assertThat(reached)
                .containsKeys(
                        "suppressed value",
                        "suppressed change",
                        "suppressed forecast",
                        "suppressed women",
                        "suppressed men",
                        "suppressed districts",
                        "stands true",
                        "stands false",
                        "ownOnly not-assessed",
                        "level not-due",
                        "level not-measured",
                        "level not-assessed",
                        "trend improved",
                        "trend unchanged",
                        "trend worsened",
                        "rule reach",
                        "rule improve",
                        "rule approach",
                        "rule hold",
                        "direction toward",
                        "targetIsComparison true",
                        "measure total",
                        "measure gap-gender",
                        "measure ratio-gender",
                        "measure gap-district",
                        "problem baseline-differs",
                        "problem department-missing",
                        "problem event-id-reused",
                        "problem outside-range",
                        "problem part-of-year",
                        "problem replaced-by-successor",
                        "problem several-reporters",
                        "problem successor-missing",
                        "problem unexpected-department",
                        "problem unexpected-district",
                        "code coverage-below-minimum",
                        "code department-missing",
                        "code method-changed",
                        "code missing-dropout",
                        "code missing-not-applicable",
                        "code missing-secrecy",
                        "code no-count",
                        "code no-observation",
                        "code no-persons",
                        "code no-target",
                        "code not-due",
                        "code nothing-assessed",
                        "code outside-range",
                        "code parts-missing",
                        "code retracted",
                        "code several-reporters",
                        "code small-group",
                        "code too-few-districts",
                        "code zero-for-men");
    }

    /** Counts what there are several kinds of. */
    private static void count(String field, Object value, Map<String, Integer> reached) {
        if (value instanceof Map<?, ?> fields) {
            fields.forEach((key, one) -> count(key.toString(), one, reached));
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(one -> count(field, one, reached));
        } else if (value instanceof List<?> list) {
            list.forEach(one -> count(field, one, reached));
        } else if (field.equals("problems")) {
            reached.merge("problem " + value.toString().split(" ", -1)[0], 1, Integer::sum);
        } else if (KINDS.contains(field)) {
            reached.merge(field + " " + value, 1, Integer::sum);
        }
    }
}
