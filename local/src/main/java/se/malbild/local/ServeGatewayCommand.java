package se.malbild.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.malbild.ingest.gateway.Gateway;
import se.malbild.ingest.gateway.GatewayLimits;
import se.malbild.ingest.gateway.GatewaySettings;
import se.malbild.schemas.RegistryException;
import se.malbild.service.HttpSettings;

@Command(
        name = "gateway",
        description = {
            "Tar emot observationer över HTTP: POST /v1/observations; /docs beskriver dem.",
            "Takes observations in over HTTP: POST /v1/observations; /docs describes them."
        },
        mixinStandardHelpOptions = true)
final class ServeGatewayCommand implements Callable<Integer> {
    @ParentCommand
    private ServeCommand serve;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = HttpSettings.LOOPBACK,
            description = {
                "Gränssnitt att lyssna på; annat än den egna datorn kräver --tokens.",
                "Interface to listen on; another than this computer's own takes --tokens. (${DEFAULT-VALUE})"
            })
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + GatewaySettings.DEFAULT_PORT,
            description = "Port, 0 för en ledig. / Port, 0 for a free one. (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--tokens",
            paramLabel = "FIL/FILE",
            description = {
                "Fil med tokens, se malbild tokens. Utan den får alla på den här datorn skriva.",
                "File of tokens, see malbild tokens. Without it everybody on this computer may write."
            })
    private Optional<Path> tokens = Optional.empty();

    @ArgGroup(exclusive = false)
    private Optional<Tls> tls = Optional.empty();

    /** What HTTPS needs. */
    static final class Tls {
        @Option(
                names = "--key-store",
                required = true,
                paramLabel = "FIL/FILE",
                description = "PKCS #12-fil med nyckel och certifikat, för HTTPS. / PKCS #12 file with key and"
                        + " certificates, for HTTPS.")
        private Path keyStore;

        @Option(
                names = "--key-store-password-file",
                required = true,
                paramLabel = "FIL/FILE",
                description = "Fil med nyckelfilens lösenord. / File with the key store's password.")
        private Path passwordFile;
    }

    @Option(
            names = "--kafka-config",
            paramLabel = "NAME=VALUE",
            description = "Inställning för Kafkas klienter. / Setting of Kafka's clients.")
    private Map<String, String> kafkaConfig = Map.of();

    @Override
    public Integer call() throws CommandException {
        Log.toStandardError();
        Console console = serve.console();
        GatewaySettings settings = new GatewaySettings(
                cluster.bootstrapServers,
                cluster.registry,
                new HttpSettings(
                        host, port, tls.map(given -> new HttpSettings.Tls(given.keyStore, given.passwordFile))),
                tokens,
                GatewayLimits.defaults(),
                kafkaConfig);
        try (Gateway gateway = Gateway.start(settings)) {
            if (tokens.isEmpty()) {
                console.say(
                        "Inga tokens är angivna, så bara program på den här datorn når ingången.",
                        "No tokens are given, so only programs on this computer reach the gateway.");
            }
            console.say(
                    "Ingången: " + gateway.url() + "/docs. Ctrl-C avslutar.",
                    "The gateway: " + gateway.url() + "/docs. Ctrl-C ends it.");
            new CountDownLatch(1).await();
        } catch (RegistryException failed) {
            throw new CommandException(failed.text());
        } catch (InterruptedException stop) {
            console.say("Stoppad.", "Stopped.");
        }
        return 0;
    }
}
