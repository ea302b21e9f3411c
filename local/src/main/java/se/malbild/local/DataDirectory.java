package se.malbild.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import se.malbild.goals.Text;

/** A directory for data that one user at a time may have. The operating system gives it back when the process dies. */
final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes {@code path} when it is not there, and takes it.
     *
     * @throws StartupException when it cannot be written to, or somebody else has it
     */
    static DataDirectory open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            FileChannel lockFile = FileChannel.open(
                    absolute.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lockFile)) {
                lockFile.close();
                throw new StartupException(new Text(
                        "Datakatalogen %s används redan av en Målbild som är igång. Stoppa den eller välj en annan katalog."
                                .formatted(absolute),
                        "The data directory %s is in use by a Målbild that is running. Stop it or choose another directory."
                                .formatted(absolute)));
            }
            return new DataDirectory(absolute, lockFile);
        } catch (IOException e) {
            throw notWritable(absolute, e);
        }
    }

    private static boolean locked(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    /** Returns what to say when writing in {@code path} failed. */
    static StartupException notWritable(Path path, IOException cause) {
        return new StartupException(
                new Text(
                        "Det går inte att skriva i datakatalogen %s. Välj en annan katalog eller ändra rättigheterna."
                                .formatted(path),
                        "The data directory %s cannot be written to. Choose another directory or change its permissions."
                                .formatted(path)),
                cause);
    }

    /** Returns the absolute path. */
    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            // The lock goes with the process at the latest, and there is nothing else to lose.
        }
    }
}
