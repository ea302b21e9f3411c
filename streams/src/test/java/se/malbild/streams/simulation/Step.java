package se.malbild.streams.simulation;

import java.time.Duration;

/** What happens next in a story. What it depends on is in it, so that it means the same when others are left out. */
sealed interface Step {
    /** Somebody sends the input of that number, for the first time or again. */
    record Send(int input) implements Step {}

    /** A transaction of somebody else's leaves an offset without a record. */
    record Gap(Place place) implements Step {}

    /** An instance is started; when it runs nothing happens. */
    record Start(int instance) implements Step {}

    /**
     * An instance reads as many records and does what is due.
     *
     * @param choices decides of which inputs
     */
    record Work(int instance, int records, long choices) implements Step {}

    record Commit(int instance, Instance.Outcome outcome) implements Step {}

    /** An instance is killed at once. */
    record Kill(int instance) implements Step {}

    /** An instance is killed when it comes to {@code point} for the time after {@code spared} times. */
    record KillAt(int instance, CrashPoint point, int spared) implements Step {}

    /** An instance stands still, and the others get its partitions. */
    record Freeze(int instance) implements Step {}

    /** It goes on, without knowing that it has lost them. */
    record Thaw(int instance) implements Step {}

    /**
     * The partitions are divided anew.
     *
     * @param compacted whether the changelogs have been compacted
     */
    record Rebalance(int turned, boolean compacted) implements Step {}

    /** All instances stop in order, Kafka forgets what they have read, and they start again. */
    record Forget() implements Step {}

    record Pass(Duration time) implements Step {}

    record SetClock(Duration ahead) implements Step {}

    record RegistryGoesAway() implements Step {}

    record RegistryComesBack() implements Step {}

    record LaterSchemaIsRegistered() implements Step {}
}
