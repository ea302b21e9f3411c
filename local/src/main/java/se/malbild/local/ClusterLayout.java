package se.malbild.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import se.malbild.goals.Text;

/**
 * Which cluster a data directory holds and where its nodes listen, kept beside the data so that a restart finds the same.
 * The lists have one port per node, in the order of the nodes' ids.
 */
record ClusterLayout(String clusterId, List<Integer> brokerPorts, List<Integer> controllerPorts) {
    private static final String FILE = "cluster.properties";

    ClusterLayout {
        brokerPorts = List.copyOf(brokerPorts);
        controllerPorts = List.copyOf(controllerPorts);
    }

    /**
     * Decides the layout for this start and keeps it in {@code directory}. A port that was used before is used again unless
     * something else has taken it meanwhile: clients are told the new one, and the voters of a quorum are known by their ids.
     *
     * @param port what node 0 is to listen on, or 0 for the port it had before or, at the first start, any free one
     * @throws StartupException when {@code port} is taken, or the directory holds a cluster of another size
     */
    static ClusterLayout settle(Path directory, int nodeCount, int port) {
        try {
            Optional<ClusterLayout> before = read(directory.resolve(FILE));
            before.ifPresent(layout -> layout.requireSize(directory, nodeCount));
            ClusterLayout now = before.orElseGet(() -> {
                        List<Integer> free = LoopbackPorts.free(2 * nodeCount);
                        return new ClusterLayout(
                                Uuid.randomUuid().toString(),
                                free.subList(0, nodeCount),
                                free.subList(nodeCount, 2 * nodeCount));
                    })
                    .onFreePorts(port);
            now.write(directory.resolve(FILE));
            return now;
        } catch (IOException e) {
            throw DataDirectory.notWritable(directory, e);
        }
    }

    private void requireSize(Path directory, int nodeCount) {
        if (brokerPorts.size() != nodeCount) {
            throw new StartupException(new Text(
                    "Datakatalogen %s hör till ett kluster med %d noder, inte %d. Välj en annan katalog."
                            .formatted(directory, brokerPorts.size(), nodeCount),
                    "The data directory %s belongs to a cluster of %d nodes, not %d. Choose another directory."
                            .formatted(directory, brokerPorts.size(), nodeCount)));
        }
    }

    private ClusterLayout onFreePorts(int requestedPort) {
        int nodeCount = brokerPorts.size();
        List<Integer> wanted = new ArrayList<>(brokerPorts);
        wanted.addAll(controllerPorts);
        if (requestedPort != 0) {
            wanted.set(0, LoopbackPorts.requireFree(requestedPort));
        }
        List<Integer> ports = new ArrayList<>();
        for (int port : wanted) {
            boolean usable = !ports.contains(port) && LoopbackPorts.isFree(port);
            ports.add(usable ? port : LoopbackPorts.freeOtherThan(ports));
        }
        return new ClusterLayout(clusterId, ports.subList(0, nodeCount), ports.subList(nodeCount, 2 * nodeCount));
    }

    private static Optional<ClusterLayout> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties kept = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            kept.load(in);
        }
        return Optional.of(new ClusterLayout(
                kept.getProperty("cluster.id"),
                ports(kept.getProperty("broker.ports")),
                ports(kept.getProperty("controller.ports"))));
    }

    private static List<Integer> ports(String listed) {
        return Arrays.stream(listed.split(",", -1)).map(Integer::valueOf).toList();
    }

    private void write(Path file) throws IOException {
        Properties kept = new Properties();
        kept.setProperty("cluster.id", clusterId);
        kept.setProperty("broker.ports", listed(brokerPorts));
        kept.setProperty("controller.ports", listed(controllerPorts));
        // A process that is killed here must not leave half a file: the cluster would be lost with its id.
        Path whole = file.resolveSibling(FILE + ".new");
        try (Writer out = Files.newBufferedWriter(whole)) {
            kept.store(out, "The Kafka cluster whose data is in this directory");
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String listed(List<Integer> ports) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
