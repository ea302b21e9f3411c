package se.malbild.goals.decision;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import se.malbild.goals.Language;

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
    }
}
