package se.malbild.bench;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.malbild.schemas.Keys;

/** When the dashboard told that it shows a picture. It tells the newest that it has read all of, which may be a later one than others have seen. */
final class ToldPictures {
    private static final Pattern ID = Pattern.compile("pictures-\\d+-(\\d+)");
    private static final Pattern PICTURE =
            Pattern.compile("^\\{\"organisation\":\"([^\"]+)\",\"framework\":\"([^\"]+)\",.*?\"year\":(\\d{4})");

    private final ByPosition<Long> told = new ByPosition<>();

    /** Takes in a change, whose id is the record of the picture that is now shown. */
    void hear(SseReader.Event change) {
        Matcher id = ID.matcher(change.id());
        Matcher picture = PICTURE.matcher(change.data());
        if (!id.matches() || !picture.find()) {
            throw new IllegalStateException("no change: " + change);
        }
        told.add(
                Keys.picture(picture.group(1), picture.group(2), Integer.parseInt(picture.group(3))),
                Long.parseLong(id.group(1)),
                change.nanos());
    }

    /** Returns when the dashboard first told the picture with {@code key} that is at {@code offset}, or a later one. */
    Optional<Long> first(String key, long offset) {
        return told.first(key, offset);
    }
}
