package se.malbild.publisher.spool;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.publisher.ObservationJson;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.schemas.Cluster;

/** Spools, and what is in them. */
final class Given {
    static final long MAX_BYTES = DurablePublisher.LEAST_MAX_BYTES;

    private Given() {}

    static Observation observation(String eventId) {
        try {
            return new ObservationDraft()
                    .eventId(eventId)
                    .organisation("1880")
                    .indicator("U21468")
                    .department("vård-och-omsorg")
                    .year(2018)
                    .value("78.37")
                    .observedAt(Instant.parse("2018-09-01T12:00:00.123456Z"))
                    .build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Pending pending(String eventId) {
        return Pending.of(eventId, SpoolFrame.of(Instant.now(), ObservationJson.write(observation(eventId))));
    }

    /** Puts events in {@code directory} without sending anything. */
    static void spooled(Path directory, String... eventIds) throws SpoolException {
        try (Spool spool = Spool.open(directory, MAX_BYTES)) {
            for (String eventId : eventIds) {
                append(spool, pending(eventId));
            }
        }
    }

    static void append(Spool spool, Pending event) throws SpoolException {
        spool.reserve(event);
        spool.append(List.of(event));
    }

    /** A publisher whose registry and broker do not answer. */
    static DurablePublisher unanswered(Path directory, MeterRegistry meters) throws SpoolException {
        int port = unusedPort();
        return DurablePublisher.open(
                directory,
                DurablePublisher.DEFAULT_MAX_BYTES,
                () -> ObservationPublisher.connect(new Cluster("127.0.0.1:" + port, "http://127.0.0.1:" + port)),
                meters);
    }

    private static int unusedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns the ids of the events that wait in {@code directory}, which nobody else has open. */
    static List<String> eventIds(Path directory) throws SpoolException, IOException, InvalidObservationException {
        List<String> eventIds = new ArrayList<>();
        try (Spool spool = Spool.open(directory, MAX_BYTES)) {
            for (Optional<Segment.Entry> entry = spool.take(); entry.isPresent(); entry = spool.take()) {
                if (entry.get().found() instanceof SpoolFrame.Found.Whole whole) {
                    eventIds.add(ObservationJson.read(whole.event()).eventId());
                }
            }
        }
        return eventIds;
    }
}
