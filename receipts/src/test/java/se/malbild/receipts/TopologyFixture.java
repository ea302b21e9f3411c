package se.malbild.receipts;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import se.malbild.applications.DrivenTopology;
import se.malbild.schemas.CellReceipts;
import se.malbild.schemas.Sender;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.RegistryException;

/** The topology under Kafka's test driver, and the questions that can be asked of it. */
final class TopologyFixture extends DrivenTopology {
    private static final Duration LONG_ENOUGH_TO_PUBLISH = Duration.ofSeconds(1);

    private final FrameworksInForce inForce = new FrameworksInForce();

    TopologyFixture() throws IOException, RestClientException, RegistryException {
        super(Topic.CELL_RECEIPTS);
        drive(new ReceiptsTopology(context()).build());
    }

    /** Sends a record that says who sent it. */
    void sendAs(String sender, byte[] key, byte[] value) {
        send(key, value, new RecordHeaders().add(new Sender(sender).header()));
    }

    PartitionReader partition() {
        return new PartitionReader(0, store(), inForce);
    }

    /** Returns every receipt of the department, page by page, {@code limit} at a time. */
    List<Receipt> listed(String organisation, String department, int limit) {
        List<Receipt> all = new ArrayList<>();
        Optional<PartitionReader.Place> after = Optional.empty();
        do {
            PartitionReader.Page page = partition()
                    .listed(organisation, department, OptionalInt.empty(), Optional.empty(), after, limit, 1_000);
            all.addAll(page.receipts());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    PartitionBooks books() {
        return PartitionBooks.closed(0, store(), inForce);
    }

    /** Puts a framework in the store as an earlier start has left it. */
    void keep(String key, String document) {
        store().put(StoreKeys.framework(key), bytes(document));
    }

    /** Returns the document of the framework in force. */
    String inForce(String key) {
        return text(store().get(StoreKeys.framework(key)));
    }

    private KeyValueStore<Bytes, byte[]> store() {
        return store(ReceiptsTopology.STORE);
    }

    /** Lets what changed be published, and returns the receipts that were, as a reader of the compacted topic has them. */
    SortedMap<String, CellReceipts> published() {
        pass(LONG_ENOUGH_TO_PUBLISH);
        SortedMap<String, CellReceipts> published = new TreeMap<>();
        for (TestRecord<byte[], byte[]> record : read(Topic.CELL_RECEIPTS)) {
            published.put(text(record.key()), reader().receipts(record.value()));
        }
        return published;
    }
}
