package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.dashboard.then.PictureDifference;
import se.malbild.dashboard.view.AsOf;
import se.malbild.history.ChangeWords;
import se.malbild.history.Part;

/**
 * What is different in a picture between two moments, in words.
 *
 * @param subject the picture at the later moment
 * @param from the earlier moment
 */
public record ChangesPage(Subject subject, AsOf from, PictureDifference difference) {
    /** So many observations are named in a line. */
    private static final int MOST_NAMED = 3;

    /** A part that is different: what it is called, what was and is shown of it, and which observations made it so. */
    public record Line(String name, String before, String now, List<String> because, Optional<String> path) {}

    /** Numbers as the pages of the picture write them. */
    private record Numbers(Subject subject, Map<String, Optional<IndicatorYears>> indicators)
            implements ChangeWords.Numbers {
        @Override
        public String value(String indicator, BigDecimal value) {
            return indicators
                    .computeIfAbsent(indicator, subject::indicator)
                    .map(known -> known.numbers().withUnit(value))
                    .orElseGet(
                            () -> subject.words().number(value, value.scale()).shown());
        }

        @Override
        public String attainment(BigDecimal share) {
            return subject.percent(share).shown();
        }
    }

    public List<Line> lines() {
        ChangeWords words = new ChangeWords(subject.words().language(), new Numbers(subject, new HashMap<>()));
        return difference.lines().stream()
                .map(line -> new Line(
                        words.name(line.part()),
                        words.before(line.part()),
                        words.now(line.part()),
                        because(line, words),
                        path(line.part())))
                .toList();
    }

    private List<String> because(PictureDifference.Line line, ChangeWords words) {
        int more = line.because().size() - MOST_NAMED;
        return Stream.concat(
                        line.because().stream().limit(MOST_NAMED).map(words::because),
                        more <= 0
                                ? Stream.of()
                                : Stream.of(more + subject.words().say(" uppgifter till", " more observations")))
                .toList();
    }

    private Optional<String> path(Part part) {
        Optional<Address> address = switch (part.kind()) {
            case PICTURE, STRATEGIC_AREA -> Optional.empty();
            case GOAL_AREA ->
                subject.goalArea(part.id()).map(area -> subject.address().goalArea(area.id()));
            case INDICATOR -> part.now().map(shown -> subject.address().indicator(part.id()));
        };
        return address.map(of -> of.in(subject.words().language()));
    }

    /** Returns the later moment, where it is not now. */
    public Optional<AsOf> to() {
        return subject.organisation().asOf();
    }
}
