package se.malbild.cli;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cli.terminal.Console;
import se.malbild.cli.terminal.ConsoleOption;
import se.malbild.cli.topics.Brokers;
import se.malbild.cli.topics.ClusterOptions;
import se.malbild.goals.Text;
import se.malbild.receipts.ReceiptsSettings;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.streams.MalbildTopology;
import se.malbild.streams.StreamsSettings;

@Command(
        name = "reset",
        description = {
            "Får strömtillämpningen att räkna om allt från början vid nästa start.",
            "Makes the streams application compute everything again at its next start."
        },
        footer = {
            "Utan --execute visas bara vad som skulle göras. Händelser, styrmodeller och målbilder rörs inte. För"
                    + " kvittenserna: --application-id=malbild-receipts.",
            "Without --execute it only shows what would be done. Events, frameworks and pictures are not touched. For the"
                    + " receipts: --application-id=malbild-receipts."
        },
        mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions;

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = StreamsSettings.DEFAULT_APPLICATION_ID,
            description = {"Tillämpningens namn. (${DEFAULT-VALUE})", "The application's name. (${DEFAULT-VALUE})"})
    private String applicationId;

    @Option(
            names = "--execute",
            description = {"Gör det som annars bara visas.", "Does what is otherwise only shown."})
    private boolean execute;

    @Override
    public Integer call() throws CommandException {
        Console console = ConsoleOption.consoleOf(spec);
        Cluster cluster = clusterOptions.cluster();
        Brokers.requireBroker(cluster);
        String group = cluster.prefix().group(applicationId);
        try (Admin admin = AdminClients.create(cluster)) {
            List<String> members = members(group, admin);
            Set<String> changelogs = changelogs(group, admin);
            if (!members.isEmpty()) {
                Text count = Text.count(members.size(), "instans", "instanser", "instance", "instances");
                String are = members.size() == 1 ? " is" : " are";
                throw new CommandException(new Text(
                        count.sv() + " av " + group + " kör: " + String.join(", ", members)
                                + ". Stoppa tillämpningen först. En instans som inte stoppades utan dödades räknas som"
                                + " igång tills Kafka har märkt att den är borta, oftast inom en halv minut: försök"
                                + " igen då.",
                        count.en() + " of " + group + are + " running: " + String.join(", ", members)
                                + ". Stop the application first. An instance that was killed instead of stopped counts"
                                + " as running until Kafka has noticed that it is gone, mostly within half a minute:"
                                + " try again then."));
            }
            Text deleting = execute ? new Text("Tar bort ", "Deleting ") : new Text("Skulle ta bort ", "Would delete ");
            changelogs.forEach(topic -> console.say(deleting.sv() + topic, deleting.en() + topic));
            console.say(
                    deleting.sv() + "läget för gruppen " + group, deleting.en() + "the position of the group " + group);
            if (!execute) {
                console.say(
                        "Inget är gjort. Kör igen med --execute för att göra det.",
                        "Nothing has been done. Run again with --execute to do it.");
                return 0;
            }
            // The position first: without it the next start reads everything, whatever happens to the rest.
            delete(group, admin);
            if (!changelogs.isEmpty()) {
                admin.deleteTopics(changelogs).all().get();
            }
            console.say(
                    "Klart. Starta tillämpningen " + group + " igen, och följ den med ”malbild status”.",
                    "Done. Start the application " + group + " again, and follow it with “malbild status”.");
            return 0;
        } catch (ExecutionException failed) {
            throw new CommandException(new Text(
                    "Kafka gjorde det inte: " + failed.getCause().getMessage() + " Kör kommandot igen.",
                    "Kafka did not do it: " + failed.getCause().getMessage() + " Run the command again."));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CommandException(new Text("Stoppad.", "Stopped."));
        }
    }

    private static List<String> members(String group, Admin admin) throws ExecutionException, InterruptedException {
        try {
            ConsumerGroupDescription described = admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get();
            return described.members().stream()
                    .map(member -> member.groupInstanceId().orElse(member.consumerId()) + " " + member.host())
                    .toList();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw failed;
        }
    }

    private static Set<String> changelogs(String group, Admin admin) throws ExecutionException, InterruptedException {
        Set<String> changelogs = new TreeSet<>(MalbildTopology.changelogs(group));
        changelogs.add(ReceiptsSettings.changelog(group));
        changelogs.retainAll(admin.listTopics().names().get());
        return changelogs;
    }

    private static void delete(String group, Admin admin) throws ExecutionException, InterruptedException {
        try {
            admin.deleteConsumerGroups(List.of(group)).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof GroupIdNotFoundException)) {
                throw failed;
            }
        }
    }
}
