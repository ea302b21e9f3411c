package se.malbild.history;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that is done once however many ask for it at the same time. For any number of threads. */
final class SingleFlight<K, V> {
    private final Map<K, FutureTask<V>> underWay = new ConcurrentHashMap<>();

    /**
     * Returns what {@code work} gives; who asks for the same {@code key} meanwhile gets that too.
     *
     * @throws ExecutionException with the exception of the work
     */
    V get(K key, Callable<V> work) throws ExecutionException, InterruptedException {
        FutureTask<V> task = new FutureTask<>(work);
        FutureTask<V> first = underWay.putIfAbsent(key, task);
        if (first != null) {
            return first.get();
        }
        try {
            task.run();
        } finally {
            underWay.remove(key);
        }
        return task.get();
    }
}
