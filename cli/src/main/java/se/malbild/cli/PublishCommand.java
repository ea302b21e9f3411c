package se.malbild.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.FileReadProgress;
import se.malbild.cli.terminal.MunicipalityConverter;
import se.malbild.cli.terminal.RowProgress;
import se.malbild.cli.terminal.TimeConverter;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.SenderOption;
import se.malbild.files.Defaults;
import se.malbild.files.FileCheck;
import se.malbild.files.FileProgress;
import se.malbild.files.FilePublication;
import se.malbild.files.FilePublication.Outcome;
import se.malbild.files.FileRow;
import se.malbild.files.ObservationFile;
import se.malbild.files.UnreadableFileException;
import se.malbild.goals.Text;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.registry.RegistryException;

@Command(
        name = "publish",
        description = {
            "Granskar filer med observationer (CSV, Excel eller NDJSON, även gzip) och skickar de rader som är rätt.",
            "Checks files of observations (CSV, Excel or NDJSON, also gzip) and sends the rows that are valid."
        },
        footer = {
            "Kolumner: kommun, nyckeltal, förvaltning, år, tidpunkt och utfall (eller bortfall, återtagen); om det"
                    + " behövs händelse-id, period, kön, stadsdel, antal, slag, revision, källa, kommentar.",
            "Utan kolumnen år tas året ur kolumnen period: 2018, 2018-T2, 2018-Q3 eller 2018-08.",
            "Rubrikerna står på en av de 20 första raderna; titlar ovanför dem läses inte.",
            "Slutkod: 0 allt är skickat, 1 något är fel, 130 stoppad. Samma kommando fortsätter där det stoppades.",
            "Columns: organisation, indicator, department, year, observedAt and value (or missing, retracted); if"
                    + " needed eventId, period, gender, district, count, kind, revision, source, comment.",
            "Without a column year the year is taken from the column period: 2018, 2018-T2, 2018-Q3 or 2018-08.",
            "The headings are in one of the first 20 rows; titles above them are not read.",
            "Exit code: 0 everything was sent, 1 something is wrong, 130 stopped. Run the same command to continue."
        },
        mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {
    private static final String FAULT_LIST = ".faults.csv";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Mixin
    private SenderOption senderOption;

    @Parameters(
            paramLabel = "FIL/FILE",
            arity = "1..*",
            description = {"Filerna att skicka.", "The files to send."})
    private List<Path> files;

    @Option(
            names = "--dry-run",
            description = {"Granskar bara.", "Only checks."})
    private boolean dryRun;

    @Option(
            names = "--organisation",
            paramLabel = "KOMMUN/MUNICIPALITY",
            converter = MunicipalityConverter.class,
            description = {"Kommun för rader utan: namn eller kod.", "Municipality of rows without one: name or code."})
    private Optional<String> organisation = Optional.empty();

    @Option(
            names = "--department",
            paramLabel = "ID",
            description = {"Förvaltning för rader utan.", "Department of rows without one."})
    private Optional<String> department = Optional.empty();

    @Option(
            names = "--observed-at",
            paramLabel = "TID/TIME",
            converter = TimeConverter.class,
            description = {"Tidpunkt för rader utan.", "Time of rows without one."})
    private Optional<Instant> observedAt = Optional.empty();

    @Option(
            names = "--source",
            paramLabel = "TEXT",
            description = {"Källa för rader utan.", "Source of rows without one."})
    private Optional<String> source = Optional.empty();

    @Mixin
    private EmptyOption empty;

    @Option(
            names = "--sheet",
            paramLabel = "BLAD/SHEET",
            description = {"Blad i arbetsboken.", "Sheet of the workbook."})
    private Optional<String> sheet = Optional.empty();

    @Option(
            names = "--directory",
            paramLabel = "KATALOG/DIR",
            description = {
                "Katalog för FIL.faults.csv och FIL.progress; annars bredvid filen.",
                "Directory for FILE.faults.csv and FILE.progress; beside the file by default."
            })
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--show-faults",
            paramLabel = "N",
            defaultValue = "50",
            description = {
                "Fel att visa per fil; alla står i FIL.faults.csv. (${DEFAULT-VALUE})",
                "Faults to show per file; FILE.faults.csv has all. (${DEFAULT-VALUE})"
            })
    private int shownFaults;

    /** A file that can be read, and what was found in it. */
    private record Checked(Path file, ObservationFile open, FileCheck check) {}

    @Override
    public Integer call() throws CommandException {
        Console console = ConsoleOption.consoleOf(spec);
        requireFilesOfTheirOwn();
        List<Checked> checked = new ArrayList<>();
        try {
            FrameworkCheck frameworks = FrameworkCheck.of(clusterOptions.cluster(), console);
            for (Path file : files) {
                check(file, frameworks, console).ifPresent(checked::add);
            }
            boolean isFaultless = checked.size() == files.size()
                    && checked.stream().allMatch(one -> one.check().faulty() == 0);
            int exit = isFaultless ? 0 : 1;
            boolean hasGood = checked.stream().anyMatch(one -> one.check().good() > 0);
            return dryRun || !hasGood ? exit : publish(checked, exit, console);
        } catch (InterruptedException stop) {
            console.say("Stoppad; ingenting är skickat.", "Stopped; nothing has been sent.");
            return Malbild.STOPPED;
        } finally {
            checked.forEach(one -> close(one.open()));
        }
    }

    private static void close(ObservationFile open) {
        try {
            open.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A list of faults must not take the place of another file's, nor of a file that is to be sent. */
    private void requireFilesOfTheirOwn() throws CommandException {
        Set<Path> taken = new HashSet<>();
        for (Path file : files) {
            if (!taken.add(file.toAbsolutePath().normalize())) {
                throw new CommandException(
                        new Text("Filen " + file + " är angiven två gånger.", "The file " + file + " is given twice."));
            }
        }
        for (Path file : files) {
            Path faultList = beside(file, FAULT_LIST);
            if (!taken.add(faultList.toAbsolutePath().normalize())) {
                throw new CommandException(new Text(
                        "Fellistan för " + file + " skulle skriva över " + faultList
                                + ", som hör till en annan av filerna; skicka dem var för sig.",
                        "The list of faults of " + file + " would overwrite " + faultList
                                + ", which belongs to another of the files; send them one at a time."));
            }
        }
    }

    /** Says everything that is wrong with {@code file}; nothing is returned when it cannot be read at all. */
    private Optional<Checked> check(Path file, FrameworkCheck frameworks, Console console) throws InterruptedException {
        console.say("Granskar " + file + " …", "Checking " + file + " …");
        try {
            ObservationFile open = open(file, frameworks, console);
            try {
                return Optional.of(new Checked(file, open, check(file, open, frameworks, console)));
            } catch (IOException | UnreadableFileException | InterruptedException | RuntimeException failed) {
                open.close();
                throw failed;
            }
        } catch (ClosedByInterruptException stop) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (UnreadableFileException unreadable) {
            FileFaultWords.of(file, unreadable).forEach(console::say);
        } catch (NoSuchFileException missing) {
            console.say(
                    "Filen " + missing.getFile() + " finns inte; kontrollera namnet.",
                    "The file " + missing.getFile() + " does not exist; check its name.");
        } catch (IOException failed) {
            console.say(cannotUse(file, failed));
        }
        console.say("Ingenting av " + file + " skickas.", "Nothing of " + file + " is sent.");
        return Optional.empty();
    }

    private ObservationFile open(Path file, FrameworkCheck frameworks, Console console)
            throws IOException, UnreadableFileException {
        try (FileReadProgress bar = new FileReadProgress(console, new Text("Läser", "Reading"), Files.size(file))) {
            return ObservationFile.open(file, defaults(), sheet, frameworks::identified, bar);
        }
    }

    private FileCheck check(Path file, ObservationFile open, FrameworkCheck frameworks, Console console)
            throws IOException, UnreadableFileException, InterruptedException {
        Path faultList = beside(file, FAULT_LIST);
        List<Text> shown = new ArrayList<>();
        Warnings warnings = new Warnings();
        FileCheck check;
        try (FileReadProgress bar = new FileReadProgress(console, new Text("Granskar", "Checking"), Files.size(file))) {
            check = FileCheck.of(
                    open,
                    faultList,
                    row -> {
                        if (row instanceof FileRow.Faulty faulty) {
                            FileFaultWords.of(file, faulty).stream()
                                    .limit(shownFaults - shown.size())
                                    .forEach(shown::add);
                        } else if (row instanceof FileRow.Good good) {
                            warnings.add(file, good.number(), frameworks.warnings(good.observation()));
                        }
                    },
                    bar);
        }
        shown.forEach(console::say);
        check.notes().forEach(note -> console.say(file + ": " + note.sv(), file + ": " + note.en()));
        long hidden = check.faults() - shown.size();
        if (hidden > 0) {
            console.say("… och " + hidden + " fel till.", "… and " + hidden + " more faults.");
        }
        warnings.tell(console);
        console.say(summary(file, check, warnings.summary(), faultList));
        return check;
    }

    private static Text cannotUse(Path file, IOException failed) {
        return new Text(
                "Det går inte att läsa " + file + " eller skriva bredvid den (" + failed
                        + "); ange en annan katalog med --directory.",
                file + " cannot be read, or nothing can be written beside it (" + failed
                        + "); choose another directory with --directory.");
    }

    private static Text summary(Path file, FileCheck check, Text warnings, Path faultList) {
        Text good = observations(check.good());
        Text skipped = EmptyOption.skipped(check.skipped());
        boolean isAnySkipped = check.skipped() > 0;
        String sv = file + ": " + good.sv() + warnings.sv() + ", " + (isAnySkipped ? skipped.sv() + ", " : "");
        String en = file + ": " + good.en() + warnings.en() + ", " + (isAnySkipped ? skipped.en() + ", " : "");
        if (check.faulty() == 0) {
            return new Text(sv + "inga fel.", en + "no faults.");
        }
        Text faulty = rows(check.faulty());
        return new Text(
                sv + faulty.sv() + " med fel som inte skickas; alla fel (" + check.faults() + ") står i " + faultList
                        + ".",
                en + faulty.en() + " with faults, which will not be sent; all faults (" + check.faults() + ") are in "
                        + faultList + ".");
    }

    private static Text observations(long number) {
        return Text.count(number, "observation", "observationer", "observation", "observations");
    }

    private static Text rows(long number) {
        return Text.count(number, "rad", "rader", "row", "rows");
    }

    private int publish(List<Checked> checked, int exit, Console console) throws CommandException {
        Cluster cluster = clusterOptions.cluster();
        // Another prefix is another place, where nothing of the file may have been sent.
        String place = cluster.prefix().text() + Brokers.requireBroker(cluster);
        int worst = exit;
        try (ObservationPublisher publisher = senderOption.connect(cluster)) {
            for (Checked one : checked) {
                if (worst == Malbild.STOPPED) {
                    console.say(nothingNow(one.file()));
                } else {
                    worst = Math.max(worst, publish(one, place, publisher, console));
                }
            }
            return worst;
        } catch (RegistryException failed) {
            throw new CommandException(failed.text());
        }
    }

    /** Returns the exit code that what became of the file gives, having said it. */
    private int publish(Checked one, String place, ObservationPublisher publisher, Console console) {
        Path file = one.file();
        FileProgress progress = new FileProgress(
                beside(file, ".progress"),
                one.open().contentHash(),
                List.of(place, defaults().toString(), sheet.toString()));
        try {
            if (!one.open().restart()) {
                console.say(
                        "Filen " + file + " ändrades medan den granskades; kör kommandot igen.",
                        "The file " + file + " was changed while it was being checked; run the command again.");
                return CommandLine.ExitCode.SOFTWARE;
            }
            long from = progress.lastRow();
            if (from > 0) {
                console.say(
                        "Fortsätter efter rad " + from + " av " + file + ".",
                        "Continuing after row " + from + " of " + file + ".");
            }
            Outcome outcome;
            try (RowProgress bar = new RowProgress(
                    console,
                    new Text("Skickar", "Sending"),
                    RowProgress.Unit.ROW,
                    from,
                    one.check().lastRow())) {
                outcome = new FilePublication(one.open(), progress, publisher::publish, bar::reach).run();
            }
            console.say(summary(one, outcome));
            return switch (outcome.end()) {
                case COMPLETE -> CommandLine.ExitCode.OK;
                case STOPPED -> Malbild.STOPPED;
                case FAILED -> CommandLine.ExitCode.SOFTWARE;
            };
        } catch (ClosedByInterruptException stop) {
            Thread.interrupted();
            console.say(nothingNow(file));
            return Malbild.STOPPED;
        } catch (IOException | UnreadableFileException failed) {
            console.say(why(file, failed));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static Text nothingNow(Path file) {
        return new Text("Ingenting av " + file + " är skickat nu.", "Nothing from " + file + " was sent this time.");
    }

    private static Text why(Path file, Throwable failure) {
        if (failure instanceof UnreadableFileException changed) {
            return changed.faults().get(0).fault().message();
        }
        return failure instanceof IOException failed
                ? cannotUse(file, failed)
                : new Text(
                        "Kafka tog inte emot en av dem: " + failure.getMessage(),
                        "Kafka refused one of them: " + failure.getMessage());
    }

    private static Text summary(Checked one, Outcome outcome) {
        long sent = outcome.sent() + outcome.sentBefore();
        Text good = observations(one.check().good());
        Text faulty = rows(one.check().faulty());
        String sv = one.file() + ": skickat " + sent + " av " + good.sv();
        String en = one.file() + ": sent " + sent + " of " + good.en();
        if (outcome.sentBefore() > 0) {
            sv += " (" + outcome.sentBefore() + " av dem tidigare)";
            en += " (" + outcome.sentBefore() + " of them earlier)";
        }
        sv += "; inte skickat: " + faulty.sv() + " med fel";
        en += "; not sent: " + faulty.en() + " with faults";
        if (one.check().skipped() > 0) {
            sv += " och " + rows(one.check().skipped()).sv() + " utan värde";
            en += " and " + rows(one.check().skipped()).en() + " without a value";
        }
        sv += ".";
        en += ".";
        if (outcome.unanswered() > 0) {
            sv += " Utan svar: " + outcome.unanswered() + "; de skickas igen nästa gång.";
            en += " Not answered: " + outcome.unanswered() + "; they will be sent again next time.";
        }
        if (outcome.failure().isPresent()) {
            Text why = why(one.file(), outcome.failure().get());
            sv += " " + why.sv();
            en += " " + why.en();
        }
        return switch (outcome.end()) {
            case COMPLETE -> new Text(sv, en);
            case STOPPED ->
                new Text(
                        sv + " Stoppad; samma kommando fortsätter.",
                        en + " Stopped; run the same command to continue.");
            case FAILED -> new Text(sv + " Samma kommando fortsätter.", en + " Run the same command to continue.");
        };
    }

    private Defaults defaults() {
        return new Defaults(organisation, department, observedAt, source, empty.value());
    }

    private Path beside(Path file, String suffix) {
        String name = file.getFileName() + suffix;
        return directory.map(given -> given.resolve(name)).orElseGet(() -> file.resolveSibling(name));
    }
}
