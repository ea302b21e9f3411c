package se.malbild.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.ObservationDraft;

/**
 * What is wrong with the attributes of a CloudEvent. What an observation takes from them is held to the rules of the
 * observation's own fields, but reported for the attribute, which is what the sender wrote.
 */
final class AttributeFaults {
    private static final List<String> REQUIRED = List.of("id", "source", "type", "specversion");

    private final Map<String, String> attributes;
    private final String prefix;
    private final List<Fault> faults;

    /**
     * @param prefix before the names of attributes where the sender writes them
     * @param unreadable faults found while the attributes were read
     */
    AttributeFaults(Map<String, String> attributes, String prefix, List<Fault> unreadable) {
        this.attributes = attributes;
        this.prefix = prefix;
        this.faults = new ArrayList<>(unreadable);
    }

    /** Returns those found while the attributes were read, then the others; {@code field} is the attribute's name. */
    List<Fault> all() {
        for (String name : REQUIRED) {
            if (given(name).isEmpty() && isReadable(name)) {
                add(
                        "required",
                        name,
                        "CloudEvents kräver " + prefix + name + ".",
                        "CloudEvents requires " + prefix + name + ".");
            }
        }
        only("specversion", "unknown-version", CloudEvent.VERSION);
        only("type", "unknown-type", CloudEvent.TYPE);
        given("id").ifPresent(id -> judge("id", "eventId", new ObservationDraft().eventId(id)));
        given("source").ifPresent(source -> {
            judge("source", "eventId", new ObservationDraft().eventId(source));
            judge("source", "source", new ObservationDraft().source(source));
        });
        if (attributes.containsKey("time")) {
            CloudEvent.time(attributes)
                    .ifPresentOrElse(
                            time -> judge("time", "observedAt", new ObservationDraft().observedAt(time)),
                            this::addNotATime);
        }
        return faults.stream().distinct().toList();
    }

    private void only(String name, String code, String expected) {
        if (isReadable(name)
                && given(name).filter(value -> !value.equals(expected)).isPresent()) {
            add(
                    code,
                    name,
                    prefix + name + " ska vara " + expected + ".",
                    prefix + name + " must be " + expected + ".");
        }
    }

    private void addNotATime() {
        add(
                "not-a-time",
                "time",
                prefix + "time ska vara en tidpunkt med tidszon, till exempel 2018-09-01T12:00:00Z.",
                prefix + "time must be a time with its zone, for example 2018-09-01T12:00:00Z.");
    }

    /** Adds what is wrong with {@code field} of {@code draft}. An event id that is too long is shortened instead. */
    private void judge(String name, String field, ObservationDraft draft) {
        for (Fault fault : draft.faults()) {
            boolean isShortened = field.equals("eventId") && fault.code().equals("too-long");
            if (fault.field().equals(field) && !isShortened) {
                Text message = fault.message();
                add(fault.code(), name, prefix + name + ": " + message.sv(), prefix + name + ": " + message.en());
            }
        }
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(attributes.get(name)).filter(value -> !value.isBlank());
    }

    private boolean isReadable(String name) {
        return faults.stream().noneMatch(fault -> fault.field().equals(name));
    }

    private void add(String code, String name, String sv, String en) {
        faults.add(new Fault(code, name, new Text(sv, en)));
    }
}
