package se.malbild.report.words;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.goals.Percentage;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Scale;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.Reason;
import se.malbild.goals.picture.Standing;
import se.malbild.report.words.Wording.Shown;

/**
 * A picture in words: its levels, counts and percentages.
 *
 * @param framework the version that the picture is drawn by
 */
public record PictureWords(Wording words, Picture picture, GoalFramework framework) {
    private static final BigDecimal MORE_THAN_ANY = BigDecimal.TEN;

    /** A level or status with how many have it. */
    public record Count(Mark mark, int number) {}

    public Mark mark(String level) {
        return Mark.of(picture.scale(), level);
    }

    public List<Mark> marks() {
        return Mark.of(picture.scale());
    }

    /** Returns a share of 1 in percent: whole, or with the decimals without which it would seem to pass a threshold. */
    public Shown percent(BigDecimal share) {
        return words.percent(share, percentDecimals(share));
    }

    public Optional<Shown> percent(Optional<BigDecimal> share) {
        return share.map(this::percent);
    }

    public int percentDecimals(BigDecimal share) {
        return Percentage.decimals(
                share,
                Stream.concat(
                                picture.scale().levels().stream().map(Scale.Level::from),
                                Stream.of(framework.minimumCoverage()))
                        .toList());
    }

    /** Returns why there is no attainment, its numbers as the pages write them. */
    public String why(Reason reason, Optional<BigDecimal> coverage) {
        return coverage.filter(known -> reason.code().equals("coverage-below-minimum"))
                .map(known -> {
                    String covered = percent(known).shown();
                    String least = words.percent(framework.minimumCoverage()).shown();
                    return words.say(
                            "Täckningen är " + covered + " och minst " + least + " krävs.",
                            "The coverage is " + covered + " and at least " + least + " is required.");
                })
                .orElseGet(() -> words.say(reason.message()));
    }

    /** Returns the counts of {@code levels} that are not 0, and that of the best level always. */
    public List<Count> counts(Map<String, Integer> levels) {
        List<Count> counts = new ArrayList<>();
        marks().forEach(mark -> {
            int number = levels.getOrDefault(mark.id(), 0);
            if (number > 0 || counts.isEmpty()) {
                counts.add(new Count(mark, number));
            }
        });
        return counts;
    }

    /** Returns the counts of goal areas in one sentence, such as "9 av 15 målområden: Fortsätt så. 6: Mer behövs." */
    public String goalAreaCounts(Standing standing, int total) {
        return counts(standing.levels(), total, words.say("målområden", "goal areas"));
    }

    /** Returns the counts of the goal area's indicators in one sentence. */
    public String indicatorCounts(GoalAreaPicture area) {
        return counts(area.standing().levels(), area.indicators().size(), words.say("nyckeltal", "indicators"));
    }

    private String counts(Map<String, Integer> levels, int total, String parts) {
        List<Count> counts = counts(levels);
        StringBuilder sentence = new StringBuilder();
        for (Count count : counts) {
            boolean isFirst = sentence.isEmpty();
            sentence.append(isFirst ? "" : ". ").append(count.number());
            if (isFirst) {
                sentence.append(words.say(" av ", " of "))
                        .append(total)
                        .append(' ')
                        .append(parts);
            }
            sentence.append(": ").append(words.say(count.mark().label()));
        }
        return sentence.append('.').toString();
    }

    public List<GoalAreaPicture> goalAreas() {
        return picture.strategicAreas().stream()
                .flatMap(area -> area.goalAreas().stream())
                .toList();
    }

    /** Returns the goal areas that are not at the best level, the lowest first and last those that cannot be assessed. */
    public List<GoalAreaPicture> needingAttention() {
        String best = picture.scale().levels().get(0).id();
        return goalAreas().stream()
                .filter(area -> !List.of(best, IndicatorAssessment.NOT_DUE)
                        .contains(area.standing().level()))
                .sorted(Comparator.comparing(
                        (GoalAreaPicture area) -> area.standing().attainment().orElse(MORE_THAN_ANY)))
                .toList();
    }

    /** Returns the short name of a goal area: the first sentence of what it states. */
    public String shortName(GoalAreaPicture area) {
        return Wording.firstSentence(words.say(area.statement()));
    }
}
