package se.malbild.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Rule;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;

class MadeUpWorkloadTest {
    private static final int EVENTS = 16_000;

    private final Map<Cell, Integer> eventsPerCell = new HashMap<>();
    private final List<Observation> poison = new ArrayList<>();

    private void generate(MadeUpWorkload.Kind kind) {
        workload(kind).generate(new Workload.Sink() {
            @Override
            public void event(Observation observation) {
                eventsPerCell.merge(observation.cell(), 1, Integer::sum);
            }

            @Override
            public void poison(Observation observation) {
                poison.add(observation);
            }
        });
    }

    private static MadeUpWorkload workload(MadeUpWorkload.Kind kind) {
        return new MadeUpWorkload(kind, EVENTS, Integer.MAX_VALUE, 3);
    }

    @Test
    void spread_has_a_cell_for_each_event() {
        generate(MadeUpWorkload.Kind.SPREAD);

        assertThat(eventsPerCell).hasSize(EVENTS);
        assertThat(poison).isEmpty();
    }

    @Test
    void few_has_a_sixteenth_as_many_cells() {
        generate(MadeUpWorkload.Kind.FEW);

        assertThat(eventsPerCell).hasSize(EVENTS / 16).values().containsOnly(16);
    }

    @Test
    void hot_has_a_hundred_events_for_each_cell_of_one_municipality() {
        generate(MadeUpWorkload.Kind.HOT);

        assertThat(eventsPerCell).hasSize(EVENTS / 100).values().containsOnly(100);
        assertThat(eventsPerCell.keySet()).extracting(Cell::organisation).containsOnly(MadeUpEvents.organisation(0));
    }

    @Test
    void one_record_of_a_hundred_is_poison() {
        generate(MadeUpWorkload.Kind.POISON);

        assertThat(poison).hasSize(EVENTS / 100);
        assertThat(eventsPerCell).hasSize(EVENTS - EVENTS / 100);
    }

    @ParameterizedTest
    @EnumSource(MadeUpWorkload.Kind.class)
    void frameworks_are_as_those_of_Orebro_in_size_and_each_of_a_municipality_of_its_own(MadeUpWorkload.Kind kind)
            throws Exception {
        int size = FrameworkReader.read(ShippedFrameworks.documents().get(0))
                .indicators()
                .size();
        Map<String, Integer> indicators = new HashMap<>();
        for (String document : workload(kind).frameworks()) {
            GoalFramework framework = FrameworkReader.read(document);
            indicators.put(framework.organisation(), framework.indicators().size());
        }

        if (kind == MadeUpWorkload.Kind.HOT) {
            assertThat(indicators).containsExactly(entry("1000", size));
        } else {
            assertThat(indicators).containsOnly(entry("1000", size), entry("1001", size), entry("1002", size));
        }
    }

    @Test
    void targets_has_a_target_for_every_indicator() throws Exception {
        GoalFramework framework = FrameworkReader.read(
                workload(MadeUpWorkload.Kind.TARGETS).frameworks().get(0));

        assertThat(framework.indicators()).allMatch(indicator -> indicator.rule() instanceof Rule.Reach);
    }
}
