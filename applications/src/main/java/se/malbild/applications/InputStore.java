package se.malbild.applications;

import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * Where a processor keeps what it must remember of its input topic.
 *
 * @param name of a store, which may hold other things under other keys
 * @param waiting how the keys begin of records that wait for their schema; the offset follows
 * @param position the key of how far the topic has been read; nothing where taking in a record again changes nothing
 */
public record InputStore(String name, Bytes waiting, Optional<Bytes> position) {}
