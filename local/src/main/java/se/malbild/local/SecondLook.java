package se.malbild.local;

import java.nio.charset.StandardCharsets;
import java.util.List;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.GoalFrameworkReader;
import se.malbild.schemas.IndicatorEventReader;
import se.malbild.schemas.Keys;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.SchemaRegistry;
import se.malbild.schemas.Topic;

/** What would be said of a rejected record if it came now: after a schema was registered, or the rules were extended. */
final class SecondLook {
    private final IndicatorEventReader events;
    private final GoalFrameworkReader frameworks;
    private final ObservationDraft draft = new ObservationDraft();

    /** @param registry with the schemas of both input topics preloaded */
    SecondLook(SchemaRegistry registry) {
        events = new IndicatorEventReader(registry);
        frameworks = new GoalFrameworkReader(registry);
    }

    /** The answer: whose the record is, when it would be taken in, and else what is wrong with it. */
    sealed interface Answer {
        record Fine(String organisation) implements Answer {}

        record Faulty(List<Fault> faults) implements Answer {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /** Judges {@code rejected} as if it lay where it is to lie. */
    Answer at(RejectedEvent rejected) {
        if (rejected.value().isEmpty() || rejected.key().isEmpty()) {
            return new Answer.Faulty(rejected.faults());
        }
        // A record that is cut off is not the one that was sent.
        if (rejected.faults().stream().anyMatch(fault -> fault.code().equals("record-too-large"))) {
            return new Answer.Faulty(rejected.faults());
        }
        return rejected.topic().equals(Topic.INDICATOR_EVENTS.topicName())
                ? event(rejected.key().get(), rejected.value().get())
                : framework(rejected.key().get(), rejected.value().get());
    }

    private Answer event(byte[] key, byte[] value) {
        IndicatorEventReader.Reading reading = events.read(value, draft);
        if (reading instanceof IndicatorEventReader.Reading.UnknownSchema unknown) {
            return unknownSchema(unknown.id());
        }
        if (reading instanceof IndicatorEventReader.Reading.Faulty faulty) {
            return new Answer.Faulty(faulty.faults());
        }
        try {
            String organisation = draft.build().cell().organisation();
            return placed(key, Keys.event(organisation), organisation);
        } catch (InvalidObservationException invalid) {
            return new Answer.Faulty(invalid.faults());
        }
    }

    private Answer framework(byte[] key, byte[] value) {
        GoalFrameworkReader.Reading reading = frameworks.read(value);
        if (reading instanceof GoalFrameworkReader.Reading.UnknownSchema unknown) {
            return unknownSchema(unknown.id());
        }
        if (reading instanceof GoalFrameworkReader.Reading.Faulty faulty) {
            return new Answer.Faulty(faulty.faults());
        }
        try {
            FrameworkVersion applied = FrameworkVersion.read(((GoalFrameworkReader.Reading.Document) reading).yaml());
            String organisation = applied.framework().organisation();
            return placed(key, Keys.framework(organisation, applied.framework().id()), organisation);
        } catch (InvalidFrameworkException invalid) {
            return new Answer.Faulty(invalid.faults().stream()
                    .map(fault -> new Fault(fault.code(), fault.path(), fault.message()))
                    .toList());
        }
    }

    private static Answer placed(byte[] key, String expected, String organisation) {
        if (new String(key, StandardCharsets.UTF_8).equals(expected)) {
            return new Answer.Fine(organisation);
        }
        return new Answer.Faulty(List.of(new Fault(
                "wrong-key",
                "key",
                new Text("Nyckeln ska vara ”" + expected + "”.", "The key is to be “" + expected + "”."))));
    }

    private static Answer unknownSchema(int id) {
        return new Answer.Faulty(List.of(new Fault(
                "unknown-schema",
                "value",
                new Text(
                        "Schemaregistret har inget schema med id " + id + ".",
                        "The schema registry has no schema with id " + id + "."))));
    }
}
