package se.malbild.streams.service;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import se.malbild.service.OpenApiContract;

class OpenApiTest extends OpenApiContract {
    OpenApiTest() throws IOException {
        super(OperatorsPage.class);
    }

    @Override
    protected Stream<String> addresses() {
        return Stream.concat(healthAndMetrics(), addressesOf(this::addTo));
    }

    @Override
    protected void addTo(JavalinConfig config) {
        new OperatorsPage(null, null, Optional.empty()).routes(config);
    }
}
