package se.malbild.history;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import se.malbild.schemas.Sender;
import se.malbild.schemas.intake.InputRecord;

/**
 * Records in a few large arrays, which a garbage collector moves in no time; as objects of their own, those of one log would keep it
 * busy for many milliseconds. A record is made anew each time it is asked for. Not to be added to once several threads know it.
 */
final class PackedRecords extends AbstractList<InputRecord> implements RandomAccess {
    private static final int IN_A_CHUNK = 1_024;

    private final List<Chunk> chunks = new ArrayList<>();
    private int size;
    private long valueBytes;

    private static final class Chunk {
        private final int[] partitions = new int[IN_A_CHUNK];
        private final long[] offsets = new long[IN_A_CHUNK];
        private final long[] times = new long[IN_A_CHUNK];
        private final byte[][] keys = new byte[IN_A_CHUNK][];
        private final List<Optional<Sender>> senders = new ArrayList<>(IN_A_CHUNK);
        /** Where in {@link #values} the value ends; inverted when there is none. */
        private final int[] ends = new int[IN_A_CHUNK];

        private byte[] values;

        Chunk(byte[] values) {
            this.values = values;
        }

        Chunk copy(int count) {
            Chunk copy = new Chunk(values.clone());
            System.arraycopy(partitions, 0, copy.partitions, 0, count);
            System.arraycopy(offsets, 0, copy.offsets, 0, count);
            System.arraycopy(times, 0, copy.times, 0, count);
            System.arraycopy(keys, 0, copy.keys, 0, count);
            copy.senders.addAll(senders);
            System.arraycopy(ends, 0, copy.ends, 0, count);
            return copy;
        }

        private int end(int index) {
            return index < 0 ? 0 : Math.max(ends[index], ~ends[index]);
        }

        void set(int index, InputRecord record) {
            partitions[index] = record.partition();
            offsets[index] = record.offset();
            times[index] = record.appendedAt();
            keys[index] = record.key();
            senders.add(record.sender());
            int start = end(index - 1);
            if (record.value() == null) {
                ends[index] = ~start;
                return;
            }
            ends[index] = start + record.value().length;
            if (ends[index] > values.length) {
                values = Arrays.copyOf(values, Math.max(ends[index], 2 * start));
            }
            System.arraycopy(record.value(), 0, values, start, record.value().length);
        }

        InputRecord get(int index) {
            return new InputRecord(
                    partitions[index],
                    offsets[index],
                    times[index],
                    keys[index],
                    ends[index] < 0 ? null : Arrays.copyOfRange(values, end(index - 1), ends[index]),
                    senders.get(index));
        }

        void trim() {
            values = Arrays.copyOf(values, end(IN_A_CHUNK - 1));
        }
    }

    /** Returns one with {@code records}, to which more can be added without changing them. */
    static PackedRecords of(List<InputRecord> records) {
        PackedRecords packed = new PackedRecords();
        if (records instanceof PackedRecords before) {
            packed.chunks.addAll(before.chunks);
            packed.size = before.size;
            packed.valueBytes = before.valueBytes;
            int inLast = before.size % IN_A_CHUNK;
            if (inLast > 0) {
                packed.chunks.set(
                        before.size / IN_A_CHUNK,
                        before.chunks.get(before.size / IN_A_CHUNK).copy(inLast));
            }
        } else {
            packed.addAll(records);
        }
        return packed;
    }

    @Override
    public boolean add(InputRecord record) {
        int index = size % IN_A_CHUNK;
        if (index == 0) {
            chunks.add(new Chunk(new byte[0]));
        }
        Chunk last = chunks.get(size / IN_A_CHUNK);
        last.set(index, record);
        size++;
        valueBytes += record.value() == null ? 0 : record.value().length;
        if (index == IN_A_CHUNK - 1) {
            last.trim();
        }
        return true;
    }

    @Override
    public InputRecord get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return chunks.get(index / IN_A_CHUNK).get(index % IN_A_CHUNK);
    }

    @Override
    public int size() {
        return size;
    }

    /** Returns when the record at {@code index} was appended. */
    long appendedAt(int index) {
        return chunks.get(index / IN_A_CHUNK).times[index % IN_A_CHUNK];
    }

    /** Returns how many bytes the values of all records are. */
    long valueBytes() {
        return valueBytes;
    }
}
