package se.malbild.streams.service;

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
        OperatorsPage page = new OperatorsPage(null, null, Optional.empty());
        return Stream.concat(healthAndMetrics(), addressesOf(page::routes));
    }
}
