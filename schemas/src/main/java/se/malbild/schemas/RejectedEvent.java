package se.malbild.schemas;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Fault;

/**
 * A record that could not be taken in, as it came. The arrays are not copied; nobody may change them.
 *
 * @param topic where it came
 * @param partition from 0
 * @param offset from 0
 * @param appendedAt when the broker took it in
 * @param key its key, when it had one
 * @param value its value, when it had one
 * @param department the department it names, where that could be read
 * @param faults everything that is wrong with it, at least one
 */
public record RejectedEvent(
        String topic,
        int partition,
        long offset,
        Instant appendedAt,
        Optional<byte[]> key,
        Optional<byte[]> value,
        Optional<String> department,
        List<Fault> faults) {

    public RejectedEvent {
        faults = List.copyOf(faults);
    }
}
