package se.malbild.cli.demo;

import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.apache.kafka.common.utils.internals.Exit;
import se.malbild.cli.terminal.Console;
import se.malbild.goals.Text;
import se.malbild.service.Log;

/**
 * Says on the terminal that Kafka ends the process. It does so at once, and without closing anything, when it cannot go on:
 * mostly because the disk is full.
 */
final class LastWords implements AutoCloseable {
    private static final long MIB = 1024 * 1024;

    /** @param data where Kafka keeps its data */
    LastWords(Console console, Path data) {
        this(console, data, Runtime.getRuntime()::halt);
    }

    /** @param halt ends the process, with a status */
    LastWords(Console console, Path data, IntConsumer halt) {
        Exit.setHaltProcedure((status, message) -> {
            try {
                long freeMib = data.toFile().getUsableSpace() / MIB;
                console.fail(new Text(
                        "Kafka kan inte fortsätta, så allt stannar. Disken med " + data + " har " + freeMib
                                + " MiB ledigt; är det orsaken, så frigör plats och starta igen."
                                + Log.where().sv(),
                        "Kafka cannot go on, so everything stops. The disk that holds " + data + " has " + freeMib
                                + " MiB free; if that is the cause, free some space and start again."
                                + Log.where().en()));
            } finally {
                halt.accept(status);
            }
        });
    }

    @Override
    public void close() {
        Exit.resetHaltProcedure();
    }
}
