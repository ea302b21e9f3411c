package se.malbild.report.content;

import java.util.ArrayList;
import java.util.List;
import se.malbild.report.document.Block;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;

/** How the picture was computed, from what, and how anybody can tell whether it is still the same. */
record MethodPart(Scope scope) {

    Section section() {
        ReportBasis basis = scope.basis();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(scope.say(
                "Målbilden är en ren funktion av styrmodellen och de uppgifter som har kommit in. Samma styrmodell och samma"
                        + " uppgifter ger alltid samma målbild, i vilken ordning de än har kommit. Rapporten visar bara det"
                        + " som målbilden visar.",
                "The picture is a pure function of the goal framework and the observations that have come in. The same"
                        + " framework and the same observations always give the same picture, in whatever order they came."
                        + " The report shows only what the picture shows.")));
        blocks.add(Block.paragraph(scope.say(
                        "Värden visas inte när en grupp på färre än ",
                        "Values are not shown when a group of fewer than ")
                + scope.framework().smallestGroup()
                + scope.say(
                        " personer kunde pekas ut. Det som inte visas räknas inte heller in i någon måluppfyllelse.",
                        " persons could be pointed out. What is not shown does not count in any attainment, either.")));
        List<String> sources = new Sources(scope).all();
        if (!sources.isEmpty()) {
            blocks.add(Block.paragraph(scope.say("Källor: ", "Sources: ") + scope.listed(sources) + "."));
        }
        List<List<Run>> facts = new ArrayList<>();
        facts.add(fact(
                scope.say("Styrmodell", "Goal framework"),
                scope.framework().id() + ", version " + scope.framework().version()));
        facts.add(fact(
                scope.say("Styrmodellens SHA-256", "SHA-256 of the framework"),
                basis.version().contentHash()));
        basis.asOf()
                .ifPresent(moment -> facts.add(
                        fact(scope.say("Känt till och med", "Known through"), new CoverPart(scope).moment(moment))));
        basis.picture()
                .observedThrough()
                .ifPresent(at -> facts.add(fact(
                        scope.say("Senaste uppgift", "Latest data"),
                        scope.words().day(at))));
        facts.add(fact(
                scope.say("Läge i loggen", "Position in the log"),
                basis.cut().events()
                        + scope.say(" poster i indicator-events, ", " records in indicator-events, ")
                        + basis.cut().frameworks()
                        + scope.say(" i goal-frameworks", " in goal-frameworks")));
        facts.add(fact(scope.say("Målbildens SHA-256", "SHA-256 of the picture"), basis.pictureSha256()));
        blocks.add(new Block.Points(facts));
        blocks.add(Block.small(scope.say(
                "Målbildens SHA-256 är kontrollsumman av det som malbild picture --format json skriver ut. Två rapporter med"
                        + " samma kontrollsumma visar samma målbild.",
                "The SHA-256 of the picture is the checksum of what malbild picture --format json prints. Two reports with the"
                        + " same checksum show the same picture.")));
        return new Section("method", scope.say("Metod och källor", "Method and sources"), false, blocks, List.of());
    }

    private static List<Run> fact(String term, String value) {
        return List.of(new Run.Strong(term + ": "), new Run.Plain(value + "."));
    }
}
