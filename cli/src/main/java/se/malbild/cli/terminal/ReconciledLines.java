package se.malbild.cli.terminal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import se.malbild.goals.Language;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Observation;
import se.malbild.history.Arrival;
import se.malbild.history.ReconciledFigure;

/** Prints every figure of a comparison on a line, and under one that is not the same what made the difference. */
public final class ReconciledLines {
    /** Of one figure; of a client that tries again and again there may be any number. */
    private static final int MOST_REJECTED = 3;

    private final Language language;

    public ReconciledLines(Language language) {
        this.language = language;
    }

    /** Returns the lines of {@code reconciled}. */
    public String of(Reconciled reconciled) {
        ReconciledFigure figure = reconciled.figure();
        StringBuilder lines = new StringBuilder(figure.row()
                        .map(row -> say("Rad ", "Row ") + row.number())
                        .orElse(say("Ingen rad", "No row")))
                .append(": ")
                .append(FigureWords.cell(figure.cell(), language))
                .append(": ")
                .append(FigureWords.verdict(figure.verdict()).in(language))
                .append(". ")
                .append(figures(figure))
                .append('\n');
        switch (figure.verdict()) {
            case SAME -> {}
            case DIFFERENT -> {
                standing(lines, figure.standing().orElseThrow());
                theirs(lines, figure);
            }
            case NOT_IN_LOG -> sameId(lines, figure);
            case NOT_IN_TABLE -> standing(lines, figure.standing().orElseThrow());
        }
        rejected(lines, reconciled.rejected());
        return lines.toString();
    }

    private String figures(ReconciledFigure figure) {
        Optional<String> theirs =
                figure.row().map(row -> say("I tabellen ", "In the table ") + figure(row.said()) + ".");
        Optional<String> ours =
                figure.standing().map(event -> say("I loggen ", "In the log ") + figure(event.observation()) + ".");
        return List.of(theirs, ours).stream().flatMap(Optional::stream).collect(Collectors.joining(" "));
    }

    private void standing(StringBuilder lines, Arrival event) {
        Observation said = event.observation();
        line(
                lines,
                say("Gäller: ", "Counts: ") + came(event)
                        + say("; revision ", "; revision ") + said.revision()
                        + say(", tidpunkt ", ", observed at ") + SwedishTime.second(said.observedAt())
                        + told(say(", källa ", ", source "), said.source())
                        + told(say(", kommentar ", ", comment "), said.comment())
                        + ".");
    }

    private void theirs(StringBuilder lines, ReconciledFigure figure) {
        if (figure.theirs().isEmpty()) {
            line(lines, say("Er siffra finns inte i loggen.", "Your figure is not in the log."));
            sameId(lines, figure);
            return;
        }
        String fate = figure.replacedBy()
                .map(by -> say(" och ersattes ", " and was replaced ")
                        + SwedishTime.second(by.at())
                        + say(" av ", " by ")
                        + event(by))
                .orElse(say(
                        ", men har aldrig gällt: det fanns redan en uppgift med högre revision eller senare"
                                + " tidpunkt",
                        ", but has never counted: there already was a statement with a higher revision or a"
                                + " later time"));
        line(lines, say("Er siffra: ", "Your figure: ") + came(figure.theirs().get()) + fate + ".");
    }

    private void sameId(StringBuilder lines, ReconciledFigure figure) {
        figure.sameId()
                .ifPresent(event -> line(
                        lines,
                        say(
                                        "Händelsen med er rads id säger något annat: ",
                                        "The event with your row's id says something else: ")
                                + came(event) + ", "
                                + FigureWords.cell(event.observation().cell(), language)
                                + ": " + figure(event.observation()) + "."));
    }

    private void rejected(StringBuilder lines, List<RejectedClaim> rejected) {
        rejected.stream().limit(MOST_REJECTED).forEach(claim -> {
            String which = claim.hasSameId()
                    ? say("Händelsen med er rads id avvisades: ", "The event with your row's id was rejected: ")
                    : say(
                            "Kan vara en avvisad händelse om samma nyckeltal, nämnd och år: ",
                            "May be a rejected event about the same indicator, department and year: ");
            line(
                    lines,
                    which + claim.key() + say(", kom in ", ", came in ") + SwedishTime.second(claim.at()) + ": "
                            + claim.faults().stream()
                                    .map(fault -> told("", fault.field())
                                            + (fault.field().isEmpty() ? "" : ": ")
                                            + fault.message().in(language))
                                    .collect(Collectors.joining(" ")));
        });
        if (rejected.size() > MOST_REJECTED) {
            line(
                    lines,
                    say("… och ", "… and ")
                            + (rejected.size() - MOST_REJECTED)
                            + say(
                                    " avvisade till (”malbild rejected list”).",
                                    " more rejected (“malbild rejected list”)."));
        }
    }

    private String came(Arrival event) {
        return event(event)
                + say(" kom in ", " came in ")
                + SwedishTime.second(event.at())
                + event.sender()
                        .map(sender -> say(" från ", " from ") + sender.name())
                        .orElse(say(" från okänd avsändare", " from an unknown sender"));
    }

    private String event(Arrival event) {
        return say("händelsen ", "event ") + event.observation().eventId();
    }

    private String figure(Observation observation) {
        return FigureWords.figure(observation, language);
    }

    private static String told(String before, String text) {
        return text.isEmpty() ? "" : before + text.replaceAll("\\s+", " ");
    }

    private static void line(StringBuilder lines, String text) {
        lines.append("   ").append(text).append('\n');
    }

    private String say(String sv, String en) {
        return new Text(sv, en).in(language);
    }
}
