package se.malbild.cli.terminal;

import picocli.CommandLine.Option;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;

/** Which picture a command prints, and how. */
public final class PictureOptions extends PictureChoice {

    /** The forms a picture is printed in. */
    enum Format {
        table,
        json
    }

    @Option(
            names = "--format",
            paramLabel = "FORM/FORMAT",
            defaultValue = "table",
            description = {
                "Hur målbilden skrivs ut: ${COMPLETION-CANDIDATES}. (${DEFAULT-VALUE})",
                "How the picture is printed: ${COMPLETION-CANDIDATES}. (${DEFAULT-VALUE})"
            })
    Format format;

    /** Prints {@code picture} to standard output. */
    public void print(Picture picture, Console console) {
        console.result(
                format == Format.json
                        ? PictureJson.indented(picture)
                        : new PictureTable(console.language(), console.colours()).of(picture));
    }
}
