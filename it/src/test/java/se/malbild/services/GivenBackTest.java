package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.files.Defaults;
import se.malbild.files.FileRow;
import se.malbild.files.ObservationFile;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.observation.Gender;
import se.malbild.goals.observation.MissingReason;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.observation.ObservationDraft;

/** The table of observations that the dashboard gives is a file that can be published, and says the same. */
class GivenBackTest {
    private static final String FRAMEWORK = "vasteras-exempel-2017-2019";
    private static final String INDICATOR = "N17461";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"sv", "en"})
    void every_table_of_the_samples(String language) throws Exception {
        SampleView view = new SampleView(SampleEvents.framework(FRAMEWORK), SampleEvents.of("1980"));
        FrameworkView framework = view.now().organisation("1980").orElseThrow().latest();

        assertThat(framework.indicators()).hasSizeGreaterThan(5);
        try (SampleServer server = new SampleServer(view)) {
            for (String indicator : framework.indicators().keySet()) {
                assertThat(givenBack(server, indicator, language))
                        .as(indicator)
                        .containsExactlyElementsOf(observations(framework, indicator));
            }
            assertThat(framework.indicators().keySet())
                    .filteredOn(indicator -> !observations(framework, indicator).isEmpty())
                    .hasSizeGreaterThan(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sv", "en"})
    void whatever_an_observation_may_say(String language) throws Exception {
        List<Observation> observations = everything();
        SampleView view = new SampleView(SampleEvents.framework(FRAMEWORK), observations);

        try (SampleServer server = new SampleServer(view)) {
            assertThat(givenBack(server, INDICATOR, language)).containsExactlyInAnyOrderElementsOf(observations);
        }
    }

    private static List<Observation> everything() throws Exception {
        List<Observation> observations = new ArrayList<>(List.of(
                draft("number").value("-1483333.3333333333").build(),
                draft("women").gender(Gender.WOMEN).value("0.00003847").build(),
                draft("men").gender(Gender.MEN).value("100").build(),
                draft("district").district("=söder; \"Östra\"").value("1").build(),
                draft("tertial").period("2018-T2").value("1").build(),
                draft("quarter").period("2018-Q3").value("1").build(),
                draft("retracted").period("2018-12").retracted(true).revision(3).build(),
                draft("@formula, text")
                        .department("-annan")
                        .value("1")
                        .source("=HYPERLINK(\"http://example.org\";\"x\")")
                        .comment("'=1+1\n-1, \"rättat\"; se rad 2\n+1")
                        .build()));
        for (MissingReason reason : MissingReason.values()) {
            observations.add(draft(reason.name())
                    .department(reason.name())
                    .missing(reason)
                    .build());
        }
        return observations;
    }

    private static ObservationDraft draft(String eventId) {
        return new ObservationDraft()
                .eventId(eventId)
                .organisation("1980")
                .indicator(INDICATOR)
                .department("barn-och-utbildning")
                .year(2018)
                .observedAt(Instant.parse("2019-03-01T11:00:00.123456Z"));
    }

    /** Returns the observations of the years that have no counts; others are not given out one by one. */
    private static List<Observation> observations(FrameworkView framework, String indicator) {
        return framework.history(indicator).values().stream()
                .filter(published -> !published.value().isCounted())
                .flatMap(published -> published.value().observations().stream())
                .toList();
    }

    private List<Observation> givenBack(SampleServer server, String indicator, String language) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url(
                        "/v1/organisations/1980/indicators/" + indicator + "/observations.csv?lang=" + language)))
                .build();
        Path file = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofFile(directory.resolve(indicator + ".csv")))
                .body();
        List<Observation> observations = new ArrayList<>();
        try (ObservationFile open =
                ObservationFile.open(file, Defaults.NONE, Optional.empty(), UnaryOperator.identity())) {
            for (Optional<FileRow> row = open.next(); row.isPresent(); row = open.next()) {
                if (row.get() instanceof FileRow.Good good) {
                    observations.add(good.observation());
                } else {
                    assertThat(((FileRow.Faulty) row.get()).original())
                            .as("the row of a year with counts")
                            .anyMatch(cell -> cell.contains("lämnas inte ut") || cell.contains("not handed out"));
                }
            }
        }
        return observations;
    }
}
