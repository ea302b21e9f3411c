package se.malbild.streams.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.Punctuator;

/**
 * What a task is to do when its time has come, by the computer's clock, as Kafka Streams keeps it: what was missed is done
 * once, and what nobody has cancelled stays when the task is revived.
 */
final class Schedules {
    private final LongSupplier millis;
    private final List<Schedule> schedules = new ArrayList<>();

    Schedules(LongSupplier millis) {
        this.millis = millis;
    }

    private static final class Schedule implements Cancellable {
        private final long interval;
        private final Punctuator callback;
        private long due;
        private boolean cancelled;

        private Schedule(long interval, Punctuator callback, long due) {
            this.interval = interval;
            this.callback = callback;
            this.due = due;
        }

        private void punctuate(long now) {
            due += (Math.floorDiv(now - due, interval) + 1) * interval;
            callback.punctuate(now);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    Cancellable add(Duration interval, Punctuator callback) {
        Schedule added = new Schedule(interval.toMillis(), callback, millis.getAsLong() + interval.toMillis());
        schedules.add(added);
        return added;
    }

    /** Does everything that is due, the earliest first. */
    void punctuate() {
        long now = millis.getAsLong();
        for (Optional<Schedule> next = next(now); next.isPresent(); next = next(now)) {
            next.get().punctuate(now);
        }
    }

    private Optional<Schedule> next(long now) {
        schedules.removeIf(schedule -> schedule.cancelled);
        return schedules.stream()
                .filter(schedule -> schedule.due <= now)
                .min(Comparator.comparingLong(schedule -> schedule.due));
    }
}
