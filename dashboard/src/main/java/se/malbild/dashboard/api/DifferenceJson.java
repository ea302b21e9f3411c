package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.view.AsOf;
import se.malbild.goals.observation.Observation;
import se.malbild.history.Part;
import se.malbild.history.PartJson;
import se.malbild.history.PictureDifference;

/** What is different in a picture between two moments, as JSON. */
final class DifferenceJson {
    /** As many events as a reader wants to see; {@code becauseCount} counts them all. */
    private static final int MOST_EVENTS = 20;

    private DifferenceJson() {}

    /**
     * Adds it to {@code node}.
     *
     * @param to empty when it is now
     */
    static ObjectNode addTo(ObjectNode node, AsOf from, Optional<AsOf> to, PictureDifference difference) {
        node.set("from", AsOfJson.node(from));
        if (to.isPresent()) {
            node.set("to", AsOfJson.node(to.get()));
        } else {
            node.putNull("to");
        }
        node.set("versions", Json.array(difference.versions(), FrameworkJson::applied));
        node.set("lines", Json.array(difference.lines(), line -> line(line.part(), line.because())));
        return node;
    }

    /** Returns a part that is different with the first of the events that made it so, and how many there are. */
    static ObjectNode line(Part part, List<Observation> because) {
        ObjectNode node = Json.object();
        PartJson.addTo(node, part);
        node.set("because", Json.array(because.stream().limit(MOST_EVENTS).toList(), DifferenceJson::event));
        return node.put("becauseCount", because.size());
    }

    static ObjectNode event(Observation observation) {
        return Json.object()
                .put("eventId", observation.eventId())
                .put("indicator", observation.cell().indicator())
                .put("department", observation.cell().department())
                .put("period", observation.cell().period().toString());
    }
}
