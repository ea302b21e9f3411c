package se.malbild.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import se.malbild.schemas.BrokerException;

/**
 * The logs of the organisations that were asked for last, in memory: each is read from its beginning once, and from then on only
 * what has come since. For any number of threads.
 */
public final class OrganisationLogs {
    /** Most readings take less, when nobody waits for another. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** Returns a log with what has come since it was read. */
    interface Reading {
        OrganisationLog readOn(OrganisationLog log, Pace pace) throws BrokerException, TooLargeException;
    }

    private final Reading reading;
    private final long mostBytes;
    private final Turns fromBeginning;
    private final SingleFlight<String, OrganisationLog> underWay = new SingleFlight<>();
    private final Map<String, OrganisationLog> logs = new LinkedHashMap<>(16, 0.75f, true);
    /** A log only grows, so there is no use in reading again what did not fit. */
    private final Set<String> tooLarge = ConcurrentHashMap.newKeySet();

    /** @param mostBytes about how much memory the logs may take together; one that takes more is not read */
    public OrganisationLogs(LogReader reader, long mostBytes) {
        this((log, pace) -> reader.readOn(log, mostBytes, pace), mostBytes, LONGEST_WAIT);
    }

    OrganisationLogs(Reading reading, long mostBytes, Duration longestWait) {
        this.reading = reading;
        this.fromBeginning = new Turns(longestWait);
        this.mostBytes = mostBytes;
    }

    /**
     * Returns the log of {@code organisation} as far as it tells for good where it was at {@code moment}, and to its end where it
     * does not.
     *
     * @throws BusyException as {@link #log(String)} does
     * @throws TooLargeException as {@link #log(String)} does
     * @throws BrokerException as {@link #log(String)} does
     */
    public OrganisationLog log(String organisation, Instant moment)
            throws BusyException, TooLargeException, BrokerException, InterruptedException {
        OrganisationLog known = known(organisation);
        return known != null && !known.at(moment).isPreliminary() ? known : log(organisation);
    }

    /**
     * Returns the log of {@code organisation} to its end. Who asks while it is being read gets what that reading finds.
     *
     * @throws BusyException when it is not in memory and others are being read from their beginning for two seconds
     * @throws TooLargeException when it takes more memory than all logs may
     * @throws BrokerException when Kafka does not tell where the log ends
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer within ten seconds, or falls silent for thirty
     */
    public OrganisationLog log(String organisation)
            throws BusyException, TooLargeException, BrokerException, InterruptedException {
        try {
            return underWay.get(organisation, () -> read(organisation));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof BusyException busy) {
                throw busy;
            }
            if (failed.getCause() instanceof TooLargeException tooLarge) {
                throw tooLarge;
            }
            if (failed.getCause() instanceof BrokerException broker) {
                throw broker;
            }
            if (failed.getCause() instanceof InterruptedException stop) {
                throw stop;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failed.getCause();
        }
    }

    private OrganisationLog read(String organisation) throws Exception {
        if (tooLarge.contains(organisation)) {
            throw new TooLargeException(organisation, mostBytes);
        }
        OrganisationLog known = known(organisation);
        if (known != null) {
            return readOn(known, Pace.FULL);
        }
        return fromBeginning.take(pace -> readOn(OrganisationLog.unread(organisation), pace));
    }

    private OrganisationLog readOn(OrganisationLog log, Pace pace) throws BrokerException, TooLargeException {
        try {
            return keep(reading.readOn(log, pace));
        } catch (TooLargeException full) {
            tooLarge.add(log.organisation());
            throw full;
        }
    }

    private OrganisationLog known(String organisation) {
        synchronized (logs) {
            return logs.get(organisation);
        }
    }

    private OrganisationLog keep(OrganisationLog log) {
        synchronized (logs) {
            logs.put(log.organisation(), log);
            long bytes =
                    logs.values().stream().mapToLong(OrganisationLog::bytes).sum();
            Iterator<OrganisationLog> eldestFirst = logs.values().iterator();
            while (bytes > mostBytes) {
                bytes -= eldestFirst.next().bytes();
                eldestFirst.remove();
            }
        }
        return log;
    }
}
