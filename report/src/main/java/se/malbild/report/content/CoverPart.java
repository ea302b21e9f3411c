package se.malbild.report.content;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import se.malbild.goals.SwedishTime;
import se.malbild.report.document.Block;
import se.malbild.report.document.Run;

/** The first page. */
record CoverPart(Scope scope) {

    /** Returns what the report is called. */
    String title() {
        return scope.say("Måluppfyllelse ", "Goal attainment ") + scope.year();
    }

    /** Returns which report it is. */
    String kind() {
        return scope.isInterim()
                ? scope.say("Målavsnitt till delårsrapporten", "Goal section of the interim report")
                : scope.say("Målavsnitt till årsredovisningen", "Goal section of the annual report");
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(Block.Style.LEAD, Run.of(scope.municipality())));
        blocks.add(new Block.Paragraph(
                Block.Style.LEAD,
                Run.of(kind()
                        + scope.basis()
                                .asOf()
                                .map(moment -> scope.say(", som det var känt den ", ", as known on ") + moment(moment))
                                .orElse(""))));
        new DecisionsPart(scope)
                .notice()
                .or(() -> scope.picture().notice().map(notice -> List.of(new Run.Strong(scope.say(notice)))))
                .ifPresent(notice -> blocks.add(new Block.Paragraph(Block.Style.NOTICE, notice)));
        new ClosingWords(scope).notice().ifPresent(blocks::add);
        if (scope.basis().isPreliminary()) {
            blocks.add(notice(
                    "Preliminärt: mer från den tiden kan ännu komma in i loggen.",
                    "Preliminary: more from that time may still come into the log."));
        }
        if (scope.basis().isUncertain()) {
            blocks.add(notice(
                    "Loggens tider går bakåt kring den tidpunkten, så det är inte säkert vad som var känt då.",
                    "The times of the log run back around that time, so what was known then is not certain."));
        }
        blocks.add(Block.paragraph(scope.say(scope.picture().title()) + ", version "
                + scope.picture().frameworkVersion() + "."));
        scope.picture()
                .observedThrough()
                .ifPresent(at -> blocks.add(Block.paragraph(scope.say("Senaste uppgift: ", "Latest data: ")
                        + scope.words().day(at) + ".")));
        new ClosingWords(scope).closed().ifPresent(blocks::add);
        return blocks;
    }

    private Block notice(String sv, String en) {
        return new Block.Paragraph(Block.Style.NOTICE, Run.of(scope.say(sv, en)));
    }

    /** Returns a day where the moment is its end, and otherwise the moment to the second. */
    String moment(Instant moment) {
        return SwedishTime.end(SwedishTime.day(moment)).equals(moment)
                ? scope.words().day(moment)
                : SwedishTime.second(moment);
    }
}
