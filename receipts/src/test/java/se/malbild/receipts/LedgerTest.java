package se.malbild.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerTest {
    @Test
    void records_in_partitions_that_were_added_are_unread() {
        SortedMap<Integer, Long> ends = new TreeMap<>(Map.of(0, 7L, 1, 5L, 2, 3L, 3, 1L));

        assertThat(Ledger.unread(ends, 2)).isEqualTo(4);
        assertThat(Ledger.unread(ends, 4)).isZero();
    }

    @Test
    void the_books_balance_while_every_partition_does_and_nothing_is_unread() {
        Ledger balanced = new Ledger(List.of(new PartitionBooks(0, Optional.empty(), 0, List.of())));
        Ledger unbalanced = new Ledger(List.of(new PartitionBooks(0, Optional.empty(), 1, List.of())));

        assertThat(balanced.balances(0)).isTrue();
        assertThat(balanced.balances(1)).isFalse();
        assertThat(unbalanced.balances(0)).isFalse();
    }
}
