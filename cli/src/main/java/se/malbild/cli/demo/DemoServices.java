package se.malbild.cli.demo;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.local.LoopbackPorts;
import se.malbild.receipts.ReceiptsService;
import se.malbild.receipts.ReceiptsSettings;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.service.HttpSettings;
import se.malbild.service.Log;

/** What people and programs meet of the demo, all of it on the loopback interface. */
final class DemoServices implements AutoCloseable {
    private static final int REPLICATION = 1;
    private static final int THREADS = 1;

    /**
     * Where they listen; 0 is a free port.
     *
     * @param health of the streams application
     */
    record Ports(int dashboard, int gateway, int receipts, int health) {
        /** Fails when one of them is taken, and says which option chooses another. */
        void requireFree() {
            LoopbackPorts.requireFree(dashboard, "--dashboard-port");
            LoopbackPorts.requireFree(gateway, "--gateway-port");
            LoopbackPorts.requireFree(receipts, "--receipts-port");
            LoopbackPorts.requireFree(health, "--health-port");
        }
    }

    private final Cluster cluster;
    private final Path data;
    private final Deque<AutoCloseable> parts;
    private final Dashboard dashboard;
    private final Gateway gateway;
    private final ReceiptsService receipts;

    private DemoServices(
            Cluster cluster,
            Path data,
            Deque<AutoCloseable> parts,
            Dashboard dashboard,
            Gateway gateway,
            ReceiptsService receipts) {
        this.cluster = cluster;
        this.data = data;
        this.parts = parts;
        this.dashboard = dashboard;
        this.gateway = gateway;
        this.receipts = receipts;
    }

    /**
     * Starts them against {@code cluster}.
     *
     * @param data where the receipts keep their state
     */
    static DemoServices start(Cluster cluster, Path data, Ports ports) throws CommandException, InterruptedException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            ReceiptsService receipts = new ReceiptsService(
                    new ReceiptsSettings(
                            cluster,
                            ReceiptsSettings.DEFAULT_APPLICATION_ID,
                            cluster.prefix().path(data.resolve("receipts")),
                            REPLICATION,
                            THREADS,
                            Map.of()),
                    HttpSettings.loopback(ports.receipts()),
                    Optional.empty());
            parts.push(receipts);
            receipts.start();
            Gateway gateway = Gateway.start(new GatewaySettings(
                    cluster, HttpSettings.loopback(ports.gateway()), Optional.empty(), GatewayLimits.defaults()));
            parts.push(gateway);
            Dashboard dashboard = Dashboard.start(
                    new DashboardSettings(cluster, HttpSettings.loopback(ports.dashboard()), Set.of()),
                    PageRoutes::new);
            parts.push(dashboard);
            return new DemoServices(cluster, data, parts, dashboard, gateway, receipts);
        } catch (RegistryException failed) {
            closeAll(parts);
            throw new CommandException(failed.text());
        } catch (RuntimeException | InterruptedException failed) {
            closeAll(parts);
            throw failed;
        }
    }

    /** Says where everything is. */
    void tellAddresses(Console console) {
        console.say("""

                Målbilden i webbläsaren:  %s/
                Ingång för händelser:     %s/docs
                Kvittenser och böcker:    %s/v1/books
                Kafka: %s   Schemaregister: %s
                Logg: %s
                Allt körs tills du trycker Ctrl-C.""".formatted(addresses()), """

                The picture in a browser: %s/
                Gateway for events:       %s/docs
                Receipts and books:       %s/v1/books
                Kafka: %s   Schema registry: %s
                Log: %s
                Everything runs until you press Ctrl-C.""".formatted(addresses()));
    }

    private Object[] addresses() {
        return new Object[] {
            dashboard.url(),
            gateway.url(),
            receipts.url(),
            cluster.bootstrapServers(),
            cluster.registryUrl(),
            data.resolve("malbild.log")
        };
    }

    @Override
    public void close() {
        closeAll(parts);
    }

    /** Closes the latest first, and all of them whatever happens to one. */
    static void closeAll(Deque<AutoCloseable> parts) {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception alsoFailed) {
                Log.unexpected(alsoFailed);
            }
        }
    }
}
