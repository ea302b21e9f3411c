package se.malbild.goals.decision;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Language;

/**
 * What somebody wants to decide, before it is known what it rests on. Made by {@link DecisionDraft}, which checks it.
 *
 * @param follows id of the decision in force in the slot that the author saw, {@code ""} for none; empty where that is not said
 * @param acknowledged of {@link DecisionKind#CLOSED}: codes of the conditions that the author accepts although they are not met
 * @param pictureSeen of {@link DecisionKind#CLOSED}: the first eight characters of the hash of the picture that the author saw; otherwise
 *     {@code ""}
 */
public record DecisionForm(
        DecisionYear year,
        DecisionKind kind,
        Slot slot,
        Optional<String> follows,
        LocalDate decidedOn,
        String reference,
        String reason,
        String level,
        List<String> indicators,
        String text,
        Language language,
        List<String> acknowledged,
        String pictureSeen) {
    public DecisionForm {
        indicators = List.copyOf(indicators);
        acknowledged = List.copyOf(acknowledged);
    }
}
