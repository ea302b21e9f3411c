package se.malbild.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import se.malbild.gateway.Gateway;
import se.malbild.gateway.GatewayLimits;
import se.malbild.gateway.GatewaySettings;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Observation;
import se.malbild.local.LocalCluster;
import se.malbild.publisher.ObservationJson;
import se.malbild.publisher.ObservationPublisher;
import se.malbild.publisher.ObservationPublisher.Published;
import se.malbild.schemas.TopicPrefix;
import se.malbild.service.HttpSettings;

@Command(
        name = "gateway",
        description = {
            "Events per second through the gateway to acks=all: as NDJSON against the publisher library alone, and one a",
            "request against a bare endpoint of the same server, which writes the body to Kafka as it is. All in the same run;",
            "senders, gateway and broker share the processors."
        },
        mixinStandardHelpOptions = true)
final class GatewayCommand implements Callable<Integer> {
    private static final int LINES_A_PART = 1_000;
    private static final double P99 = 99;

    @Option(names = "--events", paramLabel = "N", defaultValue = "100000", description = "(${DEFAULT-VALUE})")
    private int events;

    @Option(
            names = "--single-events",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Of them sent one a request. (${DEFAULT-VALUE})")
    private int singleEvents;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "32",
            description = "Single events under way at a time, no more than the gateway takes of one sender."
                    + " (${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Counted rounds, after those that warm up. (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warm-up-rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds before them: the gateway has more to compile than its peers. (${DEFAULT-VALUE})")
    private int warmUpRounds;

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public Integer call() throws Exception {
        Path data = Files.createTempDirectory("malbild-bench");
        List<Observation> observations = new ArrayList<>();
        MadeUpEvents.generate(FrameworkReader.read(ShippedFrameworks.documents().get(0)), events, observations::add);
        List<String> lines = observations.stream().map(ObservationJson::write).toList();
        try (LocalCluster cluster = LocalCluster.start(data, 0, 0, TopicPrefix.NONE)) {
            cluster.applyTopics();
            try (ObservationPublisher publisher = ObservationPublisher.connect(cluster.cluster());
                    Gateway gateway = Gateway.start(new GatewaySettings(
                            cluster.cluster(), HttpSettings.loopback(0), Optional.empty(), GatewayLimits.defaults()));
                    BareEndpoint bare = new BareEndpoint(cluster.cluster())) {
                URI address = URI.create(gateway.url() + "/v1/observations");
                awaitReady(gateway.url());
                measure(publisher, observations, address, URI.create(bare.url() + "/"), lines);
            }
        } finally {
            Scratch.delete(data);
        }
        return 0;
    }

    private void awaitReady(String url) throws IOException, InterruptedException {
        HttpRequest ready =
                HttpRequest.newBuilder(URI.create(url + "/health/ready")).build();
        while (client.send(ready, BodyHandlers.discarding()).statusCode() != 200) {
            Thread.sleep(100);
        }
    }

    private void measure(
            ObservationPublisher publisher,
            List<Observation> observations,
            URI address,
            URI bareAddress,
            List<String> lines)
            throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%,d events as NDJSON, %,d one a request over %d connections; %d processors%n",
                events,
                singleEvents,
                connections,
                Runtime.getRuntime().availableProcessors());
        List<Double> streamed = new ArrayList<>();
        List<Double> single = new ArrayList<>();
        List<Double> singleMillis = new ArrayList<>();
        List<Double> bareMillis = new ArrayList<>();
        for (int round = 1 - warmUpRounds; round <= rounds; round++) {
            double published = perSecond(events, () -> publish(publisher, observations));
            double ndjson = perSecond(events, () -> stream(address, lines));
            Latencies bareTimes = new Latencies();
            Latencies singleTimes = new Latencies();
            double bare = perSecond(singleEvents, () -> oneByOne(bareAddress, lines, bareTimes));
            double one = perSecond(singleEvents, () -> oneByOne(address, lines, singleTimes));
            System.out.printf(
                    Locale.ROOT,
                    "%s publisher %,.0f events/s   NDJSON %,.0f (%.2f)   bare %,.0f   single %,.0f (%.2f)%n"
                            + "         bare %s%n         single %s%n",
                    round < 1 ? "warm-up:" : "round " + round + ":",
                    published,
                    ndjson,
                    ndjson / published,
                    bare,
                    one,
                    one / bare,
                    bareTimes,
                    singleTimes);
            if (round > 0) {
                streamed.add(ndjson / published);
                single.add(one / bare);
                bareMillis.add(bareTimes.percentileMillis(P99));
                singleMillis.add(singleTimes.percentileMillis(P99));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "median NDJSON/publisher %.2f   single/bare %.2f   p99 single %.1f ms, bare %.1f ms%n",
                Scratch.median(streamed),
                Scratch.median(single),
                Scratch.median(singleMillis),
                Scratch.median(bareMillis));
    }

    /** Some work that ends when every event of it is acknowledged. */
    private interface Work {
        void run() throws Exception;
    }

    private static double perSecond(int count, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return count * 1e9 / (System.nanoTime() - start);
    }

    private static void publish(ObservationPublisher publisher, List<Observation> observations) {
        List<CompletableFuture<Published>> sent =
                observations.stream().map(publisher::publish).toList();
        sent.forEach(CompletableFuture::join);
    }

    private void stream(URI address, List<String> lines) throws IOException, InterruptedException {
        List<InputStream> parts = new ArrayList<>();
        for (int from = 0; from < lines.size(); from += LINES_A_PART) {
            String part = String.join("\n", lines.subList(from, Math.min(lines.size(), from + LINES_A_PART))) + "\n";
            parts.add(new ByteArrayInputStream(part.getBytes(StandardCharsets.UTF_8)));
        }
        BodyPublisher body =
                BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(parts)));
        HttpResponse<Stream<String>> answer =
                client.send(request(address, "application/x-ndjson", body), BodyHandlers.ofLines());
        String last = answer.body().reduce((before, line) -> line).orElseThrow();
        require(last.equals("{\"accepted\":" + lines.size() + ",\"rejected\":0,\"unconfirmed\":0}"), last);
    }

    private void oneByOne(URI address, List<String> lines, Latencies times) throws Exception {
        AtomicInteger next = new AtomicInteger();
        ExecutorService senders = Executors.newFixedThreadPool(connections);
        try {
            List<Future<?>> sending = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                sending.add(senders.submit(() -> {
                    for (int n = next.getAndIncrement(); n < singleEvents; n = next.getAndIncrement()) {
                        long start = System.nanoTime();
                        HttpResponse<String> answer = client.send(
                                request(address, "application/json", BodyPublishers.ofString(lines.get(n))),
                                BodyHandlers.ofString());
                        require(answer.statusCode() == 202, answer.body());
                        synchronized (times) {
                            times.add(System.nanoTime() - start);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : sending) {
                one.get();
            }
        } finally {
            senders.shutdown();
        }
    }

    private static HttpRequest request(URI address, String contentType, BodyPublisher body) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", contentType)
                .POST(body)
                .build();
    }

    private static void require(boolean accepted, String answer) {
        if (!accepted) {
            throw new IllegalStateException(answer);
        }
    }
}
