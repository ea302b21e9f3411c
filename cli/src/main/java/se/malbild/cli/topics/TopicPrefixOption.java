package se.malbild.cli.topics;

import picocli.CommandLine.Option;
import se.malbild.schemas.TopicPrefix;

/** Which of the users of a shared cluster a command is for. */
public final class TopicPrefixOption {
    @Option(
            names = "--topic-prefix",
            paramLabel = "TEXT",
            defaultValue = "",
            description = {
                "Står före namnet på varje topic, grupp och schema, till exempel acme. i ett kluster som delas.",
                "Put before the name of every topic, group and subject, for example acme. in a shared cluster."
            })
    private String text;

    /**
     * Returns the prefix.
     *
     * @throws se.malbild.schemas.StartupException when Kafka would not take it
     */
    public TopicPrefix prefix() {
        return new TopicPrefix(text);
    }
}
