package se.malbild.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.MomentConverter;
import se.malbild.cli.terminal.PictureChoice;
import se.malbild.cli.terminal.UsageException;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.KnownThen;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Cut;
import se.malbild.history.Known;
import se.malbild.report.content.Closing;
import se.malbild.report.content.ReportBasis;
import se.malbild.report.content.ReportContent;
import se.malbild.report.content.ReportKind;
import se.malbild.report.content.ReportPlaces;
import se.malbild.report.output.ReportFormat;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "report",
        description = {
            "Skriver målavsnittet till årsredovisningen eller delårsrapporten i en fil.",
            "Writes the goal section of the annual or the interim report to a file."
        },
        footer = {
            "Samma uppgifter ger samma fil, utom för docx, som har en tid i sig.",
            "The same data give the same file, except for docx, which has a time in it."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    /** Which report of the year. */
    enum Kind {
        annual,
        interim
    }

    /** The forms it is written in. */
    enum Format {
        html,
        pdf,
        docx
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Mixin
    private PictureChoice choice;

    @Option(
            names = "--kind",
            paramLabel = "SLAG/KIND",
            defaultValue = "annual",
            description = {
                "Årets utfall (annual), eller utfall hittills och prognos för helåret (interim). (${DEFAULT-VALUE})",
                "The outcome of the year (annual), or the outcome so far and the forecast for the whole year (interim)."
                        + " (${DEFAULT-VALUE})"
            })
    private Kind kind;

    @Option(
            names = "--as-of",
            paramLabel = "TID/TIME",
            converter = MomentConverter.class,
            description = {
                "Det som hade kommit in då: 2018-08-31 (till dagens slut i Sverige) eller 2018-08-31T12:00:00Z; annars"
                        + " bokslutet om året är stängt, och det som är känt nu om det är öppet. Krävs för delårsrapporten.",
                "What had come in by then: 2018-08-31 (to the end of the day in Sweden) or 2018-08-31T12:00:00Z; if not"
                        + " given, what the year was closed with, and what is known now if it is open. Required for the"
                        + " interim report."
            })
    private Optional<Instant> asOf = Optional.empty();

    @Option(
            names = "--current",
            description = {
                "Det som är känt nu, också om året är stängt.",
                "What is known now, even if the year is closed."
            })
    private boolean isOfNow;

    @Option(
            names = "--format",
            paramLabel = "FORM/FORMAT",
            defaultValue = "pdf",
            description = {
                "Vad filen är: ${COMPLETION-CANDIDATES}. (${DEFAULT-VALUE})",
                "What the file is: ${COMPLETION-CANDIDATES}. (${DEFAULT-VALUE})"
            })
    private Format format;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FIL/FILE",
            description = {"Filen, som skrivs över om den finns.", "The file, which is overwritten when it exists."})
    private Path output;

    @Override
    public Integer call() throws CommandException {
        if (kind == Kind.interim && asOf.isEmpty()) {
            throw new UsageException(
                    spec,
                    new Text(
                            "Ange delårsrapportens dag med --as-of, till exempel --as-of 2018-08-31.",
                            "Give the day of the interim report with --as-of, for example --as-of 2018-08-31."));
        }
        if (isOfNow && asOf.isPresent()) {
            throw new UsageException(
                    spec,
                    new Text(
                            "Ange --as-of eller --current, inte båda: --current är det som är känt nu.",
                            "Give --as-of or --current, not both: --current is what is known now."));
        }
        Console console = ConsoleOption.consoleOf(spec);
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            ReportBasis basis = basis(new KnownThen(cluster, registry, choice.organisation(), console));
            byte[] written = ReportFormat.valueOf(format.name().toUpperCase(Locale.ROOT))
                    .write(ReportContent.of(basis, console.language()));
            Files.write(output, written);
            basis.closing().ifPresent(closing -> sayOfClosing(closing, console));
            console.say(
                    output + " är skriven. Målbildens SHA-256 är " + basis.pictureSha256() + ".",
                    "Wrote " + output + ". The SHA-256 of the picture is " + basis.pictureSha256() + ".");
            return 0;
        } catch (IOException failed) {
            throw new CommandException(new Text(
                    output + " kan inte skrivas: " + failed.getMessage() + ". Ange en annan fil.",
                    output + " cannot be written: " + failed.getMessage() + ". Choose another file."));
        }
    }

    private ReportBasis basis(KnownThen then) throws CommandException {
        Cut cut = asOf.isPresent() ? then.at(asOf.get()) : then.now();
        Map<Cut, Known> known = new HashMap<>();
        known.put(cut, then.picturesAt(cut));
        Picture picture = choice.choose(known.get(cut).pictures());
        ReportPlaces report = new ReportPlaces(
                then.log(),
                new Pictures.Key(picture.organisation(), picture.framework(), picture.year()),
                kind == Kind.annual ? ReportKind.ANNUAL : ReportKind.INTERIM,
                asOf,
                isOfNow,
                then.decided(new DecisionYear(picture.organisation(), picture.framework(), picture.year())));
        for (Cut place : report.cuts()) {
            if (!known.containsKey(place)) {
                known.put(place, then.knownAt(place));
            }
        }
        return report.basis(known);
    }

    private static void sayOfClosing(Closing closing, Console console) {
        switch (closing.leading()) {
            case REPRODUCED, KEPT ->
                console.say(
                        "Året är stängt, och rapporten visar bokslutet. --current visar det som är känt nu.",
                        "The year is closed, and the report shows what it was closed with. --current shows what is known"
                                + " now.");
            case NOW ->
                console.say(
                        "Året är stängt, men rapporten visar det som är känt nu.",
                        "The year is closed, but the report shows what is known now.");
            case UNREADABLE ->
                console.say(
                        "Varning: året är stängt, men bokslutets målbild går inte att läsa, så rapporten visar det som är känt"
                                + " nu. malbild verify visar vad som är fel.",
                        "Warning: the year is closed, but the picture that it was closed with cannot be read, so the report"
                                + " shows what is known now. malbild verify shows what is wrong.");
        }
    }
}
