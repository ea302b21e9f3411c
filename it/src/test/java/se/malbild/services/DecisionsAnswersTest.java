package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.malbild.cluster.DescribedAnswers;
import se.malbild.dashboard.SampleServer;
import se.malbild.dashboard.SampleView;

/** What is answered about decisions is as it is described. */
class DecisionsAnswersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1980/decisions/2017",
                "1980/decisions/2018.json",
                "1980/decisions/latest",
                "1980/decisions/2018.csv",
                "1980/decisions/2018?lang=sv",
                "1980/decisions/2018/picture",
                "1980/decisions/2019/picture",
                "1980/judgements",
                "1980/judgements.csv?lang=en",
                "1880/judgements"
            })
    void the_answer_is_as_described(String asked) throws Exception {
        try (SampleServer server = new SampleServer(SampleView.decided())) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/v1/organisations/" + asked)))
                    .build();
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());

            assertThat(answer.body()).isNotEmpty();
            DescribedAnswers.at(server.url("")).check(answer, answer.body());
        }
    }
}
