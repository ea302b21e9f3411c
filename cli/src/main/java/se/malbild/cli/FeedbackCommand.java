package se.malbild.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.cli.topics.TopicScan;
import se.malbild.goals.Language;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.PageFeedback;
import se.malbild.schemas.Topic;
import se.malbild.schemas.codec.OutputReader;
import se.malbild.schemas.codec.UnreadableRecordException;
import se.malbild.schemas.registry.SchemaRegistry;

@Command(
        name = "feedback",
        description = {"Visar vad besökare tycker om sidorna.", "Shows what visitors say about the pages."},
        mixinStandardHelpOptions = true,
        subcommands = FeedbackCommand.ListAll.class)
final class FeedbackCommand {
    @Command(
            name = "list",
            description = {"Skriver ut svaren, äldst först.", "Prints the answers, oldest first."},
            mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ClusterOptions clusterOptions;

        @Override
        public Integer call() throws CommandException {
            Cluster cluster = clusterOptions.cluster();
            Brokers.requireBroker(cluster);
            Console console = ConsoleOption.consoleOf(spec);
            List<PageFeedback> answers = new ArrayList<>();
            try (SchemaRegistry registry = SchemaRegistry.connect(cluster, Optional.empty())) {
                OutputReader reader = new OutputReader(registry);
                TopicScan.of(
                        cluster,
                        Topic.PAGE_FEEDBACK,
                        record -> answers.add(OutputReader.settled(() -> reader.feedback(record.value()))));
            } catch (UnreadableRecordException unreadable) {
                throw new CommandException(new Text(
                        "Ett svar i Kafka går inte att läsa: " + unreadable.getMessage(),
                        "An answer in Kafka cannot be read: " + unreadable.getMessage()));
            }
            answers.stream()
                    .sorted((a, b) -> a.receivedAt().compareTo(b.receivedAt()))
                    .forEach(answer -> console.result(line(answer, console.language()) + "\n"));
            long useful = answers.stream().filter(PageFeedback::useful).count();
            Text count = Text.count(answers.size(), "svar", "svar", "answer", "answers");
            console.say(count.sv() + ", varav " + useful + " ja.", count.en() + ", of which " + useful + " yes.");
            return 0;
        }

        /** One answer is one line, whatever is in it: a visitor must not be able to steer the terminal. */
        private static String line(PageFeedback answer, Language language) {
            String useful = (answer.useful() ? new Text("ja", "yes") : new Text("nej", "no")).in(language);
            return SwedishTime.second(answer.receivedAt()) + "  " + useful + "  " + answer.page() + "  "
                    + answer.text().replaceAll("\\p{C}", " ");
        }
    }
}
