package se.malbild.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.MunicipalityConverter;
import se.malbild.cli.terminal.SenderConverter;
import se.malbild.goals.Text;
import se.malbild.schemas.Sender;
import se.malbild.service.NoTokenException;
import se.malbild.service.TokenFile;
import se.malbild.service.Tokens.Holder;
import se.malbild.service.Tokens.Role;

@Command(
        name = "tokens",
        description = {
            "Skapar, listar och återkallar tokens: för förvaltningar, ledningskontor och driften.",
            "Creates, lists and revokes tokens: for departments, steering offices and operators."
        },
        mixinStandardHelpOptions = true)
final class TokensCommand {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--file",
            scope = ScopeType.INHERIT,
            paramLabel = "FIL/FILE",
            defaultValue = "tokens.ndjson",
            description = {
                "Filen de står i, bara som kontrollsummor. (${DEFAULT-VALUE})",
                "The file they are kept in, as hashes only. (${DEFAULT-VALUE})"
            })
    private Path file;

    @Command(
            name = "create",
            description = {
                "Skapar en token för förvaltningar och skriver ut den; den visas aldrig igen.",
                "Creates a token for departments and prints it; it is never shown again."
            },
            mixinStandardHelpOptions = true)
    int create(
            @Option(
                            names = "--organisation",
                            required = true,
                            paramLabel = "KOMMUN/MUNICIPALITY",
                            converter = MunicipalityConverter.class,
                            description = {"Kommun: namn eller kod.", "Municipality: name or code."})
                    String organisation,
            @Option(
                            names = "--department",
                            required = true,
                            paramLabel = "ID",
                            description = {
                                "Förvaltning; kan anges flera gånger.",
                                "Department; may be given several times."
                            })
                    List<String> departments,
            @Mixin NameOption name)
            throws CommandException {
        Holder holder = create(name, Role.DEPARTMENT, organisation, departments);
        ConsoleOption.consoleOf(spec)
                .say(
                        "Token " + holder.id() + " är för " + holder.name() + " och får skriva för "
                                + String.join(", ", departments) + " i " + organisation
                                + ". Spara den nu: den visas inte igen.",
                        "Token " + holder.id() + " is for " + holder.name() + " and may write for "
                                + String.join(", ", departments) + " of " + organisation
                                + ". Save it now: it will not be shown again.");
        return 0;
    }

    @Command(
            name = "create-steering-office",
            description = {
                "Skapar en token för kommunens ledningskontor och skriver ut den. Den märker, bedömer, stänger och öppnar år,"
                        + " och skickar inga värden.",
                "Creates a token for a municipality's steering office and prints it. It marks, judges, closes and reopens"
                        + " years, and sends no values."
            },
            mixinStandardHelpOptions = true)
    int createSteeringOffice(
            @Option(
                            names = "--organisation",
                            required = true,
                            paramLabel = "KOMMUN/MUNICIPALITY",
                            converter = MunicipalityConverter.class,
                            description = {"Kommun: namn eller kod.", "Municipality: name or code."})
                    String organisation,
            @Mixin NameOption name)
            throws CommandException {
        Holder holder = create(name, Role.STEERING_OFFICE, organisation, List.of());
        ConsoleOption.consoleOf(spec)
                .say(
                        "Token " + holder.id() + " är för " + holder.name() + " på ledningskontoret i " + organisation
                                + ". Spara den nu: den visas inte igen.",
                        "Token " + holder.id() + " is for " + holder.name() + " at the steering office of "
                                + organisation + ". Save it now: it will not be shown again.");
        return 0;
    }

    @Command(
            name = "create-operator",
            description = {
                "Skapar en token för driften och skriver ut den. Den läser mätvärden, driftsidan och alla böcker och"
                        + " skickar inget.",
                "Creates an operator's token and prints it. It reads metrics, the operators' page and all books, and sends"
                        + " nothing."
            },
            mixinStandardHelpOptions = true)
    int createOperator(@Mixin NameOption name) throws CommandException {
        Holder holder = create(name, Role.OPERATOR, "", List.of());
        ConsoleOption.consoleOf(spec)
                .say(
                        "Token " + holder.id() + " är för " + holder.name()
                                + ", som sköter driften. Spara den nu: den visas inte igen.",
                        "Token " + holder.id() + " is for " + holder.name()
                                + ", an operator. Save it now: it will not be shown again.");
        return 0;
    }

    /** Creates a token and prints it. */
    private Holder create(NameOption name, Role role, String organisation, List<String> departments)
            throws CommandException {
        TokenFile.Created created =
                on(file, () -> TokenFile.create(file, name.name(), role, organisation, departments, Instant.now()));
        ConsoleOption.consoleOf(spec).result(created.token() + "\n");
        return created.entry().holder();
    }

    /** Whom a new token is for. */
    static final class NameOption {
        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAMN/NAME",
                converter = SenderConverter.class,
                description = {
                    "Personens eller systemets namn, som står vid det som skickas och beslutas.",
                    "Name of the person or system, which is noted with what is sent and decided."
                })
        private Sender given;

        String name() {
            return given.name();
        }
    }

    @Command(
            name = "list",
            description = {"Listar alla tokens.", "Lists all tokens."},
            mixinStandardHelpOptions = true)
    int list() throws CommandException {
        List<String> lines = new ArrayList<>();
        lines.add("id\tname\trole\torganisation\tdepartments\tcreatedAt\trevokedAt");
        for (TokenFile.Entry entry : on(file, () -> TokenFile.list(file))) {
            lines.add(String.join(
                    "\t",
                    entry.holder().id(),
                    entry.holder().name(),
                    TokenFile.text(entry.holder().role()),
                    entry.holder().organisation(),
                    String.join(",", new TreeSet<>(entry.holder().departments())),
                    entry.createdAt().toString(),
                    entry.revokedAt().map(Instant::toString).orElse("")));
        }
        ConsoleOption.consoleOf(spec).result(String.join("\n", lines) + "\n");
        return 0;
    }

    @Command(
            name = "revoke",
            description = {
                "Återkallar en token; den slutar gälla inom en sekund.",
                "Revokes a token; it stops working within a second."
            },
            mixinStandardHelpOptions = true)
    int revoke(
            @Parameters(
                            paramLabel = "ID",
                            description = {"Tokens id, se list.", "The token's id, see list."})
                    String id)
            throws CommandException {
        if (!on(file, () -> TokenFile.revoke(file, id, Instant.now()))) {
            throw new CommandException(new Text(
                    "Ingen gällande token i " + file + " har id " + id + "; malbild tokens list visar dem som finns.",
                    "No token in force in " + file + " has the id " + id + "; malbild tokens list shows those there"
                            + " are."));
        }
        ConsoleOption.consoleOf(spec)
                .say("Token " + id + " gäller inte längre.", "Token " + id + " is no longer valid.");
        return 0;
    }

    private static <T> T on(Path file, Callable<T> work) throws CommandException {
        try {
            return work.call();
        } catch (NoSuchFileException missing) {
            throw new CommandException(new Text(
                    "Filen " + file + " finns inte; malbild tokens create skapar den.",
                    "The file " + file + " does not exist; create it with malbild tokens create."));
        } catch (NoTokenException malformed) {
            throw new CommandException(malformed.text());
        } catch (IOException failed) {
            throw new CommandException(new Text(
                    "Tokenfilen går inte att använda: " + failed.getMessage() + ". Ange en annan med --file.",
                    "The token file cannot be used: " + failed.getMessage() + ". Choose another with --file."));
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
