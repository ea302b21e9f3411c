package se.malbild.gateway;

import java.util.Optional;
import se.malbild.goals.observation.Observation;

/** What the gateway reads out of a body, for tests that compare it with other ways in. */
public final class Gatekeeping {
    private Gatekeeping() {}

    /** Returns the observation that {@code json} says. */
    public static Observation json(String json) {
        return ((ObservationReader.Reading.Good) reader().observation(json, "")).observation();
    }

    /** Returns the observation that is the data of {@code event}. */
    public static Observation cloudEvent(String event) {
        return ((ObservationReader.Reading.Good) reader().cloudEvent(event, "")).observation();
    }

    private static ObservationReader reader() {
        return new ObservationReader(new CurrentFrameworks(), Optional.empty());
    }
}
