package se.malbild.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {
    @TempDir
    private Path directory;

    @Test
    void each_client_gets_its_own() throws Exception {
        ClientSettings settings = read("""
                # as Kafka's tools take it
                bootstrap.servers=kafka.example:9093
                security.protocol = SASL_SSL
                sasl.jaas.config=LoginModule required \\
                  username="å";
                schema.registry.url=https://registry.example
                schema.registry.ssl.truststore.type=PKCS12
                basic.auth.credentials.source=USER_INFO
                bearer.auth.token=abc
                """);

        assertThat(settings.bootstrapServers()).hasValue("kafka.example:9093");
        assertThat(settings.registryUrl()).hasValue("https://registry.example");
        assertThat(settings.kafka())
                .containsOnly(
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.jaas.config", "LoginModule required username=\"å\";"));
        assertThat(settings.registry())
                .containsOnly(
                        Map.entry("schema.registry.ssl.truststore.type", "PKCS12"),
                        Map.entry("ssl.truststore.type", "PKCS12"),
                        Map.entry("basic.auth.credentials.source", "USER_INFO"),
                        Map.entry("bearer.auth.token", "abc"));
    }

    @Test
    void the_addresses_of_the_cluster_go_before_those_of_the_file() {
        Cluster cluster = new Cluster(
                "here:9092",
                "http://here",
                TopicPrefix.NONE,
                new ClientSettings(Map.of("bootstrap.servers", "there:9092", "client.rack", "a")));

        assertThat(cluster.kafkaConfig())
                .containsOnly(Map.entry("bootstrap.servers", "here:9092"), Map.entry("client.rack", "a"));
    }

    @Test
    void secrets_lie_elsewhere_and_are_not_shown() throws Exception {
        Files.writeString(directory.resolve("password"), "hemligt 1");
        Files.writeString(directory.resolve("secrets.properties"), "key=hemligt 2\n");

        ClientSettings settings =
                read("a=x${directory:%1$s:password}y\nb=${file:%1$s/secrets.properties:key}\nc=${env:PATH}\n"
                        .formatted(directory));

        assertThat(settings.kafka())
                .containsOnly(
                        Map.entry("a", "xhemligt 1y"),
                        Map.entry("b", "hemligt 2"),
                        Map.entry("c", System.getenv("PATH")));
        assertThat(settings).hasToString("ClientSettings[a, b, c]");
        assertThat(new Cluster("here:9092", "http://here", TopicPrefix.NONE, settings).toString())
                .doesNotContain("hemligt");
    }

    @Test
    void a_secret_in_a_file_ends_before_its_line_break() throws Exception {
        Files.writeString(directory.resolve("unix"), "hemligt\n");
        Files.writeString(directory.resolve("windows"), "hemligt\r\n");
        Files.writeString(directory.resolve("two"), "hemligt\n\n");

        assertThat(read("a=${directory:%1$s:unix}\nb=${directory:%1$s:windows}\nc=${directory:%1$s:two}\n"
                                .formatted(directory))
                        .kafka())
                .containsOnly(Map.entry("a", "hemligt"), Map.entry("b", "hemligt"), Map.entry("c", "hemligt\n"));
    }

    @Test
    void a_secret_that_looks_like_a_reference_is_not_shown() throws Exception {
        Files.writeString(directory.resolve("odd"), "a${env:NOTHING}b");

        assertThat(read("a=${directory:%s:odd}\n".formatted(directory)).kafka())
                .containsOnly(Map.entry("a", "a${env:NOTHING}b"));
    }

    @Test
    void what_would_take_away_a_guarantee_is_refused_by_name() {
        for (String name : List.of(
                "main.consumer.isolation.level",
                "consumer.auto.offset.reset",
                "producer.acks",
                "topic.cleanup.policy",
                "transactional.id")) {
            assertThatThrownBy(() -> new ClientSettings(Map.of(name, "secret", "client.rack", "a")))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("must not contain " + name + ":")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void what_a_file_refers_to_must_be_there() {
        for (String reference : new String[] {
            "${env:MALBILD_NOWHERE}",
            "${directory:" + directory + ":nowhere}",
            "${directory:" + directory.resolve("nowhere") + ":password}",
            "${file:" + directory.resolve("nowhere") + ":password}"
        }) {
            assertThatThrownBy(() -> read("a=x\nb=user:" + reference + "\n"))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("refers to something that cannot be read: " + reference + ".")
                    .hasMessageContaining(directory.resolve("client.properties").toString());
        }
    }

    @Test
    void a_file_that_is_none_is_named() throws Exception {
        Path missing = directory.resolve("missing");
        Path latin1 = Files.write(directory.resolve("latin1"), "a=å".getBytes(StandardCharsets.ISO_8859_1));
        Path badEscape = Files.writeString(directory.resolve("escape"), "a=\\u12\n");

        for (Path file : new Path[] {missing, latin1, badEscape}) {
            assertThatThrownBy(() -> ClientSettings.read(file))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("The file " + file + " cannot be read");
        }
    }

    private ClientSettings read(String text) throws IOException {
        return ClientSettings.read(Files.writeString(directory.resolve("client.properties"), text));
    }
}
