package se.malbild.applications;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.malbild.goals.Text;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.StartupException;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.schemas.admin.KafkaRefusal;
import se.malbild.schemas.admin.PartitionCounts;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

/** What an application over the topics needs before it can start, looked for where it must be. */
public final class ApplicationStart {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationStart.class);
    /** Longer than a command waits: a service often starts together with Kafka, on a computer that is busy with both. */
    public static final Duration BROKER_ANSWERS_WITHIN = Duration.ofSeconds(30);

    /** What Kafka takes. */
    private static final Pattern INSTANCE_ID = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private static final Duration REGISTRY_RETRY = Duration.ofSeconds(1);

    private ApplicationStart() {}

    /** What was written with older schemas waits in the state if the registry went away just now. */
    private static void preload(SchemaRegistry registry, Topic topic) {
        try {
            registry.preload(topic);
        } catch (RegistryException away) {
            LOG.warn("Starting with the schemas known since before: {}", away.getMessage());
        }
    }

    /**
     * Returns a writer, with the schemas of both inputs remembered; waits for the registry as long as it takes, saying so.
     *
     * @param cluster to be named in what is said
     * @param topics those that will be read or written
     * @throws StartupException when a schema is not registered
     * @throws InterruptedException when interrupted while waiting
     */
    public static RecordWriter awaitWriter(SchemaRegistry registry, Cluster cluster, List<Topic> topics)
            throws StartupException, InterruptedException {
        boolean said = false;
        long answersSince = System.nanoTime();
        while (true) {
            try {
                RecordWriter writer = new RecordWriter(registry, topics.toArray(Topic[]::new));
                preload(registry, Topic.INDICATOR_EVENTS);
                preload(registry, Topic.GOAL_FRAMEWORKS);
                return writer;
            } catch (RegistryException notNow) {
                if (notNow.kind() != RegistryException.Kind.NOT_REGISTERED) {
                    if (!said) {
                        LOG.warn(
                                "Waiting for the schema registry at {}: {}",
                                cluster.registryUrl(),
                                notNow.getMessage());
                        said = true;
                    }
                    answersSince = System.nanoTime();
                } else if (System.nanoTime() - answersSince >= SchemaRegistry.NO_COUNTS_AFTER.toNanos()) {
                    throw new StartupException(notNow.text());
                } // otherwise it may be starting, and not have read yet what it has
                TimeUnit.MILLISECONDS.sleep(REGISTRY_RETRY.toMillis());
            }
        }
    }

    /**
     * Returns the number of partitions of the topics, which must be the same: the Processor API would not notice.
     *
     * @param changelogs of the application, by their names in Kafka; they are missing before its first start
     * @throws StartupException when the broker does not answer, a topic is missing or has another number of partitions
     *     than the others or than a changelog
     */
    public static int partitions(Cluster cluster, List<Topic> topics, List<String> changelogs)
            throws StartupException, InterruptedException {
        return partitions(cluster, topics, changelogs, BROKER_ANSWERS_WITHIN);
    }

    static int partitions(Cluster cluster, List<Topic> topics, List<String> changelogs, Duration answersWithin)
            throws StartupException, InterruptedException {
        LOG.info("Asking Kafka at {}, for at most {} s", cluster.bootstrapServers(), answersWithin.toSeconds());
        try {
            Admin admin = AdminClients.create(cluster, answersWithin);
            try {
                return partitions(
                        admin, topics.stream().map(cluster.prefix()::topic).toList(), changelogs, answersWithin);
            } finally {
                admin.close(Duration.ZERO); // one that is asked to stop does not wait for answers
            }
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            Text noAnswer = new Text(
                    "Kafka svarar inte på " + cluster.bootstrapServers()
                            + ". Kontrollera adressen och att tjänsten är igång.",
                    "Kafka does not answer at " + cluster.bootstrapServers()
                            + ". Check the address and that it is running.");
            throw new StartupException(KafkaRefusal.of(failed, cluster, noAnswer), failed);
        }
    }

    private static int partitions(Admin admin, List<String> topics, List<String> changelogs, Duration answersWithin)
            throws ExecutionException, InterruptedException, TimeoutException {
        PartitionCounts counts = PartitionCounts.of(
                admin, Stream.concat(topics.stream(), changelogs.stream()).toList(), answersWithin);
        List<String> missing = topics.stream()
                .filter(topic -> !counts.byTopic().containsKey(topic))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            String names = String.join(", ", missing);
            throw new StartupException(new Text(
                    "Topics saknas i Kafka: " + names + ". Skapa dem med ”malbild topics apply”.",
                    "Topics are missing from Kafka: " + names + ". Create them with “malbild topics apply”."));
        }
        counts.problem().ifPresent(problem -> {
            throw new StartupException(problem);
        });
        return counts.inForce().orElseThrow();
    }

    /**
     * Returns the id that this member of its group keeps over restarts, so that it gets its tasks back at once. One that is
     * damaged is made anew: its tasks are then its own again when Kafka has not heard of the old one for long enough.
     *
     * @param stateDirectory where it is kept; made when it is missing
     * @throws IOException when the directory cannot be written
     */
    public static String instanceId(Path stateDirectory) throws IOException {
        Path file = Files.createDirectories(stateDirectory).resolve("instance-id");
        if (Files.exists(file)) {
            // Not every sequence of bytes is UTF-8; every one is Latin-1.
            String kept = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            if (INSTANCE_ID.matcher(kept).matches()) {
                return kept;
            }
            LOG.warn("{} is damaged and is made anew", file);
        }
        String id = UUID.randomUUID().toString();
        // A process that is killed here must not leave half a file.
        Path whole = Files.writeString(file.resolveSibling("instance-id.new"), id);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        return id;
    }
}
