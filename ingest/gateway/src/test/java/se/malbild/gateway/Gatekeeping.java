package se.malbild.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.observation.Observation;

/** What the gateway reads out of a body, for tests that compare it with other ways in. */
public final class Gatekeeping {
    private final CurrentFrameworks frameworks = new CurrentFrameworks();

    /**
     * What the gateway says of an event.
     *
     * @param observation nothing when there are faults
     * @param faults each as {@code field code}
     * @param warnings each as {@code field code}
     */
    public record Verdict(Optional<Observation> observation, Set<String> faults, Set<String> warnings) {}

    /** A gateway that has read {@code versions}. */
    public Gatekeeping(List<FrameworkVersion> versions) {
        versions.forEach(frameworks::add);
    }

    /** Returns the observation that {@code json} says. */
    public static Observation json(String json) {
        return new Gatekeeping(List.of()).judge(json).observation().orElseThrow();
    }

    /** Returns the observation that is the data of {@code event}. */
    public static Observation cloudEvent(String event) {
        return new Gatekeeping(List.of()).judgeCloudEvent(event).observation().orElseThrow();
    }

    /** Judges an observation in JSON. */
    public Verdict judge(String json) {
        return verdict(reader().observation(json, ""), "/");
    }

    /** Judges the data of a CloudEvent. */
    public Verdict judgeCloudEvent(String event) {
        return verdict(reader().cloudEvent(event, ""), "/data/");
    }

    private ObservationReader reader() {
        return new ObservationReader(frameworks, Optional.empty());
    }

    private static Verdict verdict(ObservationReader.Reading reading, String prefix) {
        if (reading instanceof ObservationReader.Reading.Good good) {
            return new Verdict(Optional.of(good.observation()), Set.of(), codes(good.warnings(), prefix));
        }
        return new Verdict(
                Optional.empty(), codes(((ObservationReader.Reading.Bad) reading).faults(), prefix), Set.of());
    }

    private static Set<String> codes(List<PointedFault> faults, String prefix) {
        return faults.stream()
                .map(fault -> fault.pointer().substring(prefix.length()) + " " + fault.code())
                .collect(Collectors.toSet());
    }
}
