package se.malbild.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * People who ask for one thing after another, all at the same time. Each waits for the answer, and before asking again as long as the
 * answer tells it to.
 */
final class Askers implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Future<Map<Integer, Integer>>> asking = new ArrayList<>();

    /**
     * Begins.
     *
     * @param crowd which askers these are: others ask for other things
     * @param address what is asked for next, by a source of chance that every asker has its own of
     */
    Askers(int count, int crowd, Function<Random, URI> address) {
        for (int i = 0; i < count; i++) {
            Random random = new Random((long) crowd * count + i);
            asking.add(threads.submit(() -> ask(random, address)));
        }
    }

    private Map<Integer, Integer> ask(Random random, Function<Random, URI> address)
            throws IOException, InterruptedException {
        Map<Integer, Integer> answers = new TreeMap<>();
        URI next = address.apply(random);
        long waitSeconds = 0;
        while (!ended.await(waitSeconds, TimeUnit.SECONDS)) {
            HttpResponse<Void> answer =
                    http.send(HttpRequest.newBuilder(next).build(), HttpResponse.BodyHandlers.discarding());
            answers.merge(answer.statusCode(), 1, Integer::sum);
            waitSeconds = answer.headers().firstValueAsLong("Retry-After").orElse(0);
            if (waitSeconds == 0) {
                next = address.apply(random);
            }
        }
        return answers;
    }

    /** Returns how many answers there were of each status, when every asker has ended. */
    Map<Integer, Integer> end() throws InterruptedException, ExecutionException {
        ended.countDown();
        Map<Integer, Integer> all = new TreeMap<>();
        for (Future<Map<Integer, Integer>> asker : asking) {
            asker.get().forEach((status, count) -> all.merge(status, count, Integer::sum));
        }
        return all;
    }

    @Override
    public void close() {
        ended.countDown();
        threads.shutdown();
    }
}
