package se.malbild.dashboard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Language;
import se.malbild.goals.decision.Author;
import se.malbild.goals.decision.Basis;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.DecisionRecord;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.Slot;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.goals.picture.Picture;

/** Decisions about a year, written one after the other, each on those before it. */
public final class SampleDecisions {
    private static final Author OFFICE = new Author("Anna Ek", Author.Role.STEERING_OFFICE, "t-1");
    private static final Author DEPARTMENT = new Author("Bo Lind", Author.Role.DEPARTMENT, "t-2");
    private static final Basis BASIS = new Basis(40, 1, "a".repeat(64), 1, "b".repeat(64), 1, List.of(), 0);

    private final DecisionYear year;
    private final List<DecisionRecord> records = new ArrayList<>();

    public SampleDecisions(DecisionYear year) {
        this.year = year;
    }

    /** The board judges an area, or the municipality when {@code subject} is {@code ""}. */
    public SampleDecisions judged(String subject, String level, String computed, String text) {
        boolean departs = !level.equals(computed);
        return add(
                DecisionKind.JUDGED,
                subject,
                "",
                departs ? "Värdet kom för sent." : "",
                level,
                computed,
                departs ? List.of("ex-feriejobb") : List.of(),
                text,
                Optional.empty());
    }

    public SampleDecisions commented(String subject, String department, String text) {
        return add(DecisionKind.COMMENTED, subject, department, "", "", "", List.of(), text, Optional.empty());
    }

    public SampleDecisions ready(String department) {
        return add(DecisionKind.READY, "", department, "", "", "", List.of(), "", Optional.empty());
    }

    public SampleDecisions closed(Picture picture) {
        return closed(ClosedPicture.of(picture));
    }

    public SampleDecisions closed(ClosedPicture picture) {
        return add(DecisionKind.CLOSED, "", "", "", "", "", List.of(), "", Optional.of(picture));
    }

    public SampleDecisions reopened(String reason) {
        return add(DecisionKind.REOPENED, "", "", reason, "", "", List.of(), "", Optional.empty());
    }

    public SampleDecisions marked(String date) {
        return add(DecisionKind.MARKED, date, "", "", "", "", List.of(), "", Optional.empty());
    }

    private SampleDecisions add(
            DecisionKind kind,
            String subject,
            String department,
            String reason,
            String level,
            String computed,
            List<String> indicators,
            String text,
            Optional<ClosedPicture> picture) {
        YearDecisions before = YearDecisions.of(records);
        Slot slot = Slot.of(kind, subject, department);
        records.add(new DecisionRecord.Decided(new YearDecision(
                "d-" + year.year() + "-" + records.size(),
                year,
                slot,
                kind,
                before.inForce(slot).map(YearDecision::decisionId).orElse(""),
                department.isEmpty() ? OFFICE : DEPARTMENT,
                LocalDate.of(2019, 3, 1),
                "Ks 217/2019",
                reason,
                level,
                computed,
                indicators,
                text,
                Language.SV,
                picture.isPresent() ? List.of("earlier-year-open") : List.of(),
                BASIS,
                picture,
                before.tip())));
        return this;
    }

    public DecisionYear year() {
        return year;
    }

    public List<DecisionRecord> records() {
        return records;
    }
}
