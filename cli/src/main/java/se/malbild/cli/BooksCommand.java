package se.malbild.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.BooksTable;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.MunicipalityConverter;
import se.malbild.goals.Text;

@Command(
        name = "books",
        description = {
            "Skriver ut förvaltningarnas böcker: mottaget och vad som blev av det.",
            "Prints the departments' books: what was received and what became of it."
        },
        footer = {
            "Slutkod: 0 när böckerna går ihop, annars 1.",
            "Exit code: 0 when the books are in balance, otherwise 1."
        },
        mixinStandardHelpOptions = true)
final class BooksCommand implements Callable<Integer> {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--receipts",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8082",
            description = {
                "Kvittenstjänstens adress. (${DEFAULT-VALUE})",
                "The receipts service's address. (${DEFAULT-VALUE})"
            })
    private URI receipts;

    @Option(
            names = "--organisation",
            paramLabel = "KOMMUN/MUNICIPALITY",
            converter = MunicipalityConverter.class,
            description = {"Bara den kommunen: namn eller kod.", "That municipality only: name or code."})
    private Optional<String> organisation = Optional.empty();

    @Option(
            names = "--year",
            paramLabel = "ÅR/YEAR",
            description = {"Bara det året.", "That year only."})
    private Optional<Integer> year = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FIL/FILE",
            description = {"Fil med den token som ska användas.", "File with the token to use."})
    private Optional<Path> tokenFile = Optional.empty();

    @Override
    public Integer call() throws CommandException, InterruptedException {
        JsonNode books = ask();
        Console console = ConsoleOption.consoleOf(spec);
        console.result(new BooksTable(console.language()).of(books));
        return books.path("inBalance").asBoolean() ? 0 : 1;
    }

    private JsonNode ask() throws CommandException, InterruptedException {
        List<String> query = new ArrayList<>();
        organisation.ifPresent(code -> query.add("organisation=" + code));
        year.ifPresent(asked -> query.add("year=" + asked));
        Optional<String> token = token();
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(receipts + "/v1/books?" + String.join("&", query)))
                    .timeout(ANSWERS_WITHIN);
            token.ifPresent(given -> request.header("Authorization", "Bearer " + given));
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() == 401) {
                throw new CommandException(
                        new Text(
                                "Kvittenstjänsten kräver en giltig token: lägg den i en fil och ange filen med --token-file.",
                                "The receipts service requires a valid token: put it in a file and name it with --token-file."));
            }
            JsonNode json = new ObjectMapper().readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new CommandException(new Text(
                        json.path("message").path("sv").asText("HTTP " + answer.statusCode()),
                        json.path("message").path("en").asText("HTTP " + answer.statusCode())));
            }
            return json;
        } catch (JsonProcessingException notOurs) {
            throw new CommandException(new Text(
                    "Det som svarar på " + receipts + " är inte kvittenstjänsten.",
                    "The service at " + receipts + " is not the receipts service."));
        } catch (IOException | IllegalArgumentException unreachable) {
            throw new CommandException(new Text(
                    "Kvittenstjänsten svarar inte på " + receipts
                            + ". Starta den med ”malbild serve receipts” eller ange adressen med --receipts.",
                    "The receipts service does not answer at " + receipts
                            + ". Start it with “malbild serve receipts” or give the address with --receipts."));
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
