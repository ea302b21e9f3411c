package se.malbild.goals.decision;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import se.malbild.goals.Language;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJsonReader;

/**
 * A decision about a year, as one record of {@code year-decisions} states it.
 *
 * @param decisionId unique per decision
 * @param year what it is about
 * @param slot the place it takes; {@link DecisionKind#CLOSED} both to close and to reopen
 * @param kind what is decided
 * @param follows id of the decision in force in the slot that the author saw, or {@code ""} when there was none
 * @param by who decided
 * @param decidedOn the day of the decision, as the author says
 * @param reference to the minutes or the case (<i>diarienummer</i>, §), or {@code ""}
 * @param reason why: of a judgement that departs from the calculation, of reopening; otherwise {@code ""}
 * @param level of {@link DecisionKind#JUDGED}: id of a level of the framework's scale; otherwise {@code ""}
 * @param computed of {@link DecisionKind#JUDGED}: id of the level, or the status, that the calculation gave on the basis;
 *     otherwise {@code ""}
 * @param indicators of a judgement that departs from the calculation: ids of those that it departs for, in the order given
 * @param text of {@link DecisionKind#JUDGED} and {@link DecisionKind#COMMENTED}: Markdown; otherwise {@code ""}
 * @param language of {@code reason} and {@code text}
 * @param acknowledged of {@link DecisionKind#CLOSED}: codes of the conditions that are not met, and that the author accepts
 * @param basis what was known when it was decided
 * @param picture of {@link DecisionKind#CLOSED}: what the year was closed with
 * @param previous SHA-256, in hexadecimal, of the canonical bytes of the decision in force that came before it about the same
 *     year, in any slot; {@code ""} for the first
 */
public record YearDecision(
        String decisionId,
        DecisionYear year,
        Slot slot,
        DecisionKind kind,
        String follows,
        Author by,
        LocalDate decidedOn,
        String reference,
        String reason,
        String level,
        String computed,
        List<String> indicators,
        String text,
        Language language,
        List<String> acknowledged,
        Basis basis,
        Optional<ClosedPicture> picture,
        String previous) {

    public YearDecision {
        Objects.requireNonNull(decisionId, "decisionId");
        Objects.requireNonNull(year, "year");
        Objects.requireNonNull(slot, "slot");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(follows, "follows");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(decidedOn, "decidedOn");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(computed, "computed");
        indicators = List.copyOf(indicators);
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(language, "language");
        acknowledged = List.copyOf(acknowledged);
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(previous, "previous");
        if (!slot.equals(Slot.of(kind, slot.subject(), slot.department()))) {
            throw new IllegalArgumentException(kind + " has no place in " + slot);
        }
    }

    /**
     * Returns everything that was decided as bytes: each field as the number of its UTF-16 units, a colon and its text, before a list
     * how many there are; of the picture only its hash. What a later version adds comes last, and only where it is said, so that
     * the bytes of a decision never change.
     */
    public byte[] canonicalBytes() {
        CanonicalText bytes = new CanonicalText()
                .add(decisionId)
                .add(year.organisation())
                .add(year.framework())
                .add(year.year())
                .add(kind)
                .add(slot.subject())
                .add(slot.department())
                .add(follows)
                .add(by.name())
                .add(by.role())
                .add(by.token())
                .add(decidedOn)
                .add(reference)
                .add(reason)
                .add(level)
                .add(computed)
                .addAll(indicators)
                .add(text)
                .add(language)
                .addAll(acknowledged)
                .add(basis.events())
                .add(basis.frameworks())
                .add(basis.digest())
                .add(basis.frameworkVersion())
                .add(basis.frameworkSha256())
                .add(basis.rules())
                .addAll(basis.senders())
                .add(basis.unknownSenders())
                .addAll(picture.stream().map(ClosedPicture::sha256).toList())
                .add(previous);
        return bytes.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the SHA-256, in hexadecimal, of the canonical bytes: what the next decision names in {@code previous}. */
    public String sha256() {
        return Sha256.hex(canonicalBytes());
    }

    /** Returns the picture that the year was closed with; empty when it was not closed here, or it cannot be read as one of that year. */
    public Optional<Picture> closedWith() {
        return picture.flatMap(ClosedPicture::json)
                .flatMap(PictureJsonReader::read)
                .filter(closed -> closed.organisation().equals(year.organisation())
                        && closed.framework().equals(year.framework())
                        && closed.year() == year.year());
    }

    /** Tells whether a judgement is another than the calculation. */
    public boolean departs() {
        return kind == DecisionKind.JUDGED && !level.equals(computed);
    }

    /** The fields one after the other, each with its length. */
    private static final class CanonicalText {
        private final StringBuilder fields = new StringBuilder();

        CanonicalText add(Object field) {
            String text = field.toString();
            fields.append(text.length()).append(':').append(text);
            return this;
        }

        CanonicalText addAll(List<String> list) {
            add(list.size());
            list.forEach(this::add);
            return this;
        }

        @Override
        public String toString() {
            return fields.toString();
        }
    }
}
