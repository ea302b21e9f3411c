package se.malbild.schemas.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import se.malbild.schemas.Sender;

class InputRecordTest {
    @Test
    void what_is_kept_of_a_record_until_it_can_be_decoded_is_all_of_it() {
        for (byte[] key : new byte[][] {null, {}, {1, 2}}) {
            InputRecord nobodys = new InputRecord(7, 11, 1_500_000_000_000L, key, new byte[] {3, 4, 5});
            InputRecord somebodys = nobodys.sentAs(new RecordHeaders().add(new Sender("Åsa Ek").header()));

            assertThat(nobodys.sentAs(new RecordHeaders()).sender()).isEmpty();
            assertThat(somebodys.sender()).contains(new Sender("Åsa Ek"));
            assertThat(InputRecord.of(11, nobodys.bytes()))
                    .usingRecursiveComparison()
                    .isEqualTo(nobodys);
            assertThat(InputRecord.of(11, somebodys.bytes()))
                    .usingRecursiveComparison()
                    .isEqualTo(somebodys);
            assertThat(new InputRecord(0, 11, 0, key, new byte[0], Optional.of(new Sender("x"))).bytes())
                    .isNotEqualTo(new InputRecord(0, 11, 0, key, new byte[0]).bytes());
        }
    }
}
