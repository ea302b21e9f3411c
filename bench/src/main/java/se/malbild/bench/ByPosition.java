package se.malbild.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What comes of each picture, one after another. For any number of threads, of which one at a time adds to a picture. */
final class ByPosition<T> {
    private final Map<String, List<At<T>>> pictures = new ConcurrentHashMap<>();

    private record At<T>(long position, T what) {}

    /**
     * Adds one.
     *
     * @param key of the picture
     * @param position no less than of the one before
     */
    void add(String key, long position, T what) {
        List<At<T>> own = pictures.computeIfAbsent(key, first -> new ArrayList<>());
        synchronized (own) {
            own.add(new At<>(position, what));
        }
    }

    /** Returns the first that has come of the picture with {@code key} at {@code position} or a greater one. */
    Optional<T> first(String key, long position) {
        List<At<T>> own = pictures.getOrDefault(key, List.of());
        synchronized (own) {
            int from = 0;
            int to = own.size();
            while (from < to) {
                int middle = (from + to) / 2;
                if (own.get(middle).position() < position) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from < own.size() ? Optional.of(own.get(from).what()) : Optional.empty();
        }
    }
}
