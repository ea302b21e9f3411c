package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.dashboard.view.Published;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.goals.picture.PictureJsonReader;
import se.malbild.history.Part;

/**
 * Everything that is in force about a year, and what has changed since it was closed.
 *
 * @param subject with the picture as it is now
 */
public record DecisionsPage(Subject subject) {
    /** So many characters of the hash does somebody who closes the year have to give. */
    private static final int GIVEN = 8;

    public DecisionLines lines() {
        return subject.decisionLines();
    }

    /** Returns the SHA-256 of the picture as it is now, in hexadecimal. */
    public String sha256() {
        return ClosedPicture.sha256(subject.picture());
    }

    /** Returns the characters of a hash that somebody who closes the year has to give. */
    public String given(String sha256) {
        return sha256.substring(0, Math.min(GIVEN, sha256.length()));
    }

    /** Returns those after them. */
    public String rest(String sha256) {
        return sha256.substring(given(sha256).length());
    }

    private Optional<Published<Picture>> closing() {
        return Optional.ofNullable(subject.view().closed().get(subject.year()));
    }

    /** Tells whether the year is closed, with a picture that can be shown. */
    public boolean isClosed() {
        return closing().isPresent();
    }

    /** Returns what is different now from what the year was closed with. */
    public List<PartLines.Line> changes() {
        // Both are read from their JSON, so that a number is not another for how it was written down.
        Optional<Picture> now = PictureJsonReader.read(PictureJson.indented(subject.picture()));
        PartLines lines = new PartLines(subject);
        return closing().stream()
                .flatMap(closed -> Part.between(Optional.of(closed.value()), now).stream()
                        .map(part -> lines.line(part, because(part, closed, lines))))
                .toList();
    }

    /** The events that came since; of data about persons none is told. */
    private List<String> because(Part part, Published<Picture> closed, PartLines lines) {
        if (part.kind() != Part.Kind.INDICATOR) {
            return List.of();
        }
        Stream<Observation> since = subject.framework().indicators().stream()
                .filter(indicator -> indicator.id().equals(part.id()))
                .flatMap(indicator -> subject.organisation().receiptsShown(indicator.series(), subject.year()).stream())
                .flatMap(cell -> cell.receipts().stream())
                .filter(event -> event.appendedAt().isAfter(closed.at()))
                .map(event -> event.observation());
        return lines.observations(since.toList()).toList();
    }
}
