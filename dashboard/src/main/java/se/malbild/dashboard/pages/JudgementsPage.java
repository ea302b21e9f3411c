package se.malbild.dashboard.pages;

import java.util.ArrayList;
import java.util.List;
import se.malbild.dashboard.view.Decided;
import se.malbild.goals.decision.JudgementLedger;
import se.malbild.report.words.Mark;

/**
 * What the board has judged over the years, beside what the calculation gave.
 *
 * @param subject of any year of the framework
 */
public record JudgementsPage(Subject subject) {
    /** How many goal areas have a level by the board's judgement and by the calculation. */
    public record Count(Mark level, int judged, int computed) {}

    /**
     * A year in which something has been judged.
     *
     * @param departures the judgements that are others than the calculation
     */
    public record Year(Subject of, List<Count> counts, List<DecisionLines.Judgement> departures) {
        /** Returns how many goal areas have been judged. */
        public int judged() {
            return counts.stream().mapToInt(Count::judged).sum();
        }
    }

    /** Returns the years in which something has been judged. */
    public List<Year> years() {
        List<Year> years = new ArrayList<>();
        subject.years().forEach(year -> {
            Subject of = subject.in(year);
            Decided decided = of.view().decided(year);
            JudgementLedger ledger = JudgementLedger.of(of.framework(), year, decided.decisions());
            DecisionLines lines = of.decisionLines();
            if (!lines.judgements().isEmpty()) {
                years.add(new Year(
                        of,
                        of.marks().stream()
                                .map(mark -> new Count(
                                        mark,
                                        ledger.judged().getOrDefault(mark.id(), 0),
                                        ledger.computed().getOrDefault(mark.id(), 0)))
                                .filter(count -> count.judged() + count.computed() > 0)
                                .toList(),
                        ledger.departures().stream().map(lines::judgement).toList()));
            }
        });
        return years;
    }
}
