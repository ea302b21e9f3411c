package se.malbild.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import se.malbild.cli.evidence.EvidenceCheck;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.MunicipalityConverter;
import se.malbild.cli.terminal.RowProgress;
import se.malbild.cli.terminal.UsageException;
import se.malbild.cli.terminal.VerifiedJson;
import se.malbild.cli.terminal.VerifiedLines;
import se.malbild.cli.terminal.VerifiedMetrics;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.InputFold;
import se.malbild.goals.Text;
import se.malbild.history.InputDigests;
import se.malbild.history.LiveVerification;
import se.malbild.history.LogDigest;
import se.malbild.history.UndecodedException;
import se.malbild.history.VerifiedDecisions;
import se.malbild.history.VerifiedOrganisation;
import se.malbild.schemas.BrokerException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.UnreadableRecordException;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.streams.StreamsSettings;

@Command(
        name = "verify",
        description = {
            "Kontrollerar att allt som är publicerat är vad som följer av händelser och styrmodeller, och att besluten om åren"
                    + " är orörda; eller en fil från ”malbild evidence”, utan Kafka.",
            "Verifies that everything published is what follows from events and frameworks, and that the decisions about years"
                    + " are untouched; or a file of “malbild evidence”, without Kafka."
        },
        footer = {
            "Kan köras medan allt är igång; ingenting ändras. Slutkod: 0 när allt stämmer, 1 när något skiljer sig, 2 när det"
                    + " inte gick att kontrollera.",
            "Can be run while everything is running; nothing is changed. Exit code: 0 when everything is right, 1 when"
                    + " something differs, 2 when it could not be verified."
        },
        exitCodeOnExecutionException = VerifyCommand.UNCHECKED,
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    /** The forms differences are printed in. */
    enum Format {
        table,
        json
    }

    private static final int DIFFERS = 1;
    /** Also what a command returns that was given wrongly. */
    static final int UNCHECKED = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Parameters(
            arity = "0..1",
            paramLabel = "FIL/FILE",
            description = {
                "Ett underlag som ”malbild evidence” har skrivit; då frågas varken Kafka eller schemaregistret.",
                "Evidence that “malbild evidence” has written; then neither Kafka nor the schema registry is asked."
            })
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--certify",
            description = {
                "Av en fil: i vilken av fyra klasser varje nyckeltals resultat hör, och varför.",
                "Of a file: in which of four classes each indicator's result belongs, and why."
            })
    private boolean certify;

    @Option(
            names = "--organisation",
            paramLabel = "KOMMUN/MUNICIPALITY",
            converter = MunicipalityConverter.class,
            description = {
                "Bara en kommun: namn eller kod; annars alla.",
                "Only one municipality: name or code; all if not given."
            })
    private Optional<String> organisation = Optional.empty();

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = StreamsSettings.DEFAULT_APPLICATION_ID,
            description = {
                "Strömtillämpningens namn. (${DEFAULT-VALUE})",
                "The streams application's name. (${DEFAULT-VALUE})"
            })
    private String applicationId;

    @Option(
            names = "--wait",
            paramLabel = "SEKUNDER/SECONDS",
            defaultValue = "60",
            description = {
                "Hur länge en skillnad får finnas innan den räknas, i sekunder. (${DEFAULT-VALUE})",
                "How long a difference may exist before it counts, in seconds. (${DEFAULT-VALUE})"
            })
    private int waitSeconds;

    @Option(
            names = "--metrics",
            paramLabel = "FIL/FILE",
            description = {
                "Fil att skriva utfallet i, för Prometheus node exporter (textfile collector).",
                "File to write the outcome to, for Prometheus's node exporter (textfile collector)."
            })
    private Optional<Path> metrics = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORM/FORMAT",
            defaultValue = "table",
            description = {
                "Hur skillnaderna skrivs ut: ${COMPLETION-CANDIDATES}, där json har en kommun på varje rad."
                        + " (${DEFAULT-VALUE})",
                "How the differences are printed: ${COMPLETION-CANDIDATES}, where json has one municipality on each line."
                        + " (${DEFAULT-VALUE})"
            })
    private Format format;

    /** What has been found so far. */
    private static final class Tally {
        private int organisations;
        private long outputs;
        private int differences;
        private int rejected;
        private VerifiedDecisions decisions = VerifiedDecisions.NONE;

        void add(VerifiedOrganisation verified) {
            organisations++;
            outputs += verified.outputs();
            differences += verified.differences().size();
            rejected += verified.readNowRejectedThen().size();
            decisions = decisions.with(verified.decisions());
        }

        boolean isRight() {
            return differences == 0 && rejected == 0 && decisions.isRight();
        }
    }

    @Override
    public Integer call() throws CommandException {
        if (waitSeconds < 0) {
            throw new UsageException(
                    spec,
                    new Text(
                            "--wait är " + waitSeconds + "; ange minst 0.",
                            "--wait is " + waitSeconds + "; give 0 or more."));
        }
        Console console = ConsoleOption.consoleOf(spec);
        if (file.isPresent()) {
            requireNothingOfCluster();
            boolean isRight = new EvidenceCheck(file.get(), certify, console).run(format == Format.json);
            return isRight ? CommandLine.ExitCode.OK : DIFFERS;
        }
        if (certify) {
            throw new UsageException(
                    spec,
                    new Text(
                            "--certify gäller ett underlag; ange filen som ”malbild evidence” har skrivit.",
                            "--certify is for evidence; give the file that “malbild evidence” has written."));
        }
        Tally tally = new Tally();
        try {
            verify(console, tally);
        } catch (CommandException | RuntimeException failed) {
            tellUnchecked(console);
            throw failed;
        }
        if (metrics.isPresent()) {
            new VerifiedMetrics(tally.differences, tally.rejected, tally.decisions.faults(), false)
                    .write(metrics.get(), Instant.now());
        }
        return tally.isRight() ? CommandLine.ExitCode.OK : DIFFERS;
    }

    private void requireNothingOfCluster() {
        if (organisation.isPresent() || metrics.isPresent()) {
            throw new UsageException(
                    spec,
                    new Text(
                            "--organisation och --metrics gäller det publicerade; ange dem inte tillsammans med en fil.",
                            "--organisation and --metrics are for what is published; do not give them with a file."));
        }
    }

    /** That the file cannot be written does not take the place of why nothing could be verified. */
    private void tellUnchecked(Console console) {
        if (metrics.isPresent()) {
            try {
                new VerifiedMetrics(0, 0, 0, true).write(metrics.get(), Instant.now());
            } catch (CommandException unwritten) {
                console.say(unwritten.text());
            }
        }
    }

    private void verify(Console console, Tally tally) throws CommandException {
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        int partitions = Brokers.requireEqualPartitions(cluster);
        try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
            registry.preload(Topic.INDICATOR_EVENTS);
            registry.preload(Topic.GOAL_FRAMEWORKS);
            registry.preload(Topic.YEAR_DECISIONS);
            LiveVerification verification = new LiveVerification(
                    cluster,
                    registry,
                    cluster.prefix().group(applicationId),
                    Duration.ofSeconds(waitSeconds),
                    Runtime.getRuntime().maxMemory() / 4);
            InputDigests digests = verify(verification, partitions, console, tally);
            if (organisation.isPresent() && tally.organisations == 0) {
                throw new CommandException(new Text(
                        "Varken loggen eller det publicerade har något om " + organisation.get() + ".",
                        "Neither the log nor what is published has anything about " + organisation.get() + "."));
            }
            tell(console, tally, digests);
        } catch (RegistryException failed) {
            throw new CommandException(failed.text());
        } catch (BrokerException failed) {
            throw new CommandException(failed.text());
        } catch (UndecodedException away) {
            throw InputFold.registryAway();
        } catch (UnreadableRecordException away) {
            if (away.obstacle() == UnreadableRecordException.Obstacle.REGISTRY_AWAY) {
                throw InputFold.registryAway();
            }
            throw away;
        }
    }

    private InputDigests verify(LiveVerification verification, int partitions, Console console, Tally tally)
            throws BrokerException, UndecodedException {
        Consumer<VerifiedOrganisation> printer = format == Format.json
                ? verified -> console.result(VerifiedJson.of(verified) + "\n")
                : new VerifiedLines(console);
        AtomicReference<RowProgress> bar = new AtomicReference<>();
        try {
            return verification.verify(organisation, partitions, new LiveVerification.Listener() {
                @Override
                public void begins(long records) {
                    bar.set(new RowProgress(
                            console, new Text("Läser", "Reading"), RowProgress.Unit.RECORD, 0, records));
                }

                @Override
                public void read(long records) {
                    bar.get().reach(records);
                }

                @Override
                public void verified(VerifiedOrganisation verified) {
                    tally.add(verified);
                    printer.accept(verified);
                }
            });
        } finally {
            if (bar.get() != null) {
                bar.get().close();
            }
        }
    }

    private void tell(Console console, Tally tally, InputDigests digests) {
        if (tally.rejected > 0) {
            console.say(
                    "Det som avvisades då och går att läsa nu räknas in när strömtillämpningen räknar om allt: stoppa den, kör"
                            + " ”malbild reset --execute” och starta den igen.",
                    "What was rejected then and can be read now is included once the streams application computes"
                            + " everything again: stop it, run “malbild reset --execute”, and start it again.");
        }
        Text outputs = Text.count(tally.outputs, "utdata", "utdata", "output", "outputs");
        Text of = Text.count(tally.organisations, "kommun", "kommuner", "municipality", "municipalities");
        Text differences = VerifiedLines.differences(tally.differences);
        console.say(
                outputs.sv() + " om " + of.sv() + " jämförda: " + differences.sv() + ".",
                outputs.en() + " about " + of.en() + " compared: " + differences.en() + ".");
        Optional<LogDigest> digest =
                organisation.isPresent() ? digests.of(organisation.get()) : Optional.of(digests.whole());
        console.say(VerifiedLines.digest(organisation, digest));
        if (tally.decisions.decisions() > 0) {
            console.say(VerifiedLines.decisions(tally.decisions));
            console.say(organisation
                    .map(code -> VerifiedLines.decisions(
                            code, digests.decisionsOf(code).orElseThrow()))
                    .orElseGet(() -> VerifiedLines.decisions(digests.wholeOfDecisions())));
        }
        if (digests.ownerless() > 0) {
            console.say(
                    "Utanför kontrollsumman: " + digests.ownerless()
                            + " poster som ligger i fel partition eller har en nyckel som inte är någon kommuns.",
                    "Not in the digest: " + digests.ownerless()
                            + " records that lie in the wrong partition or have a key that is no municipality's.");
        }
    }
}
