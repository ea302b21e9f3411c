package se.malbild.report.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import se.malbild.goals.assessment.Assessment;
import se.malbild.goals.framework.GoalArea;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Known;
import se.malbild.report.document.Block;
import se.malbild.report.document.Block.Column;
import se.malbild.report.document.Run;
import se.malbild.report.document.Section;
import se.malbild.report.words.PictureWords;

/** What was decided at first against what is reported: the same observations judged by the first version of the framework. */
record AdoptedPart(Scope scope) {
    /** A goal area with everything that it is judged by. */
    private record Goal(GoalArea area, List<Indicator> indicators) {}

    Section section() {
        List<Known.Applied> applied = scope.basis().applied();
        Known.Applied first = applied.get(0);
        List<Block> blocks = new ArrayList<>();
        boolean isFirst = first.version().equals(scope.basis().version());
        GoalFramework adopted = first.version().framework();
        if (isFirst) {
            blocks.add(Block.paragraph(scope.say(
                    "Målen är desamma som när styrmodellen först tillämpades.",
                    "The goals are those that the framework had when it was first applied.")));
        } else if (adopted.withdrawn() || adopted.years().noneMatch(year -> year == scope.year())) {
            blocks.add(Block.paragraph(scope.say(
                    "Den styrmodell som först tillämpades gäller inte året.",
                    "The framework that was first applied does not cover the year.")));
        } else if (!scope.basis().isKept()) {
            compare(adopted, blocks);
        }
        blocks.add(versions(applied));
        return new Section(
                "adopted", scope.say("Beslutat mot redovisat", "Decided against reported"), false, blocks, List.of());
    }

    private void compare(GoalFramework adopted, List<Block> blocks) {
        Picture asAdopted = new Assessment(
                        adopted, scope.basis().known().smallGroups().orElseThrow())
                .picture(scope.year(), scope.basis().known().observed());
        PictureWords words = new PictureWords(scope.words(), asAdopted, adopted);
        blocks.add(new Block.Paragraph(
                Block.Style.LEAD,
                Run.of(scope.say("Med fullmäktiges ursprungliga mål: ", "With the council's original goals: ")
                        + words.goalAreaCounts(
                                asAdopted.standing(), words.goalAreas().size()))));
        blocks.add(Block.paragraph(scope.say("Som det redovisas: ", "As it is reported: ")
                + scope.pictureWords()
                        .goalAreaCounts(
                                scope.picture().standing(), scope.goalAreas().size())));
        blocks.add(
                Block.small(
                        scope.say(
                                "De ursprungliga målen är de som styrmodellen hade när den först tillämpades. Utfallen är desamma.",
                                "The original goals are those that the framework had when it was first applied. The outcomes are the same.")));
        Map<String, GoalAreaPicture> before = byId(words.goalAreas());
        Map<String, GoalAreaPicture> now = byId(scope.goalAreas());
        Set<String> ids = new LinkedHashSet<>(now.keySet());
        ids.addAll(before.keySet());
        blocks.add(new Block.Table(
                scope.say("Målområdena, först och nu", "The goal areas, at first and now"),
                List.of(
                        new Column(scope.say("Målområde", "Goal area"), false, 32),
                        new Column(scope.say("Vad som har hänt", "What has happened"), false, 24),
                        new Column(scope.say("Med de ursprungliga målen", "With the original goals"), false, 22),
                        new Column(scope.say("Redovisat", "Reported"), false, 22)),
                ids.stream()
                        .map(id ->
                                row(id, words, Optional.ofNullable(before.get(id)), Optional.ofNullable(now.get(id))))
                        .toList()));
    }

    private static Map<String, GoalAreaPicture> byId(List<GoalAreaPicture> areas) {
        return areas.stream()
                .collect(Collectors.toMap(GoalAreaPicture::id, area -> area, (one, other) -> one, LinkedHashMap::new));
    }

    private List<List<Run>> row(
            String id, PictureWords words, Optional<GoalAreaPicture> before, Optional<GoalAreaPicture> now) {
        return List.of(
                Run.of(scope.name(now.or(() -> before).orElseThrow())),
                Run.of(happened(id)),
                before.map(area -> level(words, area)).orElse(Run.of(Scope.NOTHING)),
                now.map(area -> level(scope.pictureWords(), area)).orElse(Run.of(Scope.NOTHING)));
    }

    private static List<Run> level(PictureWords words, GoalAreaPicture area) {
        List<Run> cell = new ArrayList<>();
        cell.add(new Run.Level(
                words.mark(area.standing().level()),
                words.words().say(words.mark(area.standing().level()).label())));
        area.standing()
                .attainment()
                .ifPresent(share ->
                        cell.add(new Run.Plain(" (" + words.percent(share).shown() + ")")));
        return cell;
    }

    /** Returns what was done to the goal area since the first version, and by which decisions. */
    private String happened(String id) {
        List<Known.Applied> applied = scope.basis().applied();
        Optional<Goal> first = goal(applied.get(0).version().framework(), id);
        Optional<Goal> now = goal(scope.framework(), id);
        if (first.equals(now)) {
            return scope.say("Oförändrat", "Kept");
        }
        String what;
        if (first.isEmpty()) {
            what = scope.say("Tillagt", "Added");
        } else if (now.isEmpty()) {
            what = scope.say("Borttaget", "Dropped");
        } else {
            what = changed(first.get(), now.get());
        }
        List<String> references = new ArrayList<>();
        Optional<Goal> earlier = first;
        for (Known.Applied version : applied) {
            Optional<Goal> goal = goal(version.version().framework(), id);
            if (!goal.equals(earlier)) {
                references.add(version.justification()
                        .reference()
                        .orElse("version " + version.version().framework().version()));
            }
            earlier = goal;
        }
        return what + " (" + String.join("; ", references) + ")";
    }

    private String changed(Goal first, Goal now) {
        boolean isReworded = !first.area().statement().equals(now.area().statement());
        boolean isMeasuredOtherwise =
                !first.area().indicators().equals(now.area().indicators())
                        || !first.indicators().equals(now.indicators());
        if (isReworded && isMeasuredOtherwise) {
            return scope.say("Omformulerat, och mätt på annat sätt", "Reworded, and measured in another way");
        }
        if (isReworded) {
            return scope.say("Omformulerat", "Reworded");
        }
        return isMeasuredOtherwise
                ? scope.say("Andra målvärden eller nyckeltal", "Other targets or indicators")
                : scope.say("Ändrat i övrigt", "Changed otherwise");
    }

    private static Optional<Goal> goal(GoalFramework framework, String id) {
        return framework.goalAreas().stream()
                .filter(area -> area.id().equals(id))
                .findFirst()
                .map(area -> new Goal(
                        area,
                        area.indicators().stream()
                                .map(part -> framework.indicatorsById().get(part.indicator()))
                                .toList()));
    }

    private Block versions(List<Known.Applied> applied) {
        return new Block.Table(
                scope.say("Styrmodellens versioner", "The versions of the framework"),
                List.of(
                        new Column(scope.say("Version", "Version"), false, 12),
                        new Column(scope.say("Tillämpad", "Applied"), false, 22),
                        new Column(scope.say("Varför", "Why"), false, 40),
                        new Column(scope.say("Beslut", "Decision"), false, 26)),
                applied.stream()
                        .map(version -> List.of(
                                Run.of(Integer.toString(
                                        version.version().framework().version())),
                                Run.of(scope.words().day(version.at())),
                                Run.of(version.justification().reason()),
                                Run.of(version.justification().reference().orElse(Scope.NOTHING))))
                        .toList());
    }
}
