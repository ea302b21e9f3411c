package se.malbild.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.TopicPrefix;

/**
 * The process of a contender: replays what each line from its standard input asks for, until there are no more, and says on
 * its standard output what it is at, in lines that begin with {@link #SAYS}.
 */
final class ContenderMain {
    static final String SAYS = "bench: ";
    static final String STARTED = SAYS + "started";
    static final String STOPPED = SAYS + "stopped";
    static final String KEPT = SAYS + "kept";
    static final String DONE = SAYS + "done";
    static final String FAILED = SAYS + "failed";
    static final String TAB = "\t";

    /** The file in the directory of a replay that gets the totals. */
    static final String TOTALS = "totals";

    private ContenderMain() {}

    /**
     * Runs it.
     *
     * @param args the contender, the brokers, the registry, the commit interval in milliseconds, threads, and settings of
     *     Kafka Streams
     */
    public static void main(String[] args) throws Exception {
        Contender contender = contender(ContenderProcess.Kind.valueOf(args[0]));
        Map<String, String> streamsConfig = new TreeMap<>();
        Arrays.stream(args).skip(5).forEach(setting -> {
            int equals = setting.indexOf('=');
            streamsConfig.put(setting.substring(0, equals), setting.substring(equals + 1));
        });
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            String[] parts = line.split(TAB, -1);
            Path directory = Path.of(parts[4]);
            Path totals = directory.resolve(TOTALS);
            Replay replay = new Replay(
                    new Cluster(args[1], args[2], new TopicPrefix(parts[0])),
                    parts[1],
                    Long.parseLong(parts[2]),
                    GoalAreas.read(Path.of(parts[3])),
                    directory.resolve("state"),
                    Duration.ofMillis(Long.parseLong(args[3])),
                    Integer.parseInt(args[4]),
                    streamsConfig);
            replay(contender, replay, totals);
        }
        System.exit(0);
    }

    private static Contender contender(ContenderProcess.Kind kind) {
        return switch (kind) {
            case OURS -> new Ours();
            case PLAIN -> new PlainConsumer();
            case LOOP -> new TransactionalLoop();
            case DSL -> new DslTopology();
            case FLINK -> new FlinkJob();
        };
    }

    private static void replay(Contender contender, Replay replay, Path totals) {
        // So that none pays for what is left of the replay before.
        System.gc();
        try {
            contender.replay(replay, new PrintingClock()).write(totals);
            System.out.println(DONE);
        } catch (Exception failed) {
            failed.printStackTrace();
            System.out.println(FAILED);
        }
    }

    private static final class PrintingClock implements Contender.Clock {
        private volatile Cost start;

        @Override
        public void start() {
            System.out.println(STARTED);
            start = Cost.now();
        }

        @Override
        public void stop() {
            Cost cost = Cost.now().since(start);
            System.out.println(String.join(
                    TAB,
                    STOPPED,
                    "" + cost.time().toNanos(),
                    "" + cost.processorTime().toNanos(),
                    "" + cost.collectionTime().toNanos(),
                    "" + cost.compilationTime().toNanos(),
                    "" + cost.allocatedBytes()));
            System.gc();
            System.out.println(String.join(
                    TAB,
                    KEPT,
                    ""
                            + ManagementFactory.getMemoryMXBean()
                                    .getHeapMemoryUsage()
                                    .getUsed()));
        }
    }
}
