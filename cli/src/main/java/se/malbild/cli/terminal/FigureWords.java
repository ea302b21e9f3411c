package se.malbild.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import se.malbild.dashboard.view.Labels;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.Kind;
import se.malbild.goals.observation.Observation;
import se.malbild.history.ReconciledFigure.Verdict;

/** What figures are called in a comparison of a table with the log: with ids, and with every digit. */
final class FigureWords {
    private FigureWords() {}

    static Text verdict(Verdict verdict) {
        return switch (verdict) {
            case SAME -> new Text("samma", "same");
            case DIFFERENT -> new Text("skiljer sig", "different");
            case NOT_IN_LOG -> new Text("finns inte i loggen", "not in the log");
            case NOT_IN_TABLE -> new Text("finns inte i tabellen", "not in the table");
        };
    }

    /** Returns the series, the department and the period, and of the rest what is not the whole. */
    static String cell(Cell cell, Language language) {
        List<String> parts = new ArrayList<>(
                List.of(cell.indicator(), cell.department(), cell.period().toString()));
        if (cell.gender() != Gender.TOTAL) {
            parts.add(Labels.gender(cell.gender()).in(language));
        }
        if (!cell.district().equals(Cell.WHOLE_MUNICIPALITY)) {
            parts.add(new Text("stadsdel ", "district ").in(language) + cell.district());
        }
        if (cell.kind() != Kind.OUTCOME) {
            parts.add(Labels.kind(cell.kind()).in(language));
        }
        return String.join(", ", parts);
    }

    /** Returns the value or why there is none, and the count where there is one. */
    static String figure(Observation observation, Language language) {
        String count = observation.count().isPresent()
                ? new Text(" (antal ", " (count ").in(language)
                        + observation.count().getAsLong() + ")"
                : "";
        return content(observation.content(), language) + count;
    }

    private static String content(Content content, Language language) {
        if (content instanceof Content.Value value) {
            String plain = value.number().toPlainString();
            return language == Language.SV ? plain.replace('.', ',') : plain;
        }
        return content instanceof Content.Missing missing
                ? Labels.missing(missing.reason()).in(language)
                : new Text("återtagen", "retracted").in(language);
    }
}
