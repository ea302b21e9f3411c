package se.malbild.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;

/**
 * What something has cost this process, everything in it included.
 *
 * @param time that passed
 * @param processorTime of all threads, those of the garbage collector included
 * @param collectionTime during which the garbage collector let nothing else run
 * @param compilationTime that the compilers of the virtual machine worked, which they do beside everything else
 * @param allocatedBytes of the threads that still live at the end
 */
record Cost(
        Duration time, Duration processorTime, Duration collectionTime, Duration compilationTime, long allocatedBytes) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** Returns what it has cost since the process began, to be taken from what it has cost later. */
    static Cost now() {
        long allocated = Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
        long collecting = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                .sum();
        return new Cost(
                Duration.ofNanos(System.nanoTime()),
                Duration.ofNanos(SYSTEM.getProcessCpuTime()),
                Duration.ofMillis(collecting),
                Duration.ofMillis(ManagementFactory.getCompilationMXBean().getTotalCompilationTime()),
                allocated);
    }

    /** Returns what it has cost since {@code start}. */
    Cost since(Cost start) {
        return new Cost(
                time.minus(start.time),
                processorTime.minus(start.processorTime),
                collectionTime.minus(start.collectionTime),
                compilationTime.minus(start.compilationTime),
                allocatedBytes - start.allocatedBytes);
    }
}
