package se.malbild.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.malbild.goals.RandomCases;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.goals.observation.Period;
import se.malbild.goals.observation.Winner;

class SliceTest {
    private static final int CASES = 2_000;

    private record SliceKey(String organisation, String series, int firstYear, String department, String district) {
        static SliceKey of(Observation observation) {
            Cell cell = observation.cell();
            return new SliceKey(
                    cell.organisation(),
                    cell.indicator(),
                    Slice.firstYear(cell.year()),
                    cell.department(),
                    cell.district());
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
            slices.forEach((key, slice) -> {
                Slice of =
                        new Slice(key.organisation(), key.series(), key.firstYear(), key.department(), key.district());
                int[] cells = Slice.cellsByYear(slice);
                for (int i = 0; i < Slice.YEARS; i++) {
                    int before = read.size();
                    of.read(slice, key.firstYear() + i, read::add);
                    assertThat(read.size() - before).isEqualTo(cells[i]);
                }
            });
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

    @Test
    void the_largest_slice_fits_into_the_changelog() {
        String longest = "\uffee".repeat(ObservationDraft.LONGEST_TEXT);
        byte[] slice = null;
        for (Cell cell : cellsOfASlice()) {
            slice = Slice.merge(
                    slice,
                    new Observation(
                            "\uffee".repeat(ObservationDraft.LONGEST_ID),
                            cell,
                            new Content.Value(new BigDecimal("-123456789012345678.123456789")),
                            OptionalLong.of(Long.MAX_VALUE),
                            Integer.MAX_VALUE,
                            Instant.EPOCH,
                            longest,
                            longest),
                    0);
        }
        assertThat(Slice.cells(slice)).isEqualTo(480);
        assertThat(slice).hasSizeBetween(Slice.LARGEST_BYTES / 2, Slice.LARGEST_BYTES - 64 * 1024);
    }

    private static List<Cell> cellsOfASlice() {
        List<Cell> cells = new ArrayList<>();
        for (int year = 2016; year < 2016 + Slice.YEARS; year++) {
            for (Period.Granularity granularity : Period.Granularity.values()) {
                for (int number = 1; number <= granularity.inYear(); number++) {
                    for (Gender gender : Gender.values()) {
                        for (Kind kind : Kind.values()) {
                            Period period = new Period(year, granularity, number);
                            cells.add(new Cell("1880", "N00914", "skola", period, gender, "norr", kind));
                        }
                    }
                }
            }
        }
        return cells;
    }
}
