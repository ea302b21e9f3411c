package se.malbild.local;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.schemas.RegistryException;
import se.malbild.schemas.RejectedEvent;
import se.malbild.schemas.SchemaRegistry;
import se.malbild.schemas.Topic;

@Command(
        name = "rejected",
        description = "Visar avvisade poster och skickar dem igen. / Shows rejected records and sends them again.",
        mixinStandardHelpOptions = true,
        subcommands = {RejectedCommand.ListAll.class, RejectedCommand.Show.class, RejectedCommand.Replay.class})
final class RejectedCommand implements Runnable {
    /** Header of a record that was sent again: the key of the rejected one. */
    static final String REPLAY_OF = "malbild-replay-of";

    private static final int SHOWN_BYTES = 512;

    @ParentCommand
    private Malbild malbild;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Ange list, show eller replay. / Give list, show or replay.");
    }

    /** Which of the rejected records are meant. */
    private static final class Selection {
        @Option(
                names = "--fault",
                paramLabel = "KOD/CODE",
                description = "Bara de med det felet. / Only those with that fault.")
        private Optional<String> fault = Optional.empty();

        @Option(
                names = "--department",
                paramLabel = "ID",
                description = "Bara förvaltningens. / Only the department's.")
        private Optional<String> department = Optional.empty();

        boolean takes(RejectedEvent rejected) {
            return fault.map(code -> rejected.faults().stream()
                                    .anyMatch(f -> f.code().equals(code)))
                            .orElse(true)
                    && department
                            .map(id -> rejected.department().equals(Optional.of(id)))
                            .orElse(true);
        }

        boolean isGiven() {
            return fault.isPresent() || department.isPresent();
        }
    }

    /** What is done with the rejected records. */
    private interface Work {
        int with(Map<String, RejectedEvent> rejected, SecondLook look) throws CommandException;
    }

    private static int with(ClusterOptions cluster, Work work) throws CommandException {
        Cluster.requireBroker(cluster.bootstrapServers);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster.registry, Map.of(), Optional.empty())) {
            registry.preload(Topic.REJECTED_EVENTS);
            registry.preload(Topic.INDICATOR_EVENTS);
            registry.preload(Topic.GOAL_FRAMEWORKS);
            return work.with(
                    new RejectedRecords(cluster.bootstrapServers, registry).read(),
                    new SecondLook(registry, partitions(cluster.bootstrapServers)));
        } catch (RegistryException failed) {
            throw new CommandException(failed.text());
        }
    }

    private static int partitions(String bootstrapServers) throws CommandException {
        try (Admin admin = Cluster.admin(bootstrapServers)) {
            String topic = Topic.INDICATOR_EVENTS.topicName();
            return admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions()
                    .size();
        } catch (ExecutionException failed) {
            throw new CommandException(new Text(
                    "Kafka svarade inte som väntat: " + failed.getCause().getMessage(),
                    "Kafka did not answer as expected: " + failed.getCause().getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CommandException(new Text("Stoppad.", "Stopped."));
        }
    }

    @Command(
            name = "list",
            description = "Visar avvisade poster, per fel och förvaltning. / Lists them, by fault and department.",
            mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @ParentCommand
        private RejectedCommand parent;

        @Mixin
        private ClusterOptions cluster;

        @Mixin
        private Selection selection;

        @Option(
                names = "--most",
                paramLabel = "N",
                defaultValue = "50",
                description = "Så många av de senaste visas. / How many of the latest are shown. (${DEFAULT-VALUE})")
        private int most;

        @Override
        public Integer call() throws CommandException {
            Console console = parent.malbild.console();
            return with(cluster, (all, look) -> {
                Map<String, RejectedEvent> rejected = all.entrySet().stream()
                        .filter(entry -> selection.takes(entry.getValue()))
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
                Columns columns = new Columns();
                rejected.entrySet().stream()
                        .skip(Math.max(0, rejected.size() - Math.max(0, most)))
                        .forEach(entry -> columns.row(
                                entry.getKey(),
                                entry.getValue().appendedAt().toString(),
                                entry.getValue().department().orElse("–"),
                                String.join(", ", codes(entry.getValue().faults()))));
                console.result(columns.toString());
                tell(console, rejected.values());
                return 0;
            });
        }

        private static void tell(Console console, Iterable<RejectedEvent> rejected) {
            Map<String, Integer> byFault = new TreeMap<>();
            Map<String, Integer> byDepartment = new TreeMap<>();
            int count = 0;
            for (RejectedEvent one : rejected) {
                count++;
                new HashSet<>(codes(one.faults())).forEach(code -> byFault.merge(code, 1, Integer::sum));
                byDepartment.merge(one.department().orElse("–"), 1, Integer::sum);
            }
            if (count == 0) {
                console.say("Inga avvisade poster.", "No rejected records.");
                return;
            }
            console.say(
                    count + " avvisade poster. Per fel: " + told(byFault) + ". Per förvaltning: " + told(byDepartment)
                            + ".",
                    count + " rejected records. By fault: " + told(byFault) + ". By department: " + told(byDepartment)
                            + ".");
            console.say(
                    "Visa en med ”malbild rejected show NYCKEL”. När felet är rättat: ”malbild rejected replay”.",
                    "Show one with “malbild rejected show KEY”. When the fault is mended: “malbild rejected replay”.");
        }

        private static String told(Map<String, Integer> counts) {
            return counts.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    @Command(
            name = "show",
            description = "Visar en avvisad post med alla fel. / Shows one rejected record with every fault.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @ParentCommand
        private RejectedCommand parent;

        @Mixin
        private ClusterOptions cluster;

        @Parameters(paramLabel = "NYCKEL/KEY", description = "Som i listan. / As in the list.")
        private String key;

        @Override
        public Integer call() throws CommandException {
            Console console = parent.malbild.console();
            return with(cluster, (all, look) -> {
                RejectedEvent rejected = Optional.ofNullable(all.get(key)).orElseThrow(() -> unknown(key));
                console.result(text(console, rejected));
                if (look.at(rejected) instanceof SecondLook.Answer.Faulty still) {
                    console.say(
                            "Den skulle avvisas också nu: " + String.join(", ", codes(still.faults()))
                                    + ". Avsändaren behöver skicka en rättad post.",
                            "It would be rejected now, too: " + String.join(", ", codes(still.faults()))
                                    + ". The sender needs to send a corrected record.");
                } else {
                    console.say(
                            "Den skulle tas emot nu: ”malbild rejected replay " + key + "”.",
                            "It would be taken in now: “malbild rejected replay " + key + "”.");
                }
                return 0;
            });
        }

        private static String text(Console console, RejectedEvent rejected) {
            Columns columns = new Columns();
            BiConsumer<Text, String> row = (name, value) -> columns.row(name.in(console.language()), value);
            row.accept(new Text("Topic", "Topic"), rejected.topic());
            row.accept(
                    new Text("Partition, offset", "Partition, offset"),
                    rejected.partition() + ", " + rejected.offset());
            row.accept(new Text("Kom in", "Came in"), rejected.appendedAt().toString());
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
                "Sends rejected records again, as they were, if they would be taken in now. Harmless to repeat."
            },
            mixinStandardHelpOptions = true)
    static final class Replay implements Callable<Integer> {
        @ParentCommand
        private RejectedCommand parent;

        @Spec
        private CommandSpec spec;

        @Mixin
        private ClusterOptions cluster;

        @Mixin
        private Selection selection;

        @Parameters(paramLabel = "NYCKEL/KEY", arity = "0..*", description = "Som i listan. / As in the list.")
        private List<String> keys = new ArrayList<>();

        @Option(names = "--all", description = "Alla avvisade poster. / All rejected records.")
        private boolean all;

        @Option(names = "--dry-run", description = "Visar bara vad som skulle hända. / Only shows what would happen.")
        private boolean dryRun;

        @Override
        public Integer call() throws CommandException {
            if (keys.isEmpty() && !all && !selection.isGiven()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Ange nycklar, --fault, --department eller --all. / Give keys, --fault, --department or --all.");
            }
            return with(cluster, (rejected, look) -> {
                for (String key : keys) {
                    if (!rejected.containsKey(key)) {
                        throw unknown(key);
                    }
                }
                List<Outgoing> outgoing = new ArrayList<>();
                Columns still = new Columns();
                int faulty = 0;
                Set<List<ByteBuffer>> seen = new HashSet<>();
                for (Map.Entry<String, RejectedEvent> entry : rejected.entrySet()) {
                    RejectedEvent record = entry.getValue();
                    if (!selection.takes(record) || (!keys.isEmpty() && !keys.contains(entry.getKey()))) {
                        continue;
                    }
                    SecondLook.Answer answer = look.at(record);
                    if (answer instanceof SecondLook.Answer.Fine fine) {
                        byte[] key = record.key().orElseThrow();
                        byte[] value = record.value().orElseThrow();
                        if (seen.add(List.of(ByteBuffer.wrap(key), ByteBuffer.wrap(value)))) {
                            outgoing.add(new Outgoing(entry.getKey(), record.topic(), fine.partition(), key, value));
                        }
                    } else if (answer instanceof SecondLook.Answer.Faulty fault) {
                        faulty++;
                        still.row(entry.getKey(), String.join(", ", codes(fault.faults())));
                    }
                }
                Console console = parent.malbild.console();
                console.result(still.toString());
                if (faulty > 0) {
                    console.say(
                            faulty + " poster skulle avvisas också nu, av de skäl som står ovan, och skickas inte.",
                            faulty + " records would be rejected now, too, for the reasons above, and are not sent.");
                }
                if (dryRun) {
                    console.say(
                            outgoing.size() + " poster skulle skickas igen. Kör utan --dry-run för att göra det.",
                            outgoing.size() + " records would be sent again. Run without --dry-run to do so.");
                } else {
                    send(outgoing);
                    console.say(
                            outgoing.size() + " poster skickades igen. Se målbilden med ”malbild picture”."
                                    + " De avvisade står kvar som historik.",
                            outgoing.size() + " records were sent again. See the picture with “malbild picture”."
                                    + " The rejected ones remain as history.");
                }
                return faulty == 0 ? 0 : 1;
            });
        }

        /** A record to be sent. */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        private record Outgoing(String of, String topic, int partition, byte[] key, byte[] value) {}

        private void send(List<Outgoing> outgoing) throws CommandException {
            Map<String, Object> config = Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    cluster.bootstrapServers,
                    ProducerConfig.ACKS_CONFIG,
                    "all");
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (Outgoing record : outgoing) {
                    ProducerRecord<byte[], byte[]> again =
                            new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value());
                    again.headers().add(REPLAY_OF, record.of().getBytes(StandardCharsets.UTF_8));
                    sent.add(producer.send(again));
                }
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
