package se.malbild.goals.assessment;

import java.util.Optional;
import java.util.OptionalLong;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Observation;

/** What is said of a small group before its observation is sent, because what is hidden once stays hidden. */
final class SmallGroupWarning {
    private SmallGroupWarning() {}

    /** Returns what is said of {@code observation}, if it is of a small group by {@code rules}. */
    static Optional<Fault> of(Observation observation, SmallGroupRules rules) {
        if (!rules.isSmall(observation)) {
            return Optional.empty();
        }
        OptionalLong count = observation.count();
        return Optional.of(count.isPresent() ? small(count.getAsLong(), rules.greatest()) : unknown(rules.greatest()));
    }

    private static Fault small(long count, int smallestGroup) {
        return fault(
                "Antalet är " + count,
                "Den som skriver " + count + " i stället för " + count
                        + "00 döljer dem alltså för alltid. Kontrollera antalet innan det skickas.",
                "The count is " + count,
                "So a " + count + " typed for " + count + "00 hides them for ever. Check the count before it is sent.",
                smallestGroup);
    }

    private static Fault unknown(int smallestGroup) {
        return fault(
                "Nyckeltalet gäller personer och antalet saknas",
                "Ange antalet innan värdet skickas.",
                "The indicator is about persons and the count is missing",
                "Give the count before the value is sent.",
                smallestGroup);
    }

    private static Fault fault(String whySv, String adviceSv, String whyEn, String adviceEn, int smallestGroup) {
        return new Fault(
                "small-group",
                "count",
                new Text(
                        whySv + "; ett värde visas om antalet är minst " + smallestGroup
                                + ". Värdet döljs, och likaså de andra värden för nyckeltalet samma år som det kan"
                                + " räknas ut ur. Det gäller för gott, även om antalet rättas. " + adviceSv,
                        whyEn + "; a value is shown if its count is at least " + smallestGroup
                                + ". The value is hidden, and so are the other values of the indicator for that year"
                                + " from which it could be worked out. That is for good, even if the count is"
                                + " corrected. " + adviceEn));
    }
}
