package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import se.malbild.schemas.Sender;
import se.malbild.schemas.intake.InputRecord;

class PackedRecordsTest {
    private static final int MORE_THAN_TWO_CHUNKS = 2_500;

    private final Random random = new Random(1);
    private final byte[] key = {'1', '8', '8', '0'};

    private InputRecord record(int number) {
        byte[] value = new byte[random.nextInt(200)];
        random.nextBytes(value);
        return new InputRecord(
                number % 3,
                10L * number,
                random.nextLong(),
                key,
                number % 7 == 0 ? null : value,
                number % 2 == 0 ? Optional.empty() : Optional.of(new Sender("sender-" + number)));
    }

    private List<InputRecord> records(int count) {
        List<InputRecord> records = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            records.add(record(number));
        }
        return records;
    }

    private static void assertSame(PackedRecords packed, List<InputRecord> records) {
        assertThat(packed).hasSameSizeAs(records);
        for (int i = 0; i < records.size(); i++) {
            assertThat(packed.get(i)).usingRecursiveComparison().isEqualTo(records.get(i));
            assertThat(packed.appendedAt(i)).isEqualTo(records.get(i).appendedAt());
        }
        assertThat(packed.valueBytes())
                .isEqualTo(records.stream()
                        .mapToLong(record -> record.value() == null ? 0 : record.value().length)
                        .sum());
    }

    @Test
    void given_records_of_several_chunks_then_each_is_as_it_was() {
        List<InputRecord> records = records(MORE_THAN_TWO_CHUNKS);

        assertSame(PackedRecords.of(records), records);
    }

    @Test
    void given_more_records_then_what_was_packed_before_does_not_change() {
        for (int before : new int[] {0, 1, 1_023, 1_024, 1_025, MORE_THAN_TWO_CHUNKS}) {
            List<InputRecord> records = records(before);
            PackedRecords first = PackedRecords.of(records);
            List<InputRecord> all = new ArrayList<>(records);
            PackedRecords second = PackedRecords.of(first);
            for (InputRecord more : records(1_100)) {
                all.add(more);
                second.add(more);
            }

            assertSame(first, records);
            assertSame(second, all);
        }
    }

    @Test
    void given_no_record_at_an_index_then_it_cannot_be_asked_for() {
        PackedRecords packed = PackedRecords.of(records(3));

        assertThatThrownBy(() -> packed.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> packed.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
