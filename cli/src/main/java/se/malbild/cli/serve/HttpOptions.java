package se.malbild.cli.serve;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.UsageException;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.Text;
import se.malbild.receipts.ReceiptsService;
import se.malbild.service.HttpSettings;
import se.malbild.streams.service.StreamsService;

/** Where a service listens. A command that mixes it in says which port is meant when none is given. */
final class HttpOptions {
    private static final String DEFAULT_PORTS = "(dashboard " + DashboardSettings.DEFAULT_PORT + ", gateway "
            + GatewaySettings.DEFAULT_PORT + ", receipts " + ReceiptsService.DEFAULT_PORT + ", streams "
            + StreamsService.DEFAULT_PORT + ")";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--host",
            paramLabel = "ADRESS/ADDRESS",
            defaultValue = HttpSettings.LOOPBACK,
            description = {"Gränssnitt att lyssna på. (${DEFAULT-VALUE})", "Interface to listen on. (${DEFAULT-VALUE})"
            })
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = {"Port, 0 för en ledig. " + DEFAULT_PORTS, "Port, 0 for a free one. " + DEFAULT_PORTS})
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--tls-key-store",
            paramLabel = "FIL/FILE",
            description = {"PKCS #12-fil för HTTPS.", "PKCS #12 file for HTTPS."})
    private Optional<Path> keyStore = Optional.empty();

    @Option(
            names = "--tls-password-file",
            paramLabel = "FIL/FILE",
            description = {"Fil med nyckelfilens lösenord.", "File with the key store's password."})
    private Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--host-name",
            split = ",",
            paramLabel = "NAMN/NAME",
            description = {
                "Värdnamn att svara på utöver datorns egna, till exempel proxyns. Utan det svarar en tjänst som bara nås"
                        + " från den här datorn på localhost och adresser, och en annan på alla namn.",
                "Host name to answer to beside the computer's own, for example the proxy's. Without it a service that"
                        + " only this computer can reach answers to localhost and addresses, and another one to every name."
            })
    private Set<String> names = Set.of();

    HttpSettings settings(int defaultPort) {
        if (keyStore.isPresent() != passwordFile.isPresent()) {
            throw new UsageException(
                    command,
                    new Text(
                            "--tls-key-store och --tls-password-file hör ihop; ange båda.",
                            "--tls-key-store and --tls-password-file go together; give both."));
        }
        int chosen = port.orElse(defaultPort);
        if (chosen < 0 || chosen > 65_535) {
            throw new UsageException(
                    command,
                    new Text(
                            "--port: " + chosen + " är ingen port; ange 0–65535.",
                            "--port: " + chosen + " is not a port; give 0–65535."));
        }
        return new HttpSettings(
                host,
                chosen,
                keyStore.map(store -> new HttpSettings.Tls(store, passwordFile.orElseThrow())),
                hostNames());
    }

    /** One that no request can name would have the service refuse everybody. */
    private Set<String> hostNames() {
        Set<String> stripped = names.stream().map(String::strip).collect(Collectors.toSet());
        for (String name : stripped) {
            if (!HttpSettings.isHostName(name)) {
                throw new UsageException(
                        command,
                        new Text(
                                "--host-name: ”" + name
                                        + "” är inget värdnamn; skriv bara namnet, utan https:// och port,"
                                        + " till exempel malbild.orebro.example.",
                                "--host-name: “" + name
                                        + "” is not a host name; write the name alone, without https:// and"
                                        + " port, for example malbild.orebro.example."));
            }
        }
        return stripped;
    }
}
