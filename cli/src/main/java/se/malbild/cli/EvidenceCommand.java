package se.malbild.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.evidence.EvidenceFile;
import se.malbild.cli.move.CarriedSchemas;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.MomentConverter;
import se.malbild.cli.terminal.PictureChoice;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.InputFold;
import se.malbild.cli.topics.KnownThen;
import se.malbild.goals.Text;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Cut;
import se.malbild.history.UndecodedException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "evidence",
        description = {
            "Skriver underlaget till ett år i en fil, som en revisor kontrollerar utan Kafka med ”malbild verify FIL”.",
            "Writes the evidence of a year to a file that an auditor verifies without Kafka by “malbild verify FILE”."
        },
        footer = {
            "Filen är intern: den har även värden för små grupper, och namn. Samma logg ger samma fil.",
            "The file is inside: it has values of small groups, too, and names. The same log gives the same file."
        },
        mixinStandardHelpOptions = true)
final class EvidenceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Mixin
    private PictureChoice choice;

    @Option(
            names = "--as-of",
            paramLabel = "TID/TIME",
            converter = MomentConverter.class,
            description = {
                "Det som hade kommit in och beslutats då: 2018-08-31 (till dagens slut i Sverige) eller 2018-08-31T12:00:00Z;"
                        + " annars nu.",
                "What had come in and been decided by then: 2018-08-31 (to the end of the day in Sweden) or"
                        + " 2018-08-31T12:00:00Z; now if not given."
            })
    private Optional<Instant> asOf = Optional.empty();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FIL/FILE",
            description = {
                "Filen, i NDJSON, som skrivs över om den finns.",
                "The file, in NDJSON, which is overwritten when it exists."
            })
    private Path output;

    @Override
    public Integer call() throws CommandException {
        if (Files.isDirectory(output)) {
            throw cannotWrite("det är en katalog", "it is a directory");
        }
        if (!Files.isDirectory(output.toAbsolutePath().getParent())) {
            throw cannotWrite("katalogen finns inte", "there is no such directory");
        }
        Console console = ConsoleOption.consoleOf(spec);
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            KnownThen then = new KnownThen(cluster, registry, choice.organisation(), console);
            Cut known = asOf.isPresent() ? then.at(asOf.get()) : then.now();
            DecisionYear year = year(then, known);
            tell(console, year, EvidenceFile.write(output, Malbild.version(), year, then.log(), asOf, known, registry));
            return 0;
        } catch (CarriedSchemas.UnansweredException | UndecodedException away) {
            throw InputFold.registryAway();
        } catch (IOException failed) {
            throw cannotWrite(failed.getMessage(), failed.getMessage());
        }
    }

    /** A year that was closed has evidence, too, when its framework was withdrawn since. */
    private DecisionYear year(KnownThen then, Cut known) throws CommandException {
        Optional<DecisionYear> named = choice.named();
        if (named.isPresent() && then.decided(named.get()).decisions().isClosed()) {
            return named.get();
        }
        Picture picture = choice.choose(then.picturesAt(known).pictures());
        return new DecisionYear(picture.organisation(), picture.framework(), picture.year());
    }

    private CommandException cannotWrite(String sv, String en) {
        return new CommandException(new Text(
                output + " kan inte skrivas: " + sv + ". Ange en annan fil.",
                output + " cannot be written: " + en + ". Choose another file."));
    }

    private void tell(Console console, DecisionYear year, EvidenceFile written) {
        String of = year.organisation() + ", " + year.framework() + ", " + year.year();
        console.say(
                output + " är skriven (" + of + "): " + written.lines() + " rader, SHA-256 " + written.sha256() + ".",
                "Wrote " + output + " (" + of + "): " + written.lines() + " lines, SHA-256 " + written.sha256() + ".");
        if (!written.isClosed()) {
            console.say(
                    "Året är inte stängt, så filen har det som var känt; ingenting är fastställt.",
                    "The year is not closed, so the file has what was known; nothing has been settled.");
        }
        written.newest()
                .ifPresent(newest -> console.say(
                        "Det senaste beslutet har kontrollsumman " + newest.sha256() + ".",
                        "The newest decision has the checksum " + newest.sha256() + "."));
        console.say(
                "Filen är intern: lämna den bara till den som granskar.",
                "The file is inside: give it only to whoever audits.");
    }
}
