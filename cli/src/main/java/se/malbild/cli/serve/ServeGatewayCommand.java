package se.malbild.cli.serve;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.Text;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.service.Log;

@Command(
        name = "gateway",
        description = {
            "Tar emot observationer och beslut över HTTP: /v1/observations och /v1/decisions; /docs beskriver dem.",
            "Accepts observations and decisions over HTTP: /v1/observations and /v1/decisions; /docs describes them."
        },
        mixinStandardHelpOptions = true)
final class ServeGatewayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Mixin
    private HttpOptions http;

    @Mixin
    private TokenOptions tokens;

    @Option(
            names = "--history-bytes",
            paramLabel = "BYTE/BYTES",
            defaultValue = "" + GatewaySettings.DEFAULT_HISTORY_BYTES,
            description = {
                "Minne för kommunernas loggar, som besluten vilar på; ungefär lika mycket till går åt för det som räknades ur"
                        + " dem. (${DEFAULT-VALUE})",
                "Memory for the municipalities' logs, which decisions rest on; about as much again is taken by what was"
                        + " computed from them. (${DEFAULT-VALUE})"
            })
    private long historyBytes;

    @Override
    public Integer call() throws CommandException {
        Log.toStandardError();
        Console console = ConsoleOption.consoleOf(spec);
        GatewaySettings settings = new GatewaySettings(
                clusterOptions.cluster(),
                http.settings(GatewaySettings.DEFAULT_PORT),
                tokens.file(),
                GatewayLimits.defaults(),
                historyBytes);
        try (Gateway gateway = Gateway.start(settings)) {
            if (tokens.file().isEmpty()) {
                console.say(
                        "Inga tokens är angivna, så bara program på den här datorn når ingången.",
                        "No tokens are given, so only programs on this computer can reach the gateway.");
            }
            console.say(
                    "Ingången: " + gateway.url() + "/docs. Ctrl-C avslutar.",
                    "The gateway: " + gateway.url() + "/docs. Press Ctrl-C to stop it.");
            gateway.awaitEnd();
            throw new CommandException(new Text(
                    "Ingången avbröts av ett fel, som står i loggen ovan. Inget är förlorat: starta den igen.",
                    "The gateway was stopped by an error; see the log above. Nothing is lost: start it again."));
        } catch (RegistryException failed) {
            throw new CommandException(failed.text());
        } catch (InterruptedException stop) {
            console.say("Stoppad.", "Stopped.");
            return 0;
        }
    }
}
