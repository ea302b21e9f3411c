package se.malbild.schemas;

import java.time.Instant;
import java.util.Objects;

/**
 * What a visitor answered to the question whether a page was of use. Nothing shows who the visitor was.
 *
 * @param page path of the page; at most {@value #LONGEST_PAGE} characters
 * @param language of the page, {@code sv} or {@code en}
 * @param useful whether the page was of use
 * @param text what the visitor wrote, at most {@value #LONGEST_TEXT} characters; {@code ""} when nothing
 * @param receivedAt when the answer came, in whole microseconds
 */
public record PageFeedback(String page, String language, boolean useful, String text, Instant receivedAt) {
    public static final int LONGEST_PAGE = 500;
    public static final int LONGEST_TEXT = 1_000;

    public PageFeedback {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(receivedAt, "receivedAt");
    }
}
