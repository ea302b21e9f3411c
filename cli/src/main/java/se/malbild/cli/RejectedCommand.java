package se.malbild.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.Columns;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.UsageException;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.RejectedRecords;
import se.malbild.cli.topics.SecondLook;
import se.malbild.goals.Fault;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.observation.NormalForm;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "rejected",
        description = {"Visar avvisade poster och skickar dem igen.", "Shows rejected records and sends them again."},
        mixinStandardHelpOptions = true,
        subcommands = {RejectedCommand.ListAll.class, RejectedCommand.Show.class, RejectedCommand.Replay.class})
final class RejectedCommand {
    /** Header of a record that was sent again: the key of the rejected one. */
    static final String REPLAY_OF = "malbild-replay-of";

    private static final int SHOWN_BYTES = 512;

    /** Which of the rejected records are meant. */
    private static final class Selection {
        @Option(
                names = "--fault",
                paramLabel = "KOD/CODE",
                description = {"Bara poster med det felet.", "Only records with that fault."})
        private Optional<String> fault = Optional.empty();

        @Option(
                names = "--department",
                paramLabel = "ID",
                description = {"Bara förvaltningens poster.", "Only the department's records."})
        private Optional<String> department = Optional.empty();

        boolean takes(RejectedEvent rejected) {
            return fault.map(code -> rejected.faults().stream()
                                    .anyMatch(f -> f.code().equals(code)))
                            .orElse(true)
                    && department
                            .map(id -> rejected.department()
                                    .map(NormalForm::ofId)
                                    .equals(Optional.of(NormalForm.ofId(id))))
                            .orElse(true);
        }

        boolean isGiven() {
            return fault.isPresent() || department.isPresent();
        }
    }

    /** What is done with the rejected records. */
    private interface Work {
        int with(RejectedRecords rejected, SecondLook look) throws CommandException;
    }

    private static int with(Cluster cluster, Work work) throws CommandException {
        Brokers.requireBroker(cluster);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            registry.preload(Topic.REJECTED_EVENTS);
            registry.preload(Topic.INDICATOR_EVENTS);
            registry.preload(Topic.GOAL_FRAMEWORKS);
            return work.with(
                    new RejectedRecords(cluster, registry),
                    new SecondLook(registry, Brokers.partitionsInForce(Brokers.partitionCounts(cluster))));
        } catch (RegistryException failed) {
            throw new CommandException(failed.text());
        }
    }

    @Command(
            name = "list",
            description = {
                "Visar avvisade poster, per fel och förvaltning.",
                "Lists rejected records, by fault and department."
            },
            mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ClusterOptions clusterOptions;

        @Mixin
        private Selection selection;

        @Option(
                names = "--most",
                paramLabel = "N",
                defaultValue = "50",
                description = {
                    "Så många av de senaste visas. (${DEFAULT-VALUE})",
                    "How many of the latest are shown. (${DEFAULT-VALUE})"
                })
        private int most;

        @Override
        public Integer call() throws CommandException {
            Console console = ConsoleOption.consoleOf(spec);
            return with(clusterOptions.cluster(), (all, look) -> {
                List<Line> lines = new ArrayList<>();
                all.forEach((key, rejected) -> {
                    if (selection.takes(rejected)) {
                        lines.add(new Line(
                                key,
                                rejected.appendedAt(),
                                rejected.offset(),
                                rejected.department().orElse("–"),
                                codes(rejected.faults())));
                    }
                });
                lines.sort(Comparator.comparing(Line::appendedAt)
                        .thenComparingLong(Line::offset)
                        .thenComparing(Line::key));
                Columns columns = new Columns();
                lines.stream()
                        .skip(Math.max(0, lines.size() - Math.max(0, most)))
                        .forEach(line -> columns.row(
                                line.key(),
                                SwedishTime.second(line.appendedAt()),
                                line.department(),
                                String.join(", ", line.faults())));
                console.result(columns.toString());
                tell(console, lines);
                return 0;
            });
        }

        /** What is shown of a record. */
        private record Line(String key, Instant appendedAt, long offset, String department, List<String> faults) {}

        private static void tell(Console console, List<Line> lines) {
            if (lines.isEmpty()) {
                console.say("Inga avvisade poster.", "No rejected records.");
                return;
            }
            Map<String, Integer> byFault = new TreeMap<>();
            Map<String, Integer> byDepartment = new TreeMap<>();
            for (Line line : lines) {
                line.faults().forEach(code -> byFault.merge(code, 1, Integer::sum));
                byDepartment.merge(line.department(), 1, Integer::sum);
            }
            Text count =
                    Text.count(lines.size(), "avvisad post", "avvisade poster", "rejected record", "rejected records");
            console.say(
                    count.sv() + ". Per fel: " + told(byFault) + ". Per förvaltning: " + told(byDepartment) + ".",
                    count.en() + ". By fault: " + told(byFault) + ". By department: " + told(byDepartment) + ".");
            console.say(
                    "Visa en med ”malbild rejected show NYCKEL”. När felet är rättat: ”malbild rejected replay”.",
                    "Show one with “malbild rejected show KEY”. Once the fault is fixed: “malbild rejected replay”.");
        }

        private static String told(Map<String, Integer> counts) {
            return counts.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    @Command(
            name = "show",
            description = {"Visar en avvisad post med alla fel.", "Shows one rejected record with every fault."},
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ClusterOptions clusterOptions;

        @Parameters(
                paramLabel = "NYCKEL/KEY",
                description = {"Postens nyckel, som i listan.", "The record's key, as in the list."})
        private String key;

        @Override
        public Integer call() throws CommandException {
            Console console = ConsoleOption.consoleOf(spec);
            Cluster cluster = clusterOptions.cluster();
            return with(cluster, (all, look) -> {
                List<RejectedEvent> found = new ArrayList<>();
                all.forEach((each, record) -> {
                    if (each.equals(key)) {
                        found.add(record);
                    }
                });
                RejectedEvent rejected = found.stream().findFirst().orElseThrow(() -> unknown(key));
                console.result(text(console, cluster, rejected));
                if (look.at(rejected) instanceof SecondLook.Answer.Faulty still) {
                    console.say(
                            "Den skulle avvisas också nu: " + String.join(", ", codes(still.faults()))
                                    + ". Avsändaren behöver skicka en rättad post.",
                            "It would still be rejected: " + String.join(", ", codes(still.faults()))
                                    + ". The sender needs to send a corrected record.");
                } else {
                    console.say(
                            "Den skulle tas emot nu: ”malbild rejected replay " + key + "”.",
                            "It would be accepted now: “malbild rejected replay " + key + "”.");
                }
                return 0;
            });
        }

        private static String text(Console console, Cluster cluster, RejectedEvent rejected) {
            Columns columns = new Columns();
            BiConsumer<Text, String> row = (name, value) -> columns.row(name.in(console.language()), value);
            row.accept(new Text("Topic", "Topic"), topic(cluster, rejected));
            row.accept(
                    new Text("Partition, offset", "Partition, offset"),
                    rejected.partition() + ", " + rejected.offset());
            row.accept(new Text("Kom in", "Came in"), SwedishTime.second(rejected.appendedAt()));
            row.accept(
                    new Text("Förvaltning", "Department"), rejected.department().orElse("–"));
            row.accept(
                    new Text("Nyckel", "Key"),
                    rejected.key().map(RejectedCommand::readable).orElse("–"));
            row.accept(
                    new Text("Innehåll", "Content"),
                    rejected.value().map(RejectedCommand::readable).orElse("–"));
            for (Fault fault : rejected.faults()) {
                row.accept(
                        new Text("Fel " + fault.code(), "Fault " + fault.code()),
                        (fault.field().isEmpty() ? "" : fault.field() + ": ")
                                + fault.message().in(console.language()));
            }
            return columns.toString();
        }
    }

    @Command(
            name = "replay",
            description = {
                "Skickar avvisade poster igen, oförändrade, om de skulle tas emot nu. Kan upprepas utan skada.",
                "Sends rejected records again, unchanged, if they would be accepted now. Harmless to repeat."
            },
            mixinStandardHelpOptions = true)
    static final class Replay implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ClusterOptions clusterOptions;

        @Mixin
        private Selection selection;

        @Parameters(
                paramLabel = "NYCKEL/KEY",
                arity = "0..*",
                description = {"Posternas nycklar, som i listan.", "The records' keys, as in the list."})
        private List<String> keys = new ArrayList<>();

        @Option(
                names = "--all",
                description = {"Alla avvisade poster.", "All rejected records."})
        private boolean all;

        @Option(
                names = "--dry-run",
                description = {"Visar bara vad som skulle hända.", "Only shows what would happen."})
        private boolean dryRun;

        @Override
        public Integer call() throws CommandException {
            if (keys.isEmpty() && !all && !selection.isGiven()) {
                throw new UsageException(
                        spec,
                        new Text(
                                "Ange nycklar, --fault, --department eller --all.",
                                "Give keys, --fault, --department or --all."));
            }
            Cluster cluster = clusterOptions.cluster();
            return with(cluster, (rejected, look) -> {
                Map<String, Integer> partitions = new HashMap<>();
                Columns still = new Columns();
                Set<String> faulty = new TreeSet<>();
                Set<String> unknown = new TreeSet<>(keys);
                Set<String> contents = new HashSet<>();
                rejected.forEach((key, record) -> {
                    unknown.remove(key);
                    if (!selection.takes(record) || (!keys.isEmpty() && !keys.contains(key))) {
                        return;
                    }
                    SecondLook.Answer answer = look.at(record);
                    if (answer instanceof SecondLook.Answer.Fine fine) {
                        if (contents.add(content(record))) {
                            partitions.put(key, fine.partition());
                        }
                    } else if (answer instanceof SecondLook.Answer.Faulty fault) {
                        faulty.add(key);
                        still.row(key, String.join(", ", codes(fault.faults())));
                    }
                });
                if (!unknown.isEmpty()) {
                    throw unknown(String.join(", ", unknown));
                }
                Console console = ConsoleOption.consoleOf(spec);
                console.result(still.toString());
                if (!faulty.isEmpty()) {
                    Text count = records(faulty.size());
                    console.say(
                            count.sv() + " skulle avvisas också nu, av de skäl som står ovan, och skickas inte.",
                            count.en() + " would still be rejected, for the reasons above, and will not be sent.");
                }
                Text count = records(partitions.size());
                if (dryRun) {
                    console.say(
                            count.sv() + " skulle skickas igen. Kör utan --dry-run för att göra det.",
                            count.en() + " would be sent again. Run without --dry-run to do so.");
                } else {
                    Brokers.requireEqualPartitions(cluster);
                    send(cluster, rejected, partitions);
                    console.say(
                            count.sv() + " skickades igen. Se målbilden med ”malbild picture --organisation KOMMUN”."
                                    + " Det avvisade står kvar som historik.",
                            count.en() + (partitions.size() == 1 ? " was" : " were")
                                    + " sent again. See the picture with “malbild picture --organisation MUNICIPALITY”."
                                    + " What was rejected remains as history.");
                }
                return faulty.isEmpty() ? 0 : 1;
            });
        }

        private static Text records(int number) {
            return Text.count(number, "post", "poster", "record", "records");
        }

        /** Returns what tells records with other keys or values apart. */
        private static String content(RejectedEvent record) {
            byte[] key = record.key().orElseThrow();
            byte[] value = record.value().orElseThrow();
            ByteBuffer content = ByteBuffer.allocate(Integer.BYTES + key.length + value.length);
            content.putInt(key.length).put(key).put(value);
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content.array()));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible); // every Java platform has SHA-256
            }
        }

        /** @param partitions where to send each, by its key among the rejected */
        private static void send(Cluster cluster, RejectedRecords rejected, Map<String, Integer> partitions)
                throws CommandException {
            Map<String, Object> config = cluster.kafkaConfig();
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_INPUT_BATCH_BYTES);
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
                List<Future<RecordMetadata>> sent = new ArrayList<>();
                rejected.forEach((key, record) -> {
                    if (partitions.containsKey(key)) {
                        ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(
                                topic(cluster, record),
                                partitions.get(key),
                                record.key().orElseThrow(),
                                record.value().orElseThrow());
                        again.headers().add(REPLAY_OF, key.getBytes(StandardCharsets.UTF_8));
                        sent.add(producer.send(again));
                    }
                });
                for (Future<RecordMetadata> one : sent) {
                    one.get();
                }
            } catch (ExecutionException failed) {
                throw new CommandException(new Text(
                        "Alla poster kunde inte skickas: " + failed.getCause().getMessage() + " Kör kommandot igen.",
                        "Not all records could be sent: " + failed.getCause().getMessage()
                                + " Run the command again."));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new CommandException(new Text("Stoppad. Kör kommandot igen.", "Stopped. Run the command again."));
            }
        }
    }

    /** Returns the name in Kafka of the topic that {@code rejected} came on. */
    private static String topic(Cluster cluster, RejectedEvent rejected) {
        return cluster.prefix().topic(Topic.named(rejected.topic()).orElseThrow());
    }

    private static List<String> codes(List<Fault> faults) {
        return faults.stream().map(Fault::code).distinct().toList();
    }

    private static CommandException unknown(String key) {
        return new CommandException(new Text(
                "Det finns ingen avvisad post med nyckeln " + key + ". Se ”malbild rejected list”.",
                "There is no rejected record with the key " + key + ". See “malbild rejected list”."));
    }

    /** Returns the bytes as text when they are plain text, else in hexadecimal, cut off where they are many. */
    private static String readable(byte[] bytes) {
        byte[] shown = bytes.length > SHOWN_BYTES ? Arrays.copyOf(bytes, SHOWN_BYTES) : bytes;
        String rest = bytes.length > SHOWN_BYTES ? " … (" + bytes.length + " byte)" : "";
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(shown))
                    .toString();
            if (text.codePoints().noneMatch(Character::isISOControl)) {
                return text + rest;
            }
        } catch (CharacterCodingException binary) {
            return HexFormat.of().formatHex(shown) + rest;
        }
        return HexFormat.of().formatHex(shown) + rest;
    }
}
