package se.malbild.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Confirmation;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.terminal.EffectTable;
import se.malbild.cli.terminal.UsageException;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.FrameworkPublisher;
import se.malbild.cli.topics.FrameworkPublisher.Proposal;
import se.malbild.goals.Text;
import se.malbild.goals.advice.FrameworkAdvice;
import se.malbild.goals.advice.WarningGroup;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.InvalidFrameworkException;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.registry.RegistryException;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "framework",
        description = {"Granskar och tillämpar styrmodeller.", "Checks and applies goal frameworks."},
        mixinStandardHelpOptions = true,
        subcommands = {FrameworkCommand.Check.class, FrameworkCommand.Apply.class})
final class FrameworkCommand {
    @Command(
            name = "check",
            description = {
                "Visar alla fel i en styrmodell, eller varningar.",
                "Shows every fault of a goal framework, or warnings."
            },
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        /** Nobody gives reasons before the framework is applied. */
        private static final Justification UNJUSTIFIED = new Justification("", "", Optional.empty());

        /** The forms that the findings are given in. */
        enum Format {
            text,
            json
        }

        @Spec
        private CommandSpec spec;

        @Option(
                names = "--before",
                paramLabel = "FIL/FILE",
                description = {
                    "Versionen före, som YAML, för att se vilka nyckeltal som bytt innebörd.",
                    "The version before, as YAML, to see which indicators have changed their meaning."
                })
        private Path before;

        @Option(
                names = "--format",
                paramLabel = "FORM/FORMAT",
                defaultValue = "text",
                description = {
                    "Hur resultatet skrivs ut: ${COMPLETION-CANDIDATES}. (${DEFAULT-VALUE})",
                    "How the result is printed: ${COMPLETION-CANDIDATES}. (${DEFAULT-VALUE})"
                })
        private Format format;

        @Parameters(
                paramLabel = "FIL/FILE",
                description = {"Styrmodellen som YAML.", "The framework as YAML."})
        private Path file;

        @Override
        public Integer call() throws CommandException {
            Console console = ConsoleOption.consoleOf(spec);
            FrameworkFindings findings = new FrameworkFindings(console);
            try {
                GoalFramework framework =
                        FrameworkIntake.check(document(file), UNJUSTIFIED).framework();
                List<WarningGroup> warnings = FrameworkAdvice.of(framework, before(framework));
                if (format == Format.json) {
                    findings.print(List.of(), warnings);
                    return 0;
                }
                String what = framework.id() + " version " + framework.version();
                int goalAreas = framework.goalAreas().size();
                int indicators = framework.indicators().size();
                console.say(
                        "Inga fel: " + what + ", " + goalAreas + " målområden, " + indicators + " nyckeltal.",
                        "No faults: " + what + ", " + goalAreas + " goal areas, " + indicators + " indicators.");
                findings.tellWarnings(warnings);
                return 0;
            } catch (InvalidFrameworkException invalid) {
                if (format == Format.json) {
                    findings.print(invalid.faults(), List.of());
                } else {
                    findings.tellFaults(file, invalid.faults());
                }
                return 1;
            }
        }

        private Optional<GoalFramework> before(GoalFramework framework) throws CommandException {
            if (before == null) {
                return Optional.empty();
            }
            try {
                GoalFramework earlier = FrameworkReader.read(document(before));
                String is = Keys.framework(earlier.organisation(), earlier.id());
                String expected = Keys.framework(framework.organisation(), framework.id());
                if (!is.equals(expected)) {
                    throw new CommandException(new Text(
                            before + " är styrmodellen " + is + ", inte en version av " + expected + ".",
                            before + " is the framework " + is + ", not a version of " + expected + "."));
                }
                return Optional.of(earlier);
            } catch (InvalidFrameworkException invalid) {
                throw new CommandException(new Text(
                        before + " har fel; se dem med ”malbild framework check " + before + "”.",
                        before + " has faults; see them with “malbild framework check " + before + "”."));
            }
        }
    }

    @Command(
            name = "apply",
            description = {
                "Visar vad en styrmodell ändrar i målbilderna, frågar och tillämpar den.",
                "Shows what a goal framework changes in the pictures, asks and applies it."
            },
            mixinStandardHelpOptions = true)
    static final class Apply implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ClusterOptions clusterOptions;

        @Option(
                names = "--by",
                required = true,
                paramLabel = "NAMN/NAME",
                description = {
                    "Vem som tillämpar styrmodellen. Namnet visas på webbsidorna.",
                    "Who applies the framework. The name is shown on the pages."
                })
        private String by;

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = {"Varför. Texten visas på webbsidorna.", "Why. The text is shown on the pages."})
        private String reason;

        @Option(
                names = "--reference",
                paramLabel = "TEXT",
                description = {
                    "Beslutet bakom, till exempel diarienummer eller paragraf.",
                    "The decision behind it, such as a case number or a section of the minutes."
                })
        private String reference;

        @Option(
                names = "--yes",
                description = {"Tillämpar utan att fråga.", "Applies without asking."})
        private boolean yes;

        @Parameters(
                paramLabel = "FIL/FILE",
                description = {"Styrmodellen som YAML.", "The framework as YAML."})
        private Path file;

        @Override
        public Integer call() throws CommandException, InterruptedException {
            Justification justification = justification();
            Console console = ConsoleOption.consoleOf(spec);
            String document = document(file);
            Cluster cluster = clusterOptions.cluster();
            Brokers.requireBroker(cluster);
            try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
                registry.preload(Topic.INDICATOR_EVENTS);
                registry.preload(Topic.GOAL_FRAMEWORKS);
                FrameworkPublisher publisher = new FrameworkPublisher(cluster, registry);
                Optional<Proposal> proposal = publisher.propose(document, justification);
                if (proposal.isEmpty()) {
                    console.say(
                            "Styrmodellen gäller redan; inget ändrades.",
                            "The framework is already in force; nothing changed.");
                    return 0;
                }
                console.result(
                        new EffectTable(console.language(), console.colours()).of(publisher.effect(proposal.get())));
                if (!yes && !isConfirmed(proposal.get(), console)) {
                    console.say("Inget ändrades.", "Nothing changed.");
                    return 1;
                }
                tell(proposal.get(), publisher.apply(proposal.get()), console);
                return 0;
            } catch (InvalidFrameworkException invalid) {
                new FrameworkFindings(console).tellFaults(file, invalid.faults());
                return 1;
            } catch (RegistryException registry) {
                throw new CommandException(registry.text());
            }
        }

        private Justification justification() {
            if (by.isBlank() || reason.isBlank()) {
                throw new UsageException(
                        spec,
                        new Text(
                                "Ange vem som tillämpar styrmodellen (--by) och varför (--reason).",
                                "Say who applies the framework (--by) and why (--reason)."));
            }
            return new Justification(
                    by.strip(),
                    reason.strip(),
                    Optional.ofNullable(reference).map(String::strip).filter(text -> !text.isEmpty()));
        }

        private boolean isConfirmed(Proposal proposal, Console console) {
            GoalFramework framework = proposal.framework();
            String version = framework.id() + " version " + framework.version();
            Text question = proposal.before()
                    .map(before -> new Text(
                            "Tillämpa " + version + " i stället för version "
                                    + before.framework().version() + "?",
                            "Apply " + version + " in place of version "
                                    + before.framework().version() + "?"))
                    .orElseGet(() -> new Text("Tillämpa " + version + "?", "Apply " + version + "?"));
            Confirmation.Answer answer = Confirmation.atTerminal(console).ask(question);
            if (answer == Confirmation.Answer.NONE) {
                throw new UsageException(
                        spec,
                        new Text(
                                "Inget ändrades: det finns ingen terminal att svara vid. Ange --yes för att tillämpa.",
                                "Nothing changed: there is no terminal to answer at. Give --yes to apply."));
            }
            return answer == Confirmation.Answer.YES;
        }

        private void tell(Proposal applied, RecordMetadata at, Console console) {
            List<WarningGroup> warnings =
                    FrameworkAdvice.of(applied.framework(), applied.before().map(FrameworkVersion::framework));
            Text count = FrameworkFindings.count(warnings);
            boolean isSound = warnings.isEmpty();
            String see = "malbild picture --organisation " + applied.framework().organisation();
            console.say(
                    "Styrmodellen är tillämpad (" + at
                            + "). Målbilden räknas om; se den med ”" + see + "”."
                            + (isSound
                                    ? ""
                                    : " " + count.sv() + "; se dem med ”malbild framework check " + file + "”."),
                    "The framework has been applied (" + at
                            + "). The picture is being computed again; see it with “" + see + "”."
                            + (isSound
                                    ? ""
                                    : " " + count.en() + "; see them with “malbild framework check " + file + "”."));
            new FrameworkFindings(console).tellChanges(warnings);
        }
    }

    private static String document(Path file) throws CommandException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException notUtf8) {
            throw new CommandException(new Text(
                    "Filen " + file + " är inte UTF-8; spara den som UTF-8.",
                    "The file " + file + " is not UTF-8; save it as UTF-8."));
        } catch (IOException unreadable) {
            throw CommandException.cannotRead(file);
        }
    }
}
