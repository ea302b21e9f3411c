package se.malbild.dashboard.api;

import java.io.IOException;
import java.util.stream.Stream;
import se.malbild.dashboard.SampleView;
import se.malbild.service.OpenApiContract;

class OpenApiTest extends OpenApiContract {
    OpenApiTest() throws IOException {
        super(Api.class);
    }

    @Override
    protected Stream<String> addresses() {
        return Stream.concat(
                addressesOf(config -> new Api(new SampleView()).addTo(config)),
                Stream.of("/v1/organisations/{organisation}/events", "/feedback"));
    }
}
