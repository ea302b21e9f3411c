package se.malbild.dashboard.api;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.dashboard.SampleView;
import se.malbild.service.OpenApiContract;

class OpenApiTest extends OpenApiContract {
    OpenApiTest() throws IOException {
        super(Api.class);
    }

    @Override
    protected Stream<String> addresses() {
        return addressesOf(this::addTo);
    }

    @Override
    protected void addTo(JavalinConfig config) {
        new Api(new SampleView(), Optional.empty()).addTo(config);
        config.routes.get("/v1/organisations/{organisation}/events", context -> {});
        config.routes.post("/feedback", context -> {});
    }
}
