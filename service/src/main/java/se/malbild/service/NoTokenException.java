package se.malbild.service;

import java.io.IOException;
import java.nio.file.Path;
import se.malbild.goals.Text;

/** A line of a token file is no token. */
public final class NoTokenException extends IOException {
    private final transient Text text;

    private NoTokenException(Text text) {
        super(text.en());
        this.text = text;
    }

    static NoTokenException malformed(Path file, int line) {
        return new NoTokenException(new Text(
                "Rad " + line + " i tokenfilen " + file
                        + " är ingen token. Ta bort raden; tokens skapas med malbild tokens" + " create.",
                "Line " + line + " of the token file " + file
                        + " is not a token. Remove the line; tokens are created with" + " malbild tokens create."));
    }

    /** Of a line that was written before tokens had names. */
    static NoTokenException nameless(Path file, int line) {
        return new NoTokenException(new Text(
                "Rad " + line + " i tokenfilen " + file
                        + " är en token utan namn, från en tidigare version. Flytta undan filen"
                        + " och skapa nya tokens med malbild tokens create --name.",
                "Line " + line + " of the token file " + file
                        + " is a token without a name, made by an earlier version. Move"
                        + " the file away and create new tokens with malbild tokens create --name."));
    }

    /** Returns what is wrong and what would be right. */
    public Text text() {
        return text;
    }
}
