package se.malbild.history;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import se.malbild.goals.observation.Observation;
import se.malbild.schemas.intake.InputRecord;

/**
 * Which of an organisation's events are of which series and year, so that only those that are asked for are decoded again. It
 * belongs to one log, however far that has been read, and follows it as far as has been asked. For any number of threads.
 */
final class SeriesIndex {
    /** What has no year. */
    private static final int NONE = 0;

    private final Map<String, Positions> series = new HashMap<>();
    private final Positions notTakenIn = new Positions();
    private int end;

    /** Places in a log, ascending, and the years of what lies there. */
    private static final class Positions {
        private int[] positions = new int[4];
        private int[] years = new int[4];
        private int count;

        void add(int position, int year) {
            if (count == positions.length) {
                positions = Arrays.copyOf(positions, 2 * count);
                years = Arrays.copyOf(years, 2 * count);
            }
            positions[count] = position;
            years[count] = year;
            count++;
        }

        int[] before(int end, int year) {
            return IntStream.range(0, count)
                    .takeWhile(at -> positions[at] < end)
                    .filter(at -> years[at] == year)
                    .map(at -> positions[at])
                    .toArray();
        }
    }

    /**
     * Follows the log to {@code to}. Others may ask meanwhile, or follow it, too.
     *
     * @param events of the log, from its beginning
     * @throws UndecodedException when the registry does not tell the schema of one
     */
    void follow(List<InputRecord> events, int to, RecordReader<Observation> reader, Pace pace)
            throws UndecodedException {
        while (followOne(events, to, reader)) {
            pace.step();
        }
    }

    private synchronized boolean followOne(List<InputRecord> events, int to, RecordReader<Observation> reader)
            throws UndecodedException {
        if (end >= to) {
            return false;
        }
        Optional<Observation> read = reader.read(events.get(end));
        read.ifPresentOrElse(
                observation -> series.computeIfAbsent(observation.cell().indicator(), first -> new Positions())
                        .add(end, observation.cell().year()),
                () -> notTakenIn.add(end, NONE));
        end++;
        return true;
    }

    /** Returns where the events of {@code id} in {@code year} before {@code to} lie, of those that were taken in when they were first read. */
    synchronized int[] of(String id, int year, int to) {
        Positions positions = series.get(id);
        return positions == null ? new int[0] : positions.before(to, year);
    }

    /** Returns where the events before {@code to} lie that were not. */
    synchronized int[] notTakenIn(int to) {
        return notTakenIn.before(to, NONE);
    }
}
