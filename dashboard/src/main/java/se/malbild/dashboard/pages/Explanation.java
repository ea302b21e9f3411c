package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import se.malbild.goals.Fraction;
import se.malbild.goals.picture.GoalAreaPicture;
import se.malbild.goals.picture.Reason;

/**
 * How parts are weighed together to a mean, so that it can be done again by hand.
 *
 * @param partWord what one part is called
 * @param parts in the order of the framework
 */
public record Explanation(String partsTitle, String partWord, List<Part> parts) {

    /**
     * One part of the mean.
     *
     * @param address where the part itself is explained
     */
    public record Part(
            String title,
            BigDecimal weight,
            Optional<BigDecimal> attainment,
            Mark mark,
            Optional<String> reason,
            Address address) {

        public Optional<BigDecimal> product() {
            return attainment.map(
                    share -> Fraction.of(weight).times(Fraction.of(share)).rounded());
        }
    }

    public Explanation {
        parts = List.copyOf(parts);
    }

    /** Returns how a picture comes from its goal areas. */
    static Explanation of(Subject subject) {
        Words words = subject.words();
        return new Explanation(
                words.say("Målområdena ", "The goal areas ") + subject.year(),
                words.say("Målområde", "Goal area"),
                subject.goalAreas().stream()
                        .map(area -> new Part(
                                subject.shortName(area),
                                subject.definitionOf(area).weight(),
                                area.standing().attainment(),
                                subject.mark(area.standing().level()),
                                area.standing().reason().map(Reason::message).map(words::say),
                                subject.address().goalArea(area.id()).explanation()))
                        .toList());
    }

    /** Returns how a goal area comes from its indicators. */
    static Explanation of(Subject subject, GoalAreaPicture goalArea) {
        Words words = subject.words();
        return new Explanation(
                words.say("Nyckeltalen ", "The indicators ") + subject.year(),
                words.say("Nyckeltal", "Indicator"),
                goalArea.indicators().stream()
                        .map(part -> new Part(
                                words.say(part.indicator().title()),
                                part.weight(),
                                part.indicator().attainment(),
                                subject.mark(part.indicator().level()),
                                part.indicator().reason().map(Reason::message).map(words::say),
                                subject.address()
                                        .indicator(part.indicator().id())
                                        .explanation()))
                        .toList());
    }

    /** Returns the weight of the parts that can be assessed. */
    public BigDecimal weight() {
        return exactWeight().rounded();
    }

    public BigDecimal sum() {
        return exactSum().rounded();
    }

    /** Returns the mean; empty when no part can be assessed. */
    public Optional<BigDecimal> mean() {
        return exactWeight().signum() == 0
                ? Optional.empty()
                : Optional.of(exactSum().dividedBy(exactWeight()).rounded());
    }

    private Fraction exactWeight() {
        return assessed().stream().map(part -> Fraction.of(part.weight())).reduce(Fraction.ZERO, Fraction::plus);
    }

    private Fraction exactSum() {
        return assessed().stream()
                .map(part -> Fraction.of(part.weight())
                        .times(Fraction.of(part.attainment().orElseThrow())))
                .reduce(Fraction.ZERO, Fraction::plus);
    }

    private List<Part> assessed() {
        return parts.stream().filter(part -> part.attainment().isPresent()).toList();
    }
}
