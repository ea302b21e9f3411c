package se.malbild.bench;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;

/** Corrections of observations, over and over, each of which changes what is shown. Not for use by several threads. */
final class Corrections {
    private static final BigDecimal LITTLE = new BigDecimal("0.001");

    /** Values of a cell before the first one comes again. */
    private static final int DIFFERENT = 100;

    private final List<Observation> observations;
    private int made;

    /** @param observations to correct, of one cell each; those without a value are left as they are */
    Corrections(List<Observation> observations) {
        this.observations = observations.stream()
                .filter(observation -> observation.content() instanceof Content.Value)
                .toList();
    }

    /** Returns how many there are before the first one is corrected again. */
    int cells() {
        return observations.size();
    }

    /** Returns how many have been made. */
    int made() {
        return made;
    }

    /** Returns the cell of the correction that is made after {@code before} others. */
    Cell cell(int before) {
        return observations.get(before % observations.size()).cell();
    }

    /** Returns the next one: of another cell than the one before, with another value and a greater revision. */
    Observation next() {
        Observation of = observations.get(made % observations.size());
        int revision = 1 + made / observations.size();
        made++;
        BigDecimal was = ((Content.Value) of.content()).number();
        BigDecimal change = LITTLE.multiply(BigDecimal.valueOf(1 + revision % DIFFERENT));
        // Towards zero, so that a share stays within 0 and 100.
        BigDecimal now = was.compareTo(BigDecimal.ONE) > 0 ? was.subtract(change) : was.add(change);
        return new Observation(
                "bench-" + made,
                of.cell(),
                new Content.Value(now.stripTrailingZeros()),
                of.count(),
                of.revision() + revision,
                Instant.parse("2020-06-01T00:00:00Z"),
                of.source(),
                "Påhittat värde");
    }
}
