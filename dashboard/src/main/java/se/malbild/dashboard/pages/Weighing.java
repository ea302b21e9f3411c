package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.Optional;
import se.malbild.dashboard.explain.Explanation.Level;
import se.malbild.dashboard.explain.Explanation.Mean;
import se.malbild.dashboard.explain.Explanation.OfMean;
import se.malbild.dashboard.explain.Explanation.Part;
import se.malbild.goals.Fraction;

/** How parts are weighed together to a level, as a table that can be computed again by hand. */
public record Weighing(Subject subject, OfMean of) {

    /** Returns what one part is called. */
    public String partWord() {
        return of.level() == Level.GOAL_AREA
                ? subject.words().say("Nyckeltal", "Indicator")
                : subject.words().say("Målområde", "Goal area");
    }

    public String partsTitle() {
        return (of.level() == Level.GOAL_AREA
                        ? subject.words().say("Nyckeltalen ", "The indicators ")
                        : subject.words().say("Målområdena ", "The goal areas "))
                + subject.year();
    }

    public String name(Part part) {
        String name = subject.words().say(part.name());
        return of.level() == Level.GOAL_AREA ? name : PageLanguage.firstSentence(name);
    }

    /** Returns where the part itself is explained. */
    public String path(Part part) {
        Address picture = subject.address();
        Address of = this.of.level() == Level.GOAL_AREA ? picture.indicator(part.id()) : picture.goalArea(part.id());
        return of.explanation().in(subject.words().language());
    }

    public Optional<BigDecimal> attainment(Part part) {
        return part.attainment().map(Fraction::rounded);
    }

    public Optional<BigDecimal> coverage(Part part) {
        return part.coverage().map(Fraction::rounded);
    }

    public Optional<BigDecimal> product(Part part) {
        return part.attainment()
                .map(share -> share.times(Fraction.of(part.weight())).rounded());
    }

    /** Returns the mean that gives the attainment; empty when it is not shown, or nothing is assessed. */
    public Optional<Mean> attainment() {
        return of.attainment().filter(mean -> of.standing().attainment().isPresent());
    }
}
