package se.malbild.cluster;

import java.time.Instant;
import java.util.List;
import se.malbild.cli.demo.Samples;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.InvalidObservationException;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;
import se.malbild.publisher.ObservationJson;

/**
 * The shipped example of Västerås, framework and observations, under the code of any municipality: every test has its
 * own, so that none sees what another has put in.
 *
 * @param organisation municipality code
 */
public record Vasteras(String organisation) {
    private static final String CODE = "1980";

    /** Returns the framework, in its first version. */
    public String framework() {
        return ShippedFrameworks.documents().stream()
                .filter(document -> document.contains("organisation: \"" + CODE + "\""))
                .findFirst()
                .orElseThrow()
                .replace("organisation: \"" + CODE + "\"", "organisation: \"" + organisation + "\"");
    }

    /** Returns the framework in a later version, otherwise the same. */
    public String framework(int version) {
        return framework().replace("\nversion: 1\n", "\nversion: " + version + "\n");
    }

    /** Returns the sample observations. */
    public List<Observation> observations() {
        return Samples.events().stream()
                .filter(event -> event.contains("\"organisation\": \"" + CODE + "\""))
                .map(event -> event.replace("\"" + CODE + "\"", "\"" + organisation + "\""))
                .map(Vasteras::read)
                .toList();
    }

    /** Returns a later correction of the share of pupils with a diploma, which decides the value of the year. */
    public Observation pupilsWithDiploma(int year, int revision, String value) {
        try {
            return new ObservationDraft()
                    .eventId("N17461-" + organisation + "-" + year + "-r" + revision)
                    .organisation(organisation)
                    .indicator("N17461")
                    .department("barn-och-utbildning")
                    .year(year)
                    .value(value)
                    .revision(revision)
                    .observedAt(Instant.parse("2020-03-01T00:00:00Z"))
                    .build();
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Observation read(String event) {
        try {
            return ObservationJson.read(event);
        } catch (InvalidObservationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
