package se.malbild.bench;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import se.malbild.schemas.Cluster;
import se.malbild.schemas.Topic;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.service.Health;
import se.malbild.service.HttpService;
import se.malbild.service.HttpSettings;
import se.malbild.service.Metrics;

/**
 * The peer: an endpoint of the HTTP server that every service has, which looks at nothing, writes the bytes of a request's body
 * to a topic as they are, with the gateway's settings of the producer, and responds when Kafka has stored them.
 */
final class BareEndpoint implements AutoCloseable {
    private static final String TOPIC = "bare-events";
    private static final short REPLICATION = 1;
    private static final long ANSWERS_WITHIN_SECONDS = 10;

    private final KafkaProducer<byte[], byte[]> producer;
    private final HttpService http;

    BareEndpoint(Cluster cluster) throws InterruptedException, ExecutionException {
        try (Admin admin = AdminClients.create(cluster)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Topic.DEFAULT_PARTITIONS, REPLICATION)))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd",
                        ProducerConfig.LINGER_MS_CONFIG,
                        "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        http = HttpService.start(
                HttpSettings.loopback(0),
                new Metrics("bare"),
                Health.State::running,
                config -> config.routes.post("/", this::post));
    }

    private void post(Context context) throws InterruptedException, ExecutionException, TimeoutException {
        long offset = producer.send(new ProducerRecord<>(TOPIC, context.bodyAsBytes()))
                .get(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS)
                .offset();
        context.status(202).contentType("application/json").result("{\"offset\":" + offset + "}");
    }

    /** Returns its address without a slash at the end. */
    String url() {
        return http.url();
    }

    @Override
    public void close() {
        http.close();
        producer.close();
    }
}
