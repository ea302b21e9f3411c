package se.malbild.streams;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.Winner;

/**
 * The winning observation of every cell, one {@link Slice} per organisation, year, series and department. Key: the
 * organisation's four digits, the year's four, the series, a zero byte, the department.
 */
final class CellStore {
    static final String NAME = "cells";

    private static final int ORGANISATION_BYTES = 4;
    private static final int YEAR_BYTES = 4;
    private static final byte END_OF_SERIES = 0;

    private final KeyValueStore<Bytes, byte[]> store;

    CellStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** What a merge did. */
    enum Merged {
        NOTHING,
        CHANGED_CELL,
        NEW_CELL
    }

    /** Merges {@code observation} in. */
    Merged merge(Observation observation, long offset) {
        Cell cell = observation.cell();
        Bytes key = key(cell.organisation(), cell.year(), cell.indicator(), cell.department());
        byte[] known = store.get(key);
        byte[] merged = Slice.merge(known, observation, offset);
        if (merged == known) {
            return Merged.NOTHING;
        }
        store.put(key, merged);
        return known == null || Slice.cells(merged) > Slice.cells(known) ? Merged.NEW_CELL : Merged.CHANGED_CELL;
    }

    /** Hands the winners of one department's cells of {@code series} in {@code year} to {@code winners}. */
    void read(String organisation, String series, int year, String department, Consumer<Winner> winners) {
        byte[] slice = store.get(key(organisation, year, series, department));
        if (slice != null) {
            new Slice(organisation, series, year, department).read(slice, winners);
        }
    }

    /** Hands every slice of {@code organisation} to {@code visitor}. */
    void forEach(String organisation, Consumer<Found> visitor) {
        Bytes prefix = Bytes.wrap(organisation.getBytes(StandardCharsets.UTF_8));
        try (KeyValueIterator<Bytes, byte[]> slices = store.prefixScan(prefix, new BytesSerializer())) {
            slices.forEachRemaining(slice -> visitor.accept(found(slice.key.get(), slice.value)));
        }
    }

    /** A slice that was found. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Found(String series, int year, String department, byte[] value) {}

    private static Found found(byte[] key, byte[] value) {
        int seriesAt = ORGANISATION_BYTES + YEAR_BYTES;
        int year = Integer.parseInt(text(key, ORGANISATION_BYTES, seriesAt));
        int seriesEnd = seriesAt;
        while (key[seriesEnd] != END_OF_SERIES) {
            seriesEnd++;
        }
        String series = text(key, seriesAt, seriesEnd);
        String department = text(key, seriesEnd + 1, key.length);
        return new Found(series, year, department, value);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static Bytes key(String organisation, int year, String series, String department) {
        byte[] seriesBytes = series.getBytes(StandardCharsets.UTF_8);
        byte[] departmentBytes = department.getBytes(StandardCharsets.UTF_8);
        int seriesAt = ORGANISATION_BYTES + YEAR_BYTES;
        byte[] key = new byte[seriesAt + seriesBytes.length + 1 + departmentBytes.length];
        for (int i = 0; i < ORGANISATION_BYTES; i++) {
            key[i] = (byte) organisation.charAt(i);
        }
        int digits = year;
        for (int i = seriesAt - 1; i >= ORGANISATION_BYTES; i--) {
            key[i] = (byte) ('0' + digits % 10);
            digits /= 10;
        }
        System.arraycopy(seriesBytes, 0, key, seriesAt, seriesBytes.length);
        System.arraycopy(departmentBytes, 0, key, seriesAt + seriesBytes.length + 1, departmentBytes.length);
        return Bytes.wrap(key);
    }
}
