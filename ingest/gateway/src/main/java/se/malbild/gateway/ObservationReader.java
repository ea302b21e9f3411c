package se.malbild.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.CurrentFrameworks;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.publisher.ContentId;
import se.malbild.publisher.ObservationJson;
import se.malbild.service.Tokens.Holder;

/** Reads and checks the events of one request. Not for use by several threads. */
final class ObservationReader {
    /** A field that is only checked and never kept: the sender's own word for what the value is in. */
    static final String UNIT = "unit";

    private static final String NOT_JSON = "not-json";
    private static final Set<String> NO_OBJECT = Set.of(NOT_JSON, "too-complex");

    /** What an event turned out to be. */
    sealed interface Reading {
        /**
         * It is an observation.
         *
         * @param warnings what will become of it that the sender may not expect
         */
        record Good(Observation observation, List<PointedFault> warnings) implements Reading {}

        /**
         * It is not, and every reason why.
         *
         * @param department whom it claims to be from, or {@code ""}
         * @param isReadable whether it is a JSON object that can be read to its end
         */
        record Bad(List<PointedFault> faults, String department, boolean isReadable) implements Reading {}
    }

    private final CurrentFrameworks frameworks;
    private final Optional<Holder> holder;
    private final ObservationDraft draft = new ObservationDraft();
    private Optional<String> unit = Optional.empty();

    /** @param holder of the request's token; nobody where no tokens are asked for */
    ObservationReader(CurrentFrameworks frameworks, Optional<Holder> holder) {
        this.frameworks = frameworks;
        this.holder = holder;
    }

    /**
     * Reads an observation.
     *
     * @param pointer to it in what was sent
     */
    Reading observation(String json, String pointer) {
        start();
        return read(json, pointer, List.of());
    }

    /**
     * Reads a CloudEvent in structured mode.
     *
     * @param pointer to it in what was sent
     */
    Reading cloudEvent(String json, String pointer) {
        try {
            return cloudEvent(CloudEvent.structured(json), pointer);
        } catch (JsonProcessingException malformed) {
            start();
            return bad(
                    pointer,
                    List.of(new Fault(
                            NOT_JSON,
                            "",
                            new Text(
                                    "Ett CloudEvent som JSON-objekt väntas.",
                                    "A CloudEvent as a JSON object is expected."))),
                    List.of());
        }
    }

    /** Reads a CloudEvent. */
    Reading cloudEvent(CloudEvent event, String pointer) {
        start();
        event.fillIn(draft);
        List<PointedFault> attributeFaults = event.faultsAt(pointer);
        if (event.data().isEmpty()) {
            Fault missing =
                    new Fault("required", "data", new Text("Observationen saknas.", "The observation is missing."));
            return bad(pointer, List.of(missing), attributeFaults);
        }
        return read(event.data().get(), pointer + event.dataPointer(), attributeFaults);
    }

    /** Returns what to answer of something that is no text. */
    Reading unreadable(Fault fault) {
        start();
        return bad("", List.of(fault), List.of());
    }

    private void start() {
        draft.clear();
        draft.eventId(ContentId.PREFIX);
        unit = Optional.empty();
        holder.ifPresent(known -> {
            draft.organisation(known.organisation());
            if (known.departments().size() == 1) {
                draft.department(known.departments().iterator().next());
            }
        });
    }

    private Reading read(String json, String pointer, List<PointedFault> before) {
        try {
            ObservationJson.fill(json, draft, Map.of(UNIT, given -> unit = Optional.of(given)));
        } catch (InvalidObservationException unreadable) {
            return bad(pointer, unreadable.faults(), before);
        }
        if (draft.year().isPresent()) {
            frameworks
                    .departmentNamed(
                            draft.organisation(),
                            draft.department(),
                            draft.year().getAsInt())
                    .ifPresent(draft::department);
        }
        List<Fault> others = holderFaults();
        unit.flatMap(given -> frameworks.wrongUnit(draft.organisation(), draft.indicator(), given))
                .ifPresent(others::add);
        if (!others.isEmpty() || !before.isEmpty()) {
            others.addAll(0, draft.faults());
            return bad(pointer, others, before);
        }
        try {
            Observation observation = draft.build();
            return new Reading.Good(
                    observation.eventId().equals(ContentId.PREFIX) ? ContentId.assign(observation) : observation,
                    frameworks.warnings(observation).stream()
                            .map(warning -> PointedFault.at(pointer, warning))
                            .toList());
        } catch (InvalidObservationException invalid) {
            return bad(pointer, invalid.faults(), before);
        }
    }

    private List<Fault> holderFaults() {
        List<Fault> faults = new ArrayList<>();
        holder.ifPresent(known -> {
            if (!draft.organisation().isEmpty() && !draft.organisation().equals(known.organisation())) {
                faults.add(new Fault(
                        "other-organisation",
                        "organisation",
                        new Text(
                                "Token gäller kommun " + known.organisation() + ".",
                                "The token is for municipality " + known.organisation() + ".")));
            }
            if (!draft.department().isEmpty() && !known.departments().contains(draft.department())) {
                String departments =
                        String.join(", ", known.departments().stream().sorted().toList());
                faults.add(new Fault(
                        "other-department",
                        "department",
                        new Text(
                                "Token får bara skriva för " + departments + ".",
                                "The token may write for " + departments + " only.")));
            }
        });
        return faults;
    }

    private Reading bad(String pointer, List<Fault> faults, List<PointedFault> before) {
        return new Reading.Bad(
                Stream.concat(before.stream(), faults.stream().map(fault -> PointedFault.at(pointer, fault)))
                        .toList(),
                draft.department(),
                faults.stream().noneMatch(fault -> NO_OBJECT.contains(fault.code())));
    }
}
