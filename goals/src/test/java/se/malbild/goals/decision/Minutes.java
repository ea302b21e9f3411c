package se.malbild.goals.decision;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Language;

/** The records about one year, and what is written next: decisions that are right unless something is changed about them. */
public final class Minutes {
    public static final DecisionYear YEAR = new DecisionYear("1880", "skola-2017-2019", 2018);
    private static final Author OFFICE = new Author("Anna Ek", Author.Role.STEERING_OFFICE, "t-1");
    private static final Author SCHOOL = new Author("Bo Lind", Author.Role.DEPARTMENT, "t-2");
    private static final Basis BASIS = new Basis(40, 1, "a".repeat(64), 1, "b".repeat(64), 1, List.of(), 0);
    private static final ClosedPicture PICTURE = new ClosedPicture(new byte[] {1}, "c".repeat(64));

    private final List<DecisionRecord> records = new ArrayList<>();

    /** What is said in a decision, to be changed. */
    public static final class Said {
        String id;
        DecisionKind kind;
        String subject = "";
        String department = "";
        String follows;
        Author by;
        String reason = "";
        String level = "";
        String computed = "";
        List<String> indicators = List.of();
        String text = "";
        Basis basis = BASIS;
        Optional<ClosedPicture> picture = Optional.empty();
        String previous;

        Said(String id, DecisionKind kind) {
            this.id = id;
            this.kind = kind;
            by = kind.role() == Author.Role.DEPARTMENT ? SCHOOL : OFFICE;
            switch (kind) {
                case MARKED -> subject = "2018-08-31";
                case READY -> department = "skola";
                case JUDGED -> {
                    subject = "skola-1";
                    level = "uppnatt";
                    computed = "uppnatt";
                }
                case COMMENTED -> {
                    subject = "skola-1";
                    department = "skola";
                    text = "Lärarna blev fler.";
                }
                case CLOSED -> picture = Optional.of(PICTURE);
                case REOPENED -> reason = "Ett fel har hittats.";
            }
        }

        /** Returns it as somebody writes it who has seen {@code seen}. */
        YearDecision on(YearDecisions seen) {
            Slot slot = Slot.of(kind, subject, department);
            return new YearDecision(
                    id,
                    YEAR,
                    slot,
                    kind,
                    follows != null
                            ? follows
                            : seen.inForce(slot).map(YearDecision::decisionId).orElse(""),
                    by,
                    LocalDate.of(2019, 3, 1),
                    "Ks 217/2019",
                    reason,
                    level,
                    computed,
                    indicators,
                    text,
                    Language.SV,
                    List.of(),
                    basis,
                    picture,
                    previous != null ? previous : seen.tip());
        }
    }

    public static Said said(String id, DecisionKind kind) {
        return new Said(id, kind);
    }

    /** Writes {@code said}, seeing all that is there. */
    YearDecision write(Said said) {
        YearDecision decision = said.on(decisions());
        add(decision);
        return decision;
    }

    YearDecision write(String id, DecisionKind kind) {
        return write(said(id, kind));
    }

    void add(YearDecision decision) {
        add(new DecisionRecord.Decided(decision));
    }

    void add(DecisionRecord record) {
        records.add(record);
    }

    List<DecisionRecord> records() {
        return records;
    }

    YearDecisions decisions() {
        return YearDecisions.of(records);
    }
}
