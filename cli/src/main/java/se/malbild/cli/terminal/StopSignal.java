package se.malbild.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Lets a command close what it has open when the process is asked to stop. */
public final class StopSignal {
    private static final long CLOSES_WITHIN_SECONDS = 20;

    private volatile boolean requested;

    /** Returns whether the process has been asked to stop. */
    public boolean isRequested() {
        return requested;
    }

    /** Runs {@code command}; when the process is asked to stop meanwhile, interrupts it and waits for it to end. */
    public int guard(IntSupplier command) {
        Thread running = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    requested = true;
                    running.interrupt();
                    try {
                        ended.await(CLOSES_WITHIN_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException gone) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return command.getAsInt();
        } finally {
            ended.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyStopping) {
                requested = true;
            }
        }
    }
}
