package se.malbild.cluster;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** The clock of a broker, which is wrong by as much as it is told. Durations pass as they do. */
public final class BrokerClock implements Time {
    private volatile long aheadMillis;

    /**
     * Puts it wrong.
     *
     * @param ahead of the right time, below zero behind it
     */
    public void put(Duration ahead) {
        aheadMillis = ahead.toMillis();
    }

    @Override
    public long milliseconds() {
        return SYSTEM.milliseconds() + aheadMillis;
    }

    @Override
    public long nanoseconds() {
        return SYSTEM.nanoseconds();
    }

    @Override
    public void sleep(long millis) {
        SYSTEM.sleep(millis);
    }

    @Override
    public void waitObject(Object lock, Supplier<Boolean> condition, long deadlineMillis) throws InterruptedException {
        SYSTEM.waitObject(lock, condition, deadlineMillis - aheadMillis);
    }
}
