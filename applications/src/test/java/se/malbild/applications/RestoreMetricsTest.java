package se.malbild.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreMetricsTest {
    @Test
    void what_is_left_to_restore_shrinks_to_nothing() {
        MeterRegistry meters = new SimpleMeterRegistry();
        RestoreMetrics progress = new RestoreMetrics(meters);
        TopicPartition changelog = new TopicPartition("malbild-cells-changelog", 3);

        progress.onRestoreStart(changelog, "cells", 100, 1_100);
        assertThat(progress.remaining()).isEqualTo(1_000);
        progress.onBatchRestored(changelog, "cells", 599, 400);
        assertThat(progress.remaining()).isEqualTo(500);
        assertThat(meters.get("malbild.restore.records").functionCounter().count())
                .isEqualTo(400);
        progress.onRestoreEnd(changelog, "cells", 900);
        assertThat(progress.partitions()).isZero();
    }
}
