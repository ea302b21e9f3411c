package se.malbild.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import se.malbild.cluster.PictureReader;
import se.malbild.cluster.TestCluster;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.Reflects;

/**
 * What happens to parts of the stack while events are sent to its gateways: prints after how long the pictures were current
 * again, and looks whether everything has come out right in the end.
 */
final class UnderLoad implements AutoCloseable {
    private static final int MOST_SECONDS = 1_800;
    private static final int CALM_SECONDS = 3;
    private static final Pattern REFLECTS = Pattern.compile("indicator-events=(-?\\d+),.*");

    /** What is done to a part. */
    interface Incident {
        void happen() throws Exception;
    }

    private final TestCluster cluster;
    private final int perSecond;
    private final DistrictLoad load;
    private final PictureReader pictures;
    private final CompletableFuture<Void> loading;
    private final CompletableFuture<Void> looking;
    private final List<Long> picturesAt = new CopyOnWriteArrayList<>();
    /** By organisation and offset of the last event that a picture reflects: when that picture was first seen. */
    private final Map<String, ConcurrentSkipListMap<Long, Long>> seen = new ConcurrentHashMap<>();

    private UnderLoad(TestCluster cluster, int perSecond, DistrictLoad load) {
        this.cluster = cluster;
        this.perSecond = perSecond;
        this.load = load;
        pictures = PictureReader.fromNowOn(cluster);
        looking = CompletableFuture.runAsync(
                () -> pictures.follow(this::note), task -> new Thread(task, "pictures").start());
        loading = load.start(MOST_SECONDS * perSecond);
    }

    /** Starts to send events, {@code perSecond} of them in a second. */
    static UnderLoad start(TestCluster cluster, int perSecond, String... gateways) throws Exception {
        return new UnderLoad(cluster, perSecond, new DistrictLoad(cluster, perSecond, gateways));
    }

    /** Waits while so many seconds of load are sent. */
    void goOnFor(int seconds) {
        load.awaitSent(load.secondsSent() + seconds);
    }

    /**
     * After a while of calm lets it happen, and waits until the pictures reflect everything that had arrived a second of
     * load after it was over; what arrived before may have been in the pictures before it happened.
     */
    void suffer(String name, Incident incident) throws Exception {
        goOnFor(CALM_SECONDS);
        long began = System.nanoTime();
        incident.happen();
        long over = System.nanoTime();
        goOnFor(1);
        Map<String, Long> arrived = load.lastChanges();
        await(name).untilAsserted(() -> {
            if (looking.isDone()) {
                looking.join(); // says what ended it
            }
            assertThat(behind(arrived))
                    .as("by organisation the last event its pictures reflect, of the last that arrived")
                    .isEmpty();
        });
        long current = arrived.entrySet().stream()
                .mapToLong(last ->
                        seen.get(last.getKey()).ceilingEntry(last.getValue()).getValue())
                .max()
                .orElseThrow();
        System.out.printf(
                "%s: took %.1f s; current again %.1f s after it was over; at most %.1f s without an acknowledgement, "
                        + "%.1f s without a picture%n",
                name,
                (over - began) / 1e9,
                Math.max(0, current - over) / 1e9,
                longestGap(load.acceptedAt(), began, current),
                longestGap(picturesAt, began, current));
    }

    private Map<String, String> behind(Map<String, Long> arrived) {
        Map<String, String> behind = new TreeMap<>();
        arrived.forEach((organisation, last) -> {
            ConcurrentSkipListMap<Long, Long> reflected = seen.get(organisation);
            if (reflected == null || reflected.lastKey() < last) {
                behind.put(organisation, (reflected == null ? "none" : reflected.lastKey()) + " of " + last);
            }
        });
        return behind;
    }

    private void note(ConsumerRecords<byte[], byte[]> read) {
        long now = System.nanoTime();
        picturesAt.add(now);
        for (ConsumerRecord<byte[], byte[]> picture : read) {
            Matcher reflects = REFLECTS.matcher(
                    text(picture.headers().lastHeader(Reflects.HEADER).value()));
            assertThat(reflects.matches()).isTrue();
            String key = text(picture.key());
            seen.computeIfAbsent(key.substring(0, key.indexOf('/')), organisation -> new ConcurrentSkipListMap<>())
                    .putIfAbsent(Long.parseLong(reflects.group(1)), now);
        }
    }

    private static double longestGap(List<Long> moments, long from, long to) {
        long[] inside = LongStream.concat(
                        LongStream.of(from, to),
                        moments.stream().mapToLong(Long::longValue).filter(moment -> moment > from && moment < to))
                .sorted()
                .toArray();
        long longest = 0;
        for (int i = 1; i < inside.length; i++) {
            longest = Math.max(longest, inside[i] - inside[i - 1]);
        }
        return longest / 1e9;
    }

    /** Where books are read. */
    interface Books {
        Map<String, Long> read(DistrictLoad load) throws Exception;
    }

    /**
     * Sends no more than what was not accepted, and fails if anything that was accepted is not on the topic, if anything that
     * was sent is not there in the end, or if pictures and books are not those that follow from it.
     */
    void finish(Books books) throws Exception {
        goOnFor(CALM_SECONDS);
        load.stop();
        loading.join();
        load.awaitAnswers();
        pictures.stop();
        looking.join();
        load.assertArrived(load.accepted());
        load.sendRestAgain();
        List<Observation> arrived = load.arrived();
        assertThat(new HashSet<>(arrived)).isEqualTo(new HashSet<>(load.events()));
        cluster.awaitPictures();
        assertThat(load.pictured()).isEqualTo(load.cells());
        Map<String, Long> expected = load.expectedBooks(arrived);
        await("books").untilAsserted(() -> assertThat(books.read(load)).isEqualTo(expected));
        System.out.printf(
                "%d events at %d/s, answers by status %s (0: none, -1: late), %d records on the topic, books %s, pictures equal to the "
                        + "function of the inputs%n",
                load.events().size(), perSecond, load.answers(), arrived.size(), expected);
    }

    /** Returns how many requests had each answer. */
    Map<Integer, Long> answers() {
        return load.answers();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        load.stop();
        pictures.stop();
        CompletableFuture.allOf(loading, looking).exceptionally(seen -> null).join();
        pictures.close();
    }
}
