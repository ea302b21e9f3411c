package se.malbild.bench;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What the broker in this process has been given to append since its start, to all topics but the inputs and Kafka's and the
 * registry's own, the markers of transactions included.
 *
 * @param byTopic what of it is in each topic
 */
record Appended(SortedMap<String, Amount> byTopic) {
    private static final String METRICS = "kafka.server:type=BrokerTopicMetrics,name=";

    /** @param bytes of the batches, compressed as they are */
    record Amount(long records, long bytes) {}

    static Appended now() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        SortedMap<String, Amount> byTopic = new TreeMap<>();
        try {
            for (ObjectName name : beans.queryNames(new ObjectName(METRICS + "MessagesInPerSec,topic=*"), null)) {
                String topic = name.getKeyProperty("topic");
                ObjectName bytes = new ObjectName(METRICS + "BytesInPerSec,topic=" + topic);
                if (isOutput(topic)) {
                    count(beans, name, bytes).ifPresent(amount -> byTopic.put(topic, amount));
                }
            }
        } catch (JMException missing) {
            throw new IllegalStateException(missing);
        }
        return new Appended(byTopic);
    }

    /** Returns what has been counted; nothing when the topic has just been deleted. */
    private static Optional<Amount> count(MBeanServer beans, ObjectName records, ObjectName bytes) throws JMException {
        try {
            return Optional.of(
                    new Amount((Long) beans.getAttribute(records, "Count"), (Long) beans.getAttribute(bytes, "Count")));
        } catch (InstanceNotFoundException deleted) {
            return Optional.empty();
        }
    }

    private static boolean isOutput(String topic) {
        return !topic.startsWith("__")
                && !topic.startsWith("kafkasql")
                && !topic.startsWith("registry")
                && !topic.endsWith("indicator-events")
                && !topic.endsWith("goal-frameworks");
    }

    /** Returns what has been appended since {@code start}, where something has. */
    Appended since(Appended start) {
        SortedMap<String, Amount> later = new TreeMap<>();
        byTopic.forEach((topic, amount) -> {
            Amount before = start.byTopic.getOrDefault(topic, new Amount(0, 0));
            Amount more = new Amount(amount.records() - before.records(), amount.bytes() - before.bytes());
            if (more.records() > 0) {
                later.put(topic, more);
            }
        });
        return new Appended(later);
    }

    long records() {
        return sum(Amount::records);
    }

    long bytes() {
        return sum(Amount::bytes);
    }

    private long sum(ToLongFunction<Amount> part) {
        return byTopic.values().stream().mapToLong(part).sum();
    }
}
