package se.malbild.report.content;

import java.math.BigDecimal;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Period;
import se.malbild.history.ChangeWords;
import se.malbild.history.Part;
import se.malbild.report.words.Wording;

/** Numbers as the report writes them, and names for ids. */
record ReportTerms(Scope scope) implements ChangeWords.Terms {

    @Override
    public String value(String indicator, BigDecimal value) {
        return scope.indicator(indicator)
                .map(known -> scope.numbers(known).withUnit(value))
                .orElseGet(() -> scope.words().number(value, value.scale()).shown());
    }

    @Override
    public String attainment(BigDecimal share) {
        return scope.percent(share);
    }

    @Override
    public String department(String id) {
        return scope.department(id);
    }

    @Override
    public String series(String id) {
        return scope.framework().indicators().stream()
                .filter(indicator -> indicator.series().equals(id))
                .map(Indicator::title)
                .map(scope::say)
                .findFirst()
                .orElse(id);
    }

    /** A goal area is called by the first sentence of its statement, without its full stop. */
    @Override
    public String part(Part part) {
        String name = scope.say(part.name());
        return part.kind() == Part.Kind.GOAL_AREA ? Wording.firstSentence(name).replaceFirst("\\.$", "") : name;
    }

    @Override
    public String period(Period period) {
        return scope.words().period(period);
    }
}
