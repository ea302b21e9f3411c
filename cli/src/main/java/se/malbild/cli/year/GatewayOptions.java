package se.malbild.cli.year;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import se.malbild.cli.terminal.CommandException;
import se.malbild.goals.Text;

/** The gateway, and who asks it. */
final class GatewayOptions {
    private static final String PATH = "/v1/decisions";
    private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(2);
    private static final int UNAUTHORISED = 401;

    /**
     * What the gateway answers.
     *
     * @param status of HTTP
     */
    record Answer(int status, JsonNode json) {}

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8081",
            description = {"Ingångens adress. (${DEFAULT-VALUE})", "The gateway's address. (${DEFAULT-VALUE})"})
    private URI gateway;

    @Option(
            names = "--token-file",
            paramLabel = "FIL/FILE",
            description = {"Fil med den token som säger vem som beslutar.", "File with the token that says who decides."
            })
    private Optional<Path> tokenFile = Optional.empty();

    /** Asks how it stands with a year. */
    Answer get(YearOptions year) throws CommandException, InterruptedException {
        String query = "?organisation=" + encoded(year.organisation()) + "&framework=" + encoded(year.framework())
                + "&year=" + year.year();
        return ask(PATH + query, Optional.empty());
    }

    /** Sends a decision. */
    Answer post(ObjectNode decision) throws CommandException, InterruptedException {
        return ask(PATH, Optional.of(decision.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer ask(String address, Optional<String> body) throws CommandException, InterruptedException {
        Optional<String> token = token();
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(gateway + address)).timeout(ANSWERS_WITHIN);
            token.ifPresent(given -> request.header("Authorization", "Bearer " + given));
            body.ifPresent(
                    json -> request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() == UNAUTHORISED) {
                throw new CommandException(new Text(
                        "Ett beslut kräver en giltig token: lägg den i en fil och ange filen med --token-file.",
                        "A decision requires a valid token: put it in a file and name it with --token-file."));
            }
            return new Answer(answer.statusCode(), new JsonMapper().readTree(answer.body()));
        } catch (JsonProcessingException notOurs) {
            throw new CommandException(new Text(
                    "Det som svarar på " + gateway + " är inte ingången.",
                    "The service at " + gateway + " is not the gateway."));
        } catch (IOException | IllegalArgumentException unreachable) {
            throw new CommandException(new Text(
                    "Ingången svarar inte på " + gateway
                            + ". Starta den med ”malbild serve gateway” eller ange adressen med --gateway. Hann den ta emot"
                            + " beslutet syns det med ”malbild year status”.",
                    "The gateway does not answer at " + gateway
                            + ". Start it with “malbild serve gateway” or give the address with --gateway. Whether it had"
                            + " taken the decision, “malbild year status” shows."));
        }
    }

    private Optional<String> token() throws CommandException {
        try {
            return tokenFile.isPresent()
                    ? Optional.of(Files.readString(tokenFile.get()).strip())
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw CommandException.cannotRead(tokenFile.get());
        }
    }
}
