package se.malbild.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.MunicipalityConverter;
import se.malbild.cli.terminal.TimeConverter;
import se.malbild.cli.terminal.UsageException;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.CellChanges;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.InputFold;
import se.malbild.cli.topics.SenderOption;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.kolada.KoladaAnswer;
import se.malbild.kolada.KoladaClient;
import se.malbild.kolada.KoladaDepartments;
import se.malbild.kolada.KoladaException;
import se.malbild.kolada.KoladaPage;
import se.malbild.kolada.KoladaQuery;
import se.malbild.kolada.KoladaReader;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.publisher.ObservationPublisher.Published;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "kolada",
        description = {
            "Hämtar värden från Kolada och skickar dem som är nya eller ändrade som observationer. Källa: Kolada.",
            "Fetches values from Kolada and sends those that are new or changed as observations. Source: Kolada."
        },
        mixinStandardHelpOptions = true)
final class KoladaCommand implements Callable<Integer> {
    private static final Pattern YEARS = Pattern.compile("(\\d{4})(?:-(\\d{4}))?");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]+");
    private static final Pattern KOLADA_ID = Pattern.compile("[NU]\\d{5}");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Mixin
    private SenderOption senderOption;

    @Option(
            names = "--kpi",
            split = ",",
            paramLabel = "ID",
            description = {
                "Nyckeltal; annars alla i kommunens styrmodell.",
                "Key figures; by default all in the municipality's goal framework."
            })
    private List<String> kpis = new ArrayList<>();

    @Option(
            names = "--municipality",
            split = ",",
            paramLabel = "KOMMUN/MUNICIPALITY",
            converter = MunicipalityConverter.class,
            description = {
                "Kommuner: namn eller koder, till exempel 1880.",
                "Municipalities: names or codes, for example 1880."
            })
    private List<String> municipalities = new ArrayList<>();

    @Option(
            names = "--year",
            split = ",",
            paramLabel = "ÅR/YEAR",
            description = {"År, till exempel 2018 eller 2016-2019.", "Years, for example 2018 or 2016-2019."})
    private List<String> years = new ArrayList<>();

    @Option(
            names = "--from-date",
            paramLabel = "DATUM/DATE",
            description = {"Bara det som har ändrats sedan dess.", "Only what has changed since then."})
    private Optional<LocalDate> changedFrom = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "FIL/FILE",
            description = {"Ett sparat svar i stället för Kolada.", "A saved answer instead of Kolada."})
    private Optional<Path> saved = Optional.empty();

    @Option(
            names = "--department",
            paramLabel = "[KPI=]ID",
            description = {
                "Förvaltning för alla nyckeltal eller för ett; annars den som styrmodellen väntar sig.",
                "Department of every key figure or of one; by default the one that the goal framework expects."
            })
    private List<String> departments = new ArrayList<>();

    @Option(
            names = "--framework",
            paramLabel = "FIL/FILE",
            description = {
                "Styrmodell att följa; annars de medföljande.",
                "Goal framework to follow; by default the shipped ones."
            })
    private List<Path> frameworkFiles = new ArrayList<>();

    @Option(
            names = "--observed-at",
            paramLabel = "TID/TIME",
            converter = TimeConverter.class,
            description = {
                "Tidpunkt för värdena; annars när de hämtades eller filen sparades.",
                "Time of the values; by default when they were fetched or the file was saved."
            })
    private Optional<Instant> observedAt = Optional.empty();

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "https://api.kolada.se/v3",
            description = {"Koladas adress. (${DEFAULT-VALUE})", "Kolada's address. (${DEFAULT-VALUE})"})
    private URI url;

    @Option(
            names = "--dry-run",
            description = {"Hämtar och granskar bara.", "Only fetches and checks."})
    private boolean dryRun;

    private int sent;

    @Override
    public Integer call() throws CommandException {
        Console console = ConsoleOption.consoleOf(spec);
        List<GoalFramework> frameworks = frameworks();
        KoladaAnswer answer = new KoladaAnswer(new KoladaReader(departmentRule(frameworks), observedAt()));
        try {
            if (dryRun) {
                read(frameworks, answer);
                tell(answer, console);
                Text warnings = warn(answer, FrameworkCheck.of(clusterOptions.cluster(), console), console);
                console.say(
                        "Observationer: " + answer.observations().size() + warnings.sv() + ". Värden med fel: "
                                + answer.faulty().size() + ". Inget är skickat.",
                        "Observations: " + answer.observations().size() + warnings.en() + ". Values with faults: "
                                + answer.faulty().size() + ". Nothing has been sent.");
            } else {
                importWith(frameworks, answer, console);
            }
            return answer.faulty().isEmpty() && answer.gaps().isEmpty() ? 0 : 1;
        } catch (InterruptedException | InterruptException stop) {
            console.say(
                    "Stoppad; skickat: " + sent + ". Samma kommando börjar om.",
                    "Stopped; sent: " + sent + ". The same command starts over.");
            return Malbild.STOPPED;
        } catch (KoladaException failed) {
            throw new CommandException(new Text(
                    failed.text().sv() + " Inget är skickat.", failed.text().en() + " Nothing has been sent."));
        } catch (RegistryException failed) {
            throw new CommandException(failed.text());
        }
    }

    /** Sends what the answer changes of what is in Kafka. */
    private void importWith(List<GoalFramework> frameworks, KoladaAnswer answer, Console console)
            throws CommandException, KoladaException, RegistryException, InterruptedException {
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty());
                ObservationPublisher publisher = senderOption.connect(cluster)) {
            registry.preload(Topic.INDICATOR_EVENTS);
            read(frameworks, answer);
            tell(answer, console);
            FrameworkCheck check = FrameworkCheck.of(cluster, console);
            Text warnings = warn(answer, check, console);
            List<Observation> observations =
                    answer.observations().stream().map(check::identified).toList();
            InputFold inputs = new InputFold(cluster, registry);
            CellChanges changes = CellChanges.of(
                    observations,
                    inputs.winners(observations.stream().map(Observation::cell).collect(Collectors.toSet())));
            inputs.requireAllDecoded();
            send(changes.changing(), publisher);
            Text all = Text.count(observations.size(), "observation", "observationer", "observation", "observations");
            console.say(
                    "Skickat " + sent + " av " + all.sv() + warnings.sv() + "; oförändrade: " + changes.unchanged()
                            + "; redan ersatta av en senare: " + changes.superseded() + "; värden med fel: "
                            + answer.faulty().size() + ".",
                    "Sent " + sent + " of " + all.en() + warnings.en() + "; unchanged: " + changes.unchanged()
                            + "; already superseded by a later one: " + changes.superseded()
                            + "; values with faults: " + answer.faulty().size() + ".");
        }
    }

    private void read(List<GoalFramework> frameworks, KoladaAnswer answer)
            throws CommandException, KoladaException, InterruptedException {
        if (saved.isEmpty()) {
            new KoladaClient(url).fetch(query(frameworks), answer::add);
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(saved.get()))) {
            KoladaPage.readAll(in).forEach(answer::add);
        } catch (IOException failed) {
            throw CommandException.cannotRead(saved.get());
        }
    }

    /** Says what is wrong with the answer. */
    private static void tell(KoladaAnswer answer, Console console) {
        for (KoladaReader.Reading.Faulty faulty : answer.faulty()) {
            for (Fault fault : faulty.faults()) {
                String where = faulty.what() + ", " + fault.field() + ": ";
                console.say(
                        where + fault.message().sv(), where + fault.message().en());
            }
        }
        answer.gaps().forEach(console::say);
        if (answer.repeated() > 0) {
            console.say(
                    "Värden som kom mer än en gång: " + answer.repeated() + "; de räknas en gång. Om svaret ändrades"
                            + " medan det hämtades kan andra saknas: ge då kommandot igen.",
                    "Values that came more than once: " + answer.repeated() + "; they count once. If the answer"
                            + " changed while it was fetched, others may be missing: then run the command again.");
        }
    }

    /** Says what no framework expects, and returns what the summary adds of it. */
    private static Text warn(KoladaAnswer answer, FrameworkCheck check, Console console) {
        Warnings warnings = new Warnings();
        for (Observation observation : answer.observations()) {
            Cell cell = observation.cell();
            String where = cell.indicator() + " " + cell.organisation() + " " + cell.period() + " " + cell.gender();
            warnings.add(new Text(where, where), check.warnings(check.identified(observation)));
        }
        warnings.tell(console);
        return warnings.summary();
    }

    private void send(List<Observation> observations, ObservationPublisher publisher)
            throws CommandException, InterruptedException {
        List<CompletableFuture<Published>> answers =
                observations.stream().map(publisher::publish).toList();
        for (CompletableFuture<Published> answer : answers) {
            try {
                answer.get();
                sent++;
            } catch (ExecutionException refused) {
                String why = refused.getCause().getMessage() + " (" + sent + " ";
                throw new CommandException(new Text(
                        "Kafka tog inte emot alla värden: " + why + "är skickade). Ge kommandot igen.",
                        "Kafka did not accept all values: " + why + "have been sent). Run the command again."));
            }
        }
    }

    private KoladaQuery query(List<GoalFramework> frameworks) {
        if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
            throw wrong(
                    "”" + url + "” är ingen webbadress; skriv till exempel https://api.kolada.se/v3.",
                    "“" + url + "” is not a web address; write for example https://api.kolada.se/v3.");
        }
        if (municipalities.isEmpty() || years.isEmpty()) {
            throw wrong(
                    "Ange --municipality och --year, eller ett sparat svar med --from.",
                    "Give --municipality and --year, or a saved answer with --from.");
        }
        List<String> asked = kpis.isEmpty()
                ? frameworks.stream()
                        .filter(framework -> municipalities.contains(framework.organisation()))
                        .flatMap(framework -> framework.indicators().stream())
                        .map(Indicator::series)
                        .filter(series -> KOLADA_ID.matcher(series).matches())
                        .distinct()
                        .toList()
                : ids(kpis);
        if (asked.isEmpty()) {
            throw wrong(
                    "Ingen styrmodell för kommunen har nyckeltal i Kolada; ange --kpi.",
                    "No goal framework of the municipality has key figures in Kolada; give --kpi.");
        }
        return new KoladaQuery(
                asked,
                municipalities,
                years.stream().flatMapToInt(this::years).boxed().toList(),
                changedFrom);
    }

    private List<String> ids(List<String> given) {
        for (String id : given) {
            if (!ID.matcher(id).matches()) {
                throw wrong(
                        "”" + id + "” är ingen beteckning i Kolada; skriv till exempel N00914,N03920 utan mellanslag.",
                        "“" + id + "” is not an id in Kolada; write for example N00914,N03920 without spaces.");
            }
        }
        return given;
    }

    private IntStream years(String text) {
        Matcher matcher = YEARS.matcher(text);
        boolean isYears = matcher.matches();
        int first = isYears ? Integer.parseInt(matcher.group(1)) : 0;
        int last = isYears && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : first;
        if (!isYears || last < first) {
            throw wrong(
                    "”" + text + "” är inget år; skriv 2018 eller 2016-2019.",
                    "“" + text + "” is not a year; write 2018 or 2016-2019.");
        }
        return IntStream.rangeClosed(first, last);
    }

    private KoladaDepartments departmentRule(List<GoalFramework> frameworks) {
        Map<String, String> byKpi = new HashMap<>();
        Optional<String> forAll = Optional.empty();
        for (String department : departments) {
            int equals = department.indexOf('=');
            if (equals < 0) {
                forAll = Optional.of(department);
            } else {
                byKpi.put(department.substring(0, equals), department.substring(equals + 1));
            }
        }
        return new KoladaDepartments(byKpi, forAll, frameworks);
    }

    private List<GoalFramework> frameworks() throws CommandException {
        List<String> documents = new ArrayList<>();
        for (Path file : frameworkFiles) {
            try {
                documents.add(Files.readString(file));
            } catch (IOException failed) {
                throw CommandException.cannotRead(file);
            }
        }
        List<GoalFramework> frameworks = new ArrayList<>();
        for (String document : documents.isEmpty() ? ShippedFrameworks.documents() : documents) {
            try {
                frameworks.add(FrameworkReader.read(document));
            } catch (InvalidFrameworkException invalid) {
                throw new CommandException(new Text(
                        "Styrmodellen har fel; se dem med ”malbild framework check”.",
                        "The goal framework has faults; see them with “malbild framework check”."));
            }
        }
        return frameworks;
    }

    private Instant observedAt() throws CommandException {
        if (observedAt.isPresent()) {
            return observedAt.get();
        }
        try {
            return saved.isPresent() ? Files.getLastModifiedTime(saved.get()).toInstant() : Instant.now();
        } catch (IOException failed) {
            throw CommandException.cannotRead(saved.orElseThrow());
        }
    }

    private UsageException wrong(String sv, String en) {
        return new UsageException(spec, new Text(sv, en));
    }
}
