package se.malbild.dashboard.pages;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.observation.Period;
import se.malbild.history.ChangeWords;
import se.malbild.history.Part;
import se.malbild.history.Part.Kind;

/** Numbers as the pages of a picture write them, and names for ids. */
record PictureTerms(Subject subject, Map<String, Optional<IndicatorYears>> indicators) implements ChangeWords.Terms {

    PictureTerms(Subject subject) {
        this(subject, new HashMap<>());
    }

    ChangeWords words() {
        return new ChangeWords(subject.words().language(), this);
    }

    @Override
    public String value(String indicator, BigDecimal value) {
        return indicators
                .computeIfAbsent(indicator, subject::indicator)
                .map(known -> known.numbers().withUnit(value))
                .orElseGet(() -> subject.words().number(value, value.scale()).shown());
    }

    @Override
    public String attainment(BigDecimal share) {
        return subject.percent(share).shown();
    }

    @Override
    public String department(String id) {
        return subject.department(id);
    }

    @Override
    public String series(String id) {
        return subject.framework().indicators().stream()
                .filter(indicator -> indicator.series().equals(id))
                .map(Indicator::title)
                .map(subject.words()::say)
                .findFirst()
                .orElse(id);
    }

    /** A goal area is called by the first sentence of its statement, without its full stop: the sentence goes on. */
    @Override
    public String part(Part part) {
        String name = subject.words().say(part.name());
        return part.kind() == Kind.GOAL_AREA ? PageLanguage.firstSentence(name).replaceFirst("\\.$", "") : name;
    }

    @Override
    public String period(Period period) {
        return subject.words().period(period);
    }
}
