package se.malbild.streams.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import se.malbild.applications.ExpectedOutputs;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Partitioning;
import se.malbild.schemas.Reflects;
import se.malbild.schemas.Topic;

/**
 * Somebody who reads only what is committed, and holds it against the function after every commit: what is published of an
 * organisation must be to the byte what the function makes of all that it says it reflects, and may never reflect less than
 * before.
 */
final class Reader {
    private final Map<String, Topic> outputs = new HashMap<>();
    private final Registry registry;
    private final int partitions;
    private final Map<Place, List<Input>> sent = new HashMap<>();
    private final Map<Place, Long> read = new HashMap<>();
    /** The offsets of what is in the state that is committed. */
    private final Map<Place, Set<Long>> taken = new HashMap<>();

    private final Map<String, SortedMap<String, String>> published = new TreeMap<>();
    private final Map<String, Drawn> latest = new HashMap<>();
    private final Map<String, byte[]> rejected = new TreeMap<>();
    private final Map<Drawn, SortedMap<String, String>> expected = new HashMap<>();
    private int compared;
    private int committed;

    Reader(Registry registry, int partitions) {
        this.registry = registry;
        this.partitions = partitions;
        ExpectedOutputs.TOPICS.forEach(topic -> outputs.put(topic.topicName(), topic));
    }

    /** What was drawn of an organisation, and what was known then of what lies before it and is not in it. */
    private record Drawn(
            String organisation,
            Reflects reflects,
            Set<Appended.Waiting> waiting,
            Set<Long> events,
            Set<Long> frameworks) {}

    /** Returns how many times what is published was held against the function. */
    int compared() {
        return compared;
    }

    /** Returns a number that tells what was read from anything else. */
    int committed() {
        return committed;
    }

    /** Returns whether a record was rejected for a schema that it may have later. */
    boolean hasSeenRejectedForItsSchema() {
        return rejected.keySet().stream().map(this::sent).anyMatch(Input::isLater);
    }

    /** Learns that {@code input}, or nothing when it is null, is at the next offset of {@code place}. */
    void learns(Place place, Input input) {
        sent.computeIfAbsent(place, key -> new ArrayList<>()).add(input);
    }

    /**
     * Reads what {@code transaction} has committed.
     *
     * @throws AssertionError when it is not as it should be
     */
    void reads(Transaction transaction) {
        transaction.read().forEach((place, next) -> read.merge(place, next, Math::max));
        SortedSet<String> changed = new TreeSet<>();
        for (Appended record : transaction.records()) {
            String topic = record.place().topic();
            committed = Objects.hash(
                    committed, record.place(), Arrays.hashCode(record.key()), Arrays.hashCode(record.value()));
            if (outputs.containsKey(topic)) {
                readsOutput(outputs.get(topic), record, changed);
            } else if (topic.equals(Topic.REJECTED_EVENTS.topicName())) {
                readsRejected(record);
            }
        }
        changed.forEach(organisation -> compare(latest.get(organisation)));
        transaction.waiting().forEach(this::takes);
    }

    /** Notes what is in the state of {@code partition}: all that was read and does not wait. */
    private void takes(int partition, Set<Appended.Waiting> waiting) {
        for (Topic topic : List.of(Topic.INDICATOR_EVENTS, Topic.GOAL_FRAMEWORKS)) {
            Place place = new Place(topic.topicName(), partition);
            for (long offset = 0; offset < read.getOrDefault(place, 0L); offset++) {
                if (!waiting.contains(new Appended.Waiting(letter(place), offset))) {
                    taken.computeIfAbsent(place, key -> new HashSet<>()).add(offset);
                }
            }
        }
    }

    private static char letter(Place input) {
        return input.topic().equals(Topic.INDICATOR_EVENTS.topicName()) ? 'e' : 'f';
    }

    /** @param changed the organisations of which the transaction has outputs before it: what was taken in is the same for all of it */
    private void readsOutput(Topic topic, Appended record, Set<String> changed) {
        String key = text(record.key());
        String organisation = Keys.organisation(key);
        SortedMap<String, String> now = published.computeIfAbsent(organisation, all -> new TreeMap<>());
        if (record.value() == null) {
            now.remove(ExpectedOutputs.place(topic, key));
        } else {
            now.put(ExpectedOutputs.place(topic, key), ExpectedOutputs.text(record.value()));
        }
        check(
                record.place().partition() == Partitioning.of(organisation, partitions),
                "in a wrong partition: " + record.place() + " " + key);
        Reflects reflects =
                Reflects.of(record.headers()).orElseThrow(() -> new AssertionError(key + " reflects what?"));
        Drawn before = latest.get(organisation);
        if (changed.add(organisation)
                || !before.reflects().equals(reflects)
                || !before.waiting().equals(record.waiting())) {
            Drawn drawn = drawn(organisation, reflects, record.waiting());
            goesOn(before, drawn);
            latest.put(organisation, drawn);
        }
    }

    private Drawn drawn(String organisation, Reflects reflects, Set<Appended.Waiting> waiting) {
        Place events = input(Topic.INDICATOR_EVENTS, organisation);
        Place frameworks = input(Topic.GOAL_FRAMEWORKS, organisation);
        check(
                reflects.events() < read.getOrDefault(events, 0L)
                        && reflects.frameworks() < read.getOrDefault(frameworks, 0L),
                organisation + " reflects " + reflects + ", of which less is committed as read");
        return new Drawn(
                organisation,
                reflects,
                waiting,
                reflected(events, organisation, reflects.events(), waiting),
                reflected(frameworks, organisation, reflects.frameworks(), waiting));
    }

    /**
     * Returns the offsets of what is reflected. What is rejected for its schema is not, nor what waits for it, unless it was taken
     * in before and has come again.
     */
    private Set<Long> reflected(Place place, String organisation, long through, Set<Appended.Waiting> waiting) {
        Set<Long> before = taken.getOrDefault(place, Set.of());
        Set<Long> reflected = new HashSet<>();
        List<Input> all = sent.getOrDefault(place, List.of());
        for (long offset = 0; offset <= through; offset++) {
            Input input = all.get((int) offset);
            if (input != null
                    && input.organisation().equals(organisation)
                    && canBeTaken(input)
                    && (before.contains(offset) || !waiting.contains(new Appended.Waiting(letter(place), offset)))
                    && !rejected.containsKey(Keys.rejected(place.topic(), place.partition(), offset))) {
                reflected.add(offset);
            }
        }
        return reflected;
    }

    private static boolean canBeTaken(Input input) {
        return input.observation().isPresent() || input.framework().isPresent();
    }

    private static void goesOn(Drawn before, Drawn now) {
        check(
                before == null
                        || (now.reflects().events() >= before.reflects().events()
                                && now.reflects().frameworks()
                                        >= before.reflects().frameworks()
                                && now.events().containsAll(before.events())
                                && now.frameworks().containsAll(before.frameworks())),
                () -> "goes back from " + before + " to " + now);
    }

    private void readsRejected(Appended record) {
        String key = text(record.key());
        byte[] before = rejected.put(key, record.value());
        check(before == null || Arrays.equals(before, record.value()), key + " is rejected in another way than before");
        Input input = sent(key);
        check(
                input != null && (!canBeTaken(input) || (input.isLater() && registry.hasDenied())),
                () -> key + " is rejected, although it is in order: " + input);
    }

    /** Returns what lies where the key of a rejected record says. */
    private Input sent(String key) {
        String[] parts = key.split("/", -1);
        return sent.get(new Place(parts[0], Integer.parseInt(parts[1]))).get(Integer.parseInt(parts[2]));
    }

    private void compare(Drawn drawn) {
        compared++;
        SortedMap<String, String> function = expected.computeIfAbsent(drawn, this::function);
        SortedMap<String, String> is = published.getOrDefault(drawn.organisation(), new TreeMap<>());
        check(is.equals(function), () -> differences(drawn, is, function));
    }

    private SortedMap<String, String> function(Drawn drawn) {
        List<Observation> observations = inputs(Topic.INDICATOR_EVENTS, drawn.organisation(), drawn.events()).stream()
                .map(input -> input.observation().orElseThrow())
                .toList();
        List<FrameworkVersion> frameworks =
                inputs(Topic.GOAL_FRAMEWORKS, drawn.organisation(), drawn.frameworks()).stream()
                        .map(input -> input.framework().orElseThrow())
                        .toList();
        return ExpectedOutputs.of(registry.writer(), frameworks, observations);
    }

    private List<Input> inputs(Topic topic, String organisation, Set<Long> offsets) {
        List<Input> all = sent.getOrDefault(input(topic, organisation), List.of());
        return new TreeSet<>(offsets)
                .stream().map(offset -> all.get(offset.intValue())).toList();
    }

    private Place input(Topic topic, String organisation) {
        return new Place(topic.topicName(), Partitioning.of(organisation, partitions));
    }

    private static String differences(Drawn drawn, SortedMap<String, String> is, SortedMap<String, String> function) {
        Set<String> places = new TreeSet<>(is.keySet());
        places.addAll(function.keySet());
        places.removeIf(place -> Objects.equals(is.get(place), function.get(place)));
        StringBuilder told = new StringBuilder("What is published of " + drawn + " is not what the function says:");
        for (String place : places) {
            told.append("\n  ").append(place);
            told.append("\n    is        ").append(is.get(place));
            told.append("\n    should be ").append(function.get(place));
        }
        return told.toString();
    }

    /**
     * Sees whether everything has come out right when everything is read.
     *
     * @throws AssertionError when something has not
     */
    void finish() {
        Set<String> organisations = new TreeSet<>();
        sent.forEach((place, inputs) -> {
            for (int offset = 0; offset < inputs.size(); offset++) {
                Input input = inputs.get(offset);
                if (input != null) {
                    organisations.add(input.organisation());
                    String key = Keys.rejected(place.topic(), place.partition(), offset);
                    check(canBeTaken(input) || rejected.containsKey(key), () -> key + " is not rejected: " + input);
                }
            }
        });
        for (String organisation : organisations) {
            long events = sent.getOrDefault(input(Topic.INDICATOR_EVENTS, organisation), List.of())
                            .size()
                    - 1L;
            long frameworks = sent.getOrDefault(input(Topic.GOAL_FRAMEWORKS, organisation), List.of())
                            .size()
                    - 1L;
            compare(drawn(organisation, new Reflects(events, frameworks), Set.of()));
        }
    }

    private static void check(boolean isRight, String otherwise) {
        check(isRight, () -> otherwise);
    }

    private static void check(boolean isRight, Supplier<String> otherwise) {
        if (!isRight) {
            throw new AssertionError(otherwise.get());
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
