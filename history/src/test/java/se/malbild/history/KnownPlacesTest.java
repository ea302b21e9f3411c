package se.malbild.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.schemas.Justification;
import se.malbild.schemas.Keys;
import se.malbild.schemas.Topic;
import se.malbild.schemas.TopicPrefix;
import se.malbild.schemas.codec.RecordWriter;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.registry.SchemaRegistry;

class KnownPlacesTest {
    private static final String VASTERAS = "1980";
    private static final String FRAMEWORK = "vasteras-exempel-2017-2019";

    private final HeldRegistry client = new HeldRegistry();
    private History history;
    private OrganisationLog log;

    /** A registry that answers when it is let. */
    private static final class HeldRegistry extends MockSchemaRegistryClient {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answers = new CountDownLatch(1);

        @Override
        public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
            asked.countDown();
            try {
                answers.await();
            } catch (InterruptedException stop) {
                throw new IOException(stop);
            }
            return super.getSchemaById(id);
        }
    }

    @BeforeEach
    void oneFrameworkAndOneEvent() throws Exception {
        for (Topic topic : Topic.inputs()) {
            client.register(topic.subject(), new AvroSchema(topic.schema()));
        }
        SchemaRegistry writing = new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty());
        RecordWriter writer = new RecordWriter(writing, Topic.inputs().toArray(Topic[]::new));
        history = new History(new SchemaRegistry(client, TopicPrefix.NONE, Optional.empty()));
        log = new OrganisationLog(
                VASTERAS,
                topic(record(
                        Keys.event(VASTERAS),
                        2_000,
                        writer.event(new ObservationDraft()
                                .eventId("diploma")
                                .organisation(VASTERAS)
                                .indicator("N17461")
                                .department("barn-och-utbildning")
                                .year(2018)
                                .value("70")
                                .observedAt(Instant.EPOCH)
                                .build()))),
                topic(record(
                        Keys.framework(VASTERAS, FRAMEWORK),
                        1_000,
                        writer.framework(
                                SampleEvents.framework(FRAMEWORK),
                                new Justification("Sara Lind", "Nya mål", Optional.empty())))));
    }

    @AfterEach
    void letGo() {
        client.answers.countDown();
    }

    @Test
    void given_a_place_then_it_is_kept_once_it_was_asked_for_again() throws Exception {
        client.answers.countDown();
        KnownPlaces places = new KnownPlaces(history, Long.MAX_VALUE);
        Known first = places.at(log, log.end());
        Known again = places.at(log, log.end());

        assertThat(again).isNotSameAs(first);
        assertThat(again.pictures()).isEqualTo(first.pictures());
        assertThat(places.at(log, log.end())).isSameAs(again);
    }

    @Test
    void given_a_place_that_takes_more_memory_than_there_is_then_the_others_are_kept() throws Exception {
        client.answers.countDown();
        Cut framework = new Cut(0, 1);
        KnownPlaces places = new KnownPlaces(history, history.at(log, framework).bytes() + log.bytes());
        places.at(log, framework);
        places.at(log, log.end());
        Known kept = places.at(log, framework);
        Known larger = places.at(log, log.end());

        assertThat(larger.bytes()).isGreaterThan(kept.bytes());
        assertThat(places.at(log, framework)).isSameAs(kept);
        assertThat(places.at(log, log.end())).isNotSameAs(larger);
    }

    @Test
    void given_changes_that_are_being_computed_then_all_who_ask_for_them_get_them() throws Exception {
        KnownPlaces places = new KnownPlaces(history, 0);
        List<FutureTask<List<Change>>> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<List<Change>> asking = new FutureTask<>(() -> places.changes(log, Cut.BEGINNING, log.end()));
            Thread thread = new Thread(asking);
            thread.start();
            if (asked.isEmpty()) {
                client.asked.await();
            } else {
                awaitWaiting(thread);
            }
            asked.add(asking);
        }
        client.answers.countDown();

        List<Change> changes = asked.get(0).get();
        assertThat(changes).isNotEmpty();
        for (FutureTask<List<Change>> asking : asked) {
            assertThat(asking.get()).isSameAs(changes);
        }
    }

    /** Or ended, which nobody does that gets the changes. */
    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    private static TopicLog topic(InputRecord record) {
        return new TopicLog(List.of(record), 1, record.appendedAt(), false);
    }

    private static InputRecord record(String key, long at, byte[] value) {
        return new InputRecord(0, 0, at, key.getBytes(StandardCharsets.UTF_8), value);
    }
}
