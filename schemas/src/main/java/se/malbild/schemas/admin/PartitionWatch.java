package se.malbild.schemas.admin;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Text;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;

/**
 * Looks every few seconds, on a thread of its own, whether somebody has added partitions to a topic, for as long as a service
 * runs. While Kafka does not answer, what was seen last holds. A topic that it may not describe is left out, and the log says so.
 */
public final class PartitionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWatch.class);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(2);

    /** Where the counts come from. */
    interface Source {
        PartitionCounts ask() throws ExecutionException, InterruptedException, TimeoutException;
    }

    private final Source source;
    private final Runnable closing;
    private final ScheduledExecutorService executor =
            new ScheduledThreadPoolExecutor(1, PartitionWatch::thread, new DiscardPolicy());
    /** The least number that was ever seen, so that it is noticed, too, when all topics are given more. */
    private int made = Integer.MAX_VALUE;

    /** Topics that the log says are left out. */
    private Set<String> leftOut = Set.of();

    private volatile Optional<Text> problem = Optional.empty();

    /** @param closing closes what {@code source} needs */
    PartitionWatch(Source source, Runnable closing) {
        this.source = source;
        this.closing = closing;
    }

    /** Returns one that looks at {@code topics} from now on. */
    @SuppressWarnings("FutureReturnValueIgnored") // look() itself says what went wrong
    public static PartitionWatch start(Cluster cluster, Collection<Topic> topics) {
        Admin admin = AdminClients.create(cluster);
        List<String> names = PartitionCounts.namesOf(topics, cluster.prefix());
        PartitionWatch watch = new PartitionWatch(
                () -> PartitionCounts.ofDescribable(admin, names, AdminClients.ANSWERS_WITHIN),
                () -> admin.close(Duration.ZERO));
        watch.executor.scheduleWithFixedDelay(watch::look, 0, LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "partition-watch");
        thread.setDaemon(true);
        return thread;
    }

    void look() {
        try {
            PartitionCounts counts = source.ask();
            newlyLeftOut(counts)
                    .forEach(topic -> LOG.warn(
                            "The user lacks the right DESCRIBE on the topic {}, so partitions that are added to it are not"
                                    + " noticed; grant it.",
                            topic));
            made = Math.min(made, counts.inForce().orElse(made));
            Optional<Text> seen = counts.problem(made);
            if (!seen.equals(problem)) {
                seen.ifPresentOrElse(
                        what -> LOG.error("{}", what.en()),
                        () -> LOG.info("All topics have {} partitions again", made));
            }
            problem = seen;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException noAnswer) {
            LOG.debug("Kafka does not say how many partitions the topics have", noAnswer);
        } catch (RuntimeException failure) {
            LOG.warn(
                    "The partitions of the topics could not be counted",
                    failure); // the schedule would end without a word
        }
    }

    /** Returns the topics that are left out of {@code counts} and were not at the look before. */
    List<String> newlyLeftOut(PartitionCounts counts) {
        Set<String> before = leftOut;
        leftOut = counts.undescribed();
        return leftOut.stream().filter(topic -> !before.contains(topic)).toList();
    }

    /** Returns what is wrong and what would be right, as it was seen last. */
    public Optional<Text> problem() {
        return problem;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        closing.run();
    }
}
