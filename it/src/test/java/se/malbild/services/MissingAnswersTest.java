package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.cluster.DescribedAnswers;
import se.malbild.dashboard.EveryRule;
import se.malbild.dashboard.SampleServer;

/** What is answered about what is missing is as it is described, with everything that can be in it. */
class MissingAnswersTest {

    @ParameterizedTest
    @ValueSource(strings = {"2017", "2018", "latest", "2018.csv", "2018?department=skola", "2018?department=nej"})
    void the_answer_is_as_described(String asked) throws Exception {
        try (SampleServer server = new SampleServer(EveryRule.view())) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(server.url("/v1/organisations/9999/missing/" + asked)))
                    .build();
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());

            assertThat(answer.body()).isNotEmpty();
            DescribedAnswers.at(server.url("")).check(answer, answer.body());
        }
    }
}
