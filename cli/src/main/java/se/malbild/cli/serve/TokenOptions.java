package se.malbild.cli.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import se.malbild.goals.Text;
import se.malbild.schemas.StartupException;
import se.malbild.service.NoTokenException;
import se.malbild.service.TokenFile;
import se.malbild.service.Tokens;

/** Who may use a service. */
final class TokenOptions {
    @Option(
            names = "--tokens",
            paramLabel = "FIL/FILE",
            description = {
                "Tokenfil (se malbild tokens). Med den behöver en begäran en token, utom för hälsa och beskrivningar. Utan"
                        + " den nås gateway och receipts bara från den här datorn.",
                "Token file (see malbild tokens). With it, requests need a token, except for health and descriptions."
                        + " Without it, only this computer can reach gateway and receipts."
            })
    private Optional<Path> file = Optional.empty();

    /** Returns the file's path, where one was given. */
    Optional<Path> file() {
        return file;
    }

    /**
     * Returns the tokens, where a file was given.
     *
     * @throws StartupException when it cannot be read
     */
    Optional<Tokens> open() {
        return file.map(given -> {
            try {
                return TokenFile.open(given);
            } catch (NoTokenException malformed) {
                throw new StartupException(malformed.text(), malformed);
            } catch (IOException unreadable) {
                throw new StartupException(
                        new Text(
                                "Tokenfilen " + given + " går inte att läsa; skapa den med malbild tokens create.",
                                "The token file " + given + " cannot be read; create it with malbild tokens create."),
                        unreadable);
            }
        });
    }
}
