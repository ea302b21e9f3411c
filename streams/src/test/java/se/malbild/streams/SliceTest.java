package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.malbild.goals.RandomCases;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;

class SliceTest {
    private static final int CASES = 2_000;

    private record SliceKey(String organisation, String series, int year, String department, String district) {
        static SliceKey of(Observation observation) {
            Cell cell = observation.cell();
            return new SliceKey(cell.organisation(), cell.indicator(), cell.year(), cell.department(), cell.district());
        }
    }

    @Test
    void merging_bytes_is_merging_winners() {
        for (long seed = 0; seed < CASES; seed++) {
            List<Observation> observations = RandomCases.of(seed).observations();
            Map<SliceKey, byte[]> slices = new HashMap<>();
            Map<Cell, Winner> winners = new TreeMap<>();
            long offset = 0;
            for (Observation observation : observations) {
                byte[] before = slices.get(SliceKey.of(observation));
                byte[] after = Slice.merge(before, observation, offset);
                Winner known = winners.get(observation.cell());
                Winner merged = winners.merge(observation.cell(), Winner.of(observation), Winner::merge);
                slices.put(SliceKey.of(observation), after);

                assertThat(after != before).as("changed, seed %d", seed).isEqualTo(!merged.equals(known));
                if (after != before) {
                    assertThat(Slice.changedAt(after)).as("seed %d", seed).isEqualTo(offset);
                }
                offset++;
            }

            List<Winner> read = new ArrayList<>();
            slices.forEach((key, slice) -> new Slice(
                            key.organisation(), key.series(), key.year(), key.department(), key.district())
                    .read(slice, read::add));
            assertThat(read.stream()
                            .collect(Collectors.toMap(
                                    winner -> winner.observation().cell(), winner -> winner)))
                    .as("seed %d", seed)
                    .isEqualTo(winners);
            assertThat(slices.values().stream().mapToInt(Slice::cells).sum())
                    .as("seed %d", seed)
                    .isEqualTo(winners.size());
        }
    }
}
