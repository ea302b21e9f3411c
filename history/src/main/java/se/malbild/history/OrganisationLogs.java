package se.malbild.history;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import se.malbild.schemas.BrokerException;

/**
 * The logs of the organisations that were asked for last, in memory: each is read from its beginning once, and from then on only
 * what has come since. For any number of threads.
 */
public final class OrganisationLogs {
    /** A reading from the beginning takes a core and the network of the broker for seconds. */
    private static final int READ_AT_ONCE = 2;

    /** Returns a log with what has come since it was read. */
    interface Reading {
        OrganisationLog readOn(OrganisationLog log) throws BrokerException;
    }

    private final Reading reading;
    private final long mostBytes;
    private final Semaphore fromBeginning = new Semaphore(READ_AT_ONCE);
    private final Map<String, FutureTask<OrganisationLog>> underWay = new ConcurrentHashMap<>();
    private final Map<String, OrganisationLog> logs = new LinkedHashMap<>(16, 0.75f, true);

    /** @param mostBytes about how much memory the logs may take together; one that takes more is not kept */
    public OrganisationLogs(LogReader reader, long mostBytes) {
        this(reader::readOn, mostBytes);
    }

    OrganisationLogs(Reading reading, long mostBytes) {
        this.reading = reading;
        this.mostBytes = mostBytes;
    }

    /**
     * Returns the log of {@code organisation} to its end. Who asks while it is being read gets what that reading finds.
     *
     * @throws BusyException when it is not in memory and two others are being read from their beginning
     * @throws BrokerException when Kafka does not tell where the log ends
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer within ten seconds, or falls silent for thirty
     */
    public OrganisationLog log(String organisation) throws BusyException, BrokerException, InterruptedException {
        FutureTask<OrganisationLog> task = new FutureTask<>(() -> read(organisation));
        FutureTask<OrganisationLog> first = underWay.putIfAbsent(organisation, task);
        if (first == null) {
            try {
                task.run();
            } finally {
                underWay.remove(organisation);
            }
        }
        try {
            return (first == null ? task : first).get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof BusyException busy) {
                throw busy;
            }
            if (failed.getCause() instanceof BrokerException broker) {
                throw broker;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failed.getCause();
        }
    }

    private OrganisationLog read(String organisation) throws BusyException, BrokerException {
        OrganisationLog known = known(organisation);
        if (known != null) {
            return keep(reading.readOn(known));
        }
        if (!fromBeginning.tryAcquire()) {
            throw new BusyException();
        }
        try {
            return keep(reading.readOn(OrganisationLog.unread(organisation)));
        } finally {
            fromBeginning.release();
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
