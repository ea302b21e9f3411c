package se.malbild.schemas;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import se.malbild.goals.Text;

/**
 * What stands before the name of every topic, consumer group and subject, so that several users can share one Kafka and one
 * registry. It is part of where things are and not of what they say: keys, values and what services answer name a topic
 * without it.
 *
 * @param text the prefix, used exactly as it is: {@code acme.} gives the topic {@code acme.pictures}; empty for none
 */
public record TopicPrefix(String text) {
    /** Leaves room for the longest name after it: Kafka takes 249 characters. */
    static final int MOST_CHARACTERS = 100;

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]*");

    /** No prefix. */
    public static final TopicPrefix NONE = new TopicPrefix("");

    /** @throws StartupException when Kafka would not take such a name */
    public TopicPrefix {
        if (!LEGAL.matcher(text).matches() || text.length() > MOST_CHARACTERS) {
            throw new StartupException(new Text(
                    "”" + text + "” kan inte vara topicprefix: det består av högst " + MOST_CHARACTERS
                            + " tecken, var och ett a–z, A–Z, 0–9, punkt, bindestreck eller understreck."
                            + " Ange till exempel ”acme.”.",
                    "“" + text + "” cannot be a topic prefix: use at most " + MOST_CHARACTERS
                            + " characters, each of them a-z, A-Z, 0-9, a full stop, a hyphen or an underscore,"
                            + " for example “acme.”."));
        }
    }

    /** Returns the name of {@code topic} in Kafka. */
    public String topic(Topic topic) {
        return text + topic.topicName();
    }

    /** Returns the subject of the values' schema of {@code topic} in the registry. */
    public String subject(Topic topic) {
        return text + topic.subject();
    }

    /** Returns the id in Kafka of the consumer group or the Streams application that goes by {@code id} here. */
    public String group(String id) {
        return text + id;
    }

    /** Returns the topic that Kafka knows as {@code name}; empty when it is none of ours, or has another prefix. */
    public Optional<Topic> named(String name) {
        return name.startsWith(text) ? Topic.named(name.substring(text.length())) : Optional.empty();
    }

    /** Returns where that is kept which without a prefix is kept in {@code path}: beside it, with the prefix in its name. */
    public Path path(Path path) {
        return path.resolveSibling(text + path.getFileName());
    }
}
