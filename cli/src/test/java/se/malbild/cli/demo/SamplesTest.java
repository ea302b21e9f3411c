package se.malbild.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.framework.Indicator;
import se.malbild.goals.framework.ShippedFrameworks;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.goals.picture.PictureJson;
import se.malbild.publisher.ObservationJson;

/** The second period of the demo's example of Västerås. */
class SamplesTest {
    @Test
    void its_events_are_about_its_framework_and_both_say_that_they_are_made_up() throws Exception {
        GoalFramework next = FrameworkVersion.read(Samples.nextFramework()).framework();
        Map<String, Indicator> bySeries =
                next.indicators().stream().collect(Collectors.toMap(Indicator::series, Function.identity()));

        assertThat(next.title().sv()).startsWith("Påhittat exempel");
        assertThat(next.notice().orElseThrow().sv()).startsWith("Påhittat exempel");
        for (Observation event : read(Samples.nextEvents())) {
            Cell cell = event.cell();
            assertThat(cell.organisation()).isEqualTo(next.organisation());
            assertThat(cell.year()).isBetween(next.from(), next.to());
            assertThat(bySeries.get(cell.indicator()).departments()).contains(cell.department());
            assertThat(event.source())
                    .isEqualTo(cell.indicator().startsWith("ex-") ? "Påhittat exempelvärde" : "Källa: Kolada");
        }
    }

    @Test
    void it_changes_no_byte_of_the_period_before() throws Exception {
        List<FrameworkVersion> frameworks = new ArrayList<>();
        for (String document : ShippedFrameworks.documents()) {
            frameworks.add(FrameworkVersion.read(document));
        }
        List<Observation> events = new ArrayList<>(read(Samples.events()));
        SortedMap<Pictures.Key, Picture> before = Pictures.of(frameworks, events);
        frameworks.add(FrameworkVersion.read(Samples.nextFramework()));
        events.addAll(read(Samples.nextEvents()));

        SortedMap<Pictures.Key, Picture> now = Pictures.of(frameworks, events);

        assertThat(now).hasSize(before.size() + 4);
        before.forEach((key, picture) -> assertThat(PictureJson.indented(now.get(key)))
                .as(key.toString())
                .isEqualTo(PictureJson.indented(picture)));
    }

    private static List<Observation> read(List<String> events) throws Exception {
        List<Observation> observations = new ArrayList<>();
        for (String event : events) {
            observations.add(ObservationJson.read(event));
        }
        return observations;
    }
}
