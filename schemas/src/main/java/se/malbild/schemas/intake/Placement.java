package se.malbild.schemas.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Topic;

/** Whether the records of an input topic lie where they are to lie. For one thread. */
final class Placement {
    static final String TOO_LARGE = "record-too-large";

    private static final int REMEMBERED_PLACES = 1_000;

    private final int partitions;
    private final boolean isAnywhereRight;
    private final Map<String, Place> places = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
            return size() > REMEMBERED_PLACES;
        }
    };

    /** Where a record is to lie. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Place(byte[] key, int partition) {
        static Place of(String organisation, String key, int partitions) {
            return new Place(key.getBytes(StandardCharsets.UTF_8), Partitioning.of(organisation, partitions));
        }
    }

    Placement(int partitions) {
        this(partitions, false);
    }

    private Placement(int partitions, boolean isAnywhereRight) {
        this.partitions = partitions;
        this.isAnywhereRight = isAnywhereRight;
    }

    /** Returns one to which every partition is right. */
    static Placement anywhere() {
        return new Placement(1, true);
    }

    /** Returns what is wrong with where {@code record} lies, when it belongs to {@code organisation}. */
    List<Fault> faults(InputRecord record, String organisation, String expectedKey) {
        Place right = places.computeIfAbsent(expectedKey, key -> Place.of(organisation, key, partitions));
        boolean isInPartition = isAnywhereRight || right.partition() == record.partition();
        if (isInPartition && Arrays.equals(right.key(), record.key())) {
            return List.of();
        }
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        List<Fault> faults = new ArrayList<>();
        if (!key.equals(expectedKey)) {
            faults.add(new Fault(
                    "wrong-key",
                    "key",
                    new Text(
                            "Nyckeln är ”" + excerpt(key) + "”; ”" + expectedKey + "” väntas.",
                            "The key is “" + excerpt(key) + "”; “" + expectedKey + "” is expected.")));
        }
        if (!isInPartition) {
            faults.add(new Fault(
                    "wrong-partition",
                    "partition",
                    new Text(
                            "Posten ligger i partition " + record.partition() + "; organisationens är "
                                    + right.partition()
                                    + ". Ställ in partitioner=murmur2_random i klienter som bygger på librdkafka.",
                            "The record is in partition " + record.partition() + "; the organisation's is "
                                    + right.partition()
                                    + ". Set partitioner=murmur2_random in clients built on librdkafka.")));
        }
        return faults;
    }

    /** The fault of a record that is larger than {@link Topic#MAX_INPUT_BYTES}. */
    static Fault tooLarge(InputRecord record) {
        return new Fault(
                TOO_LARGE,
                "",
                new Text(
                        "Posten är " + record.length() + " byte uppackad; högst " + Topic.MAX_INPUT_BYTES
                                + " tas emot. Här återges dess början.",
                        "The record is " + record.length() + " bytes uncompressed; at most " + Topic.MAX_INPUT_BYTES
                                + " are accepted. Only its beginning is kept here."));
    }

    private static String excerpt(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
