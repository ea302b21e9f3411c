package se.malbild.bench;

import java.io.IOException;
import java.util.List;
import se.malbild.goals.observation.Observation;

/** Frameworks and events that can be replayed; the same each time. */
interface Workload {
    /** What takes the events. */
    interface Sink {
        /** Takes an event. */
        void event(Observation observation);

        /** Takes a record in the place of {@code observation} that cannot be accepted, of one of several kinds in turn. */
        void poison(Observation observation);
    }

    /** Returns what it is called on the command line. */
    String name();

    /** Returns the YAML of the frameworks, each of another organisation. */
    List<String> frameworks();

    /** Hands all events to {@code sink}, in their order. */
    void generate(Sink sink) throws IOException;
}
