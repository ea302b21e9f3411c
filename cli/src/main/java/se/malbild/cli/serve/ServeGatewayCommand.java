package se.malbild.cli.serve;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
            "Tar emot observationer över HTTP: POST /v1/observations; /docs beskriver dem.",
            "Accepts observations over HTTP: POST /v1/observations; /docs describes them."
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

    @Override
    public Integer call() throws CommandException {
        Log.toStandardError();
        Console console = ConsoleOption.consoleOf(spec);
        GatewaySettings settings = new GatewaySettings(
                clusterOptions.cluster(),
                http.settings(GatewaySettings.DEFAULT_PORT),
                tokens.file(),
                GatewayLimits.defaults());
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
