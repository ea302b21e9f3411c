package se.malbild.goals.certification;

import java.util.Set;
import se.malbild.goals.observation.Observation;

/**
 * A value that stands for a year, with who sent it and when it came.
 *
 * @param observation with a value
 * @param cameAs how many of the organisation's own events there were when it had come
 * @param senders the names of everybody who sent it, as far as they are known
 * @param hasUnknownSender whether it was sent by somebody of whom nothing says who
 */
public record StandingValue(Observation observation, int cameAs, Set<String> senders, boolean hasUnknownSender) {
    public StandingValue {
        senders = Set.copyOf(senders);
    }
}
