package se.malbild.history;

import java.util.List;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.registry.SchemaRegistry;

/** Where what is known of an organisation is laid out for somebody who decides. For any number of threads. */
public final class DecisionDesk {
    private final OrganisationLogs logs;
    private final KnownPlaces places;
    private final History history;
    private final SchemaRegistry registry;

    /**
     * @param places of {@code history}
     * @param registry with the schemas of all input topics preloaded
     */
    public DecisionDesk(OrganisationLogs logs, KnownPlaces places, History history, SchemaRegistry registry) {
        this.logs = logs;
        this.places = places;
        this.history = history;
        this.registry = registry;
    }

    /**
     * Reads the log of {@code organisation} to its end.
     *
     * @throws BusyException when too many logs are being read; asking again later will help
     * @throws TooLargeException when its log takes more memory than all logs may
     * @throws BrokerException when Kafka does not tell where the log ends
     * @throws UndecodedException when the registry does not tell the schema of a record
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer within ten seconds, or falls silent for thirty
     */
    public Sitting sit(String organisation)
            throws BusyException, TooLargeException, BrokerException, UndecodedException, InterruptedException {
        OrganisationLog log = logs.log(organisation);
        Known known = places.at(log, log.end());
        String digest = InputDigests.of(registry, log, List.of(log.end())).get(log.end());
        return new Sitting(log, known, history.decisions(log), digest, history);
    }
}
