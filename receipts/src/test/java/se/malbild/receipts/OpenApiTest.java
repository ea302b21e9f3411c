package se.malbild.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import se.malbild.service.OpenApiContract;

class OpenApiTest extends OpenApiContract {
    OpenApiTest() throws IOException {
        super(ReceiptsApi.class);
    }

    @Override
    protected Stream<String> addresses() {
        return addressesOf(this::addTo).filter(address -> !address.equals("/openapi.json"));
    }

    @Override
    protected void addTo(JavalinConfig config) {
        new ReceiptsApi(null, Optional.empty()).addTo(config);
    }

    @Test
    void every_status_is_described() {
        List<String> described = new ArrayList<>();
        document.at("/components/schemas/Receipt/properties/status/enum").forEach(code -> described.add(code.asText()));

        assertThat(described)
                .containsExactlyElementsOf(
                        Stream.of(Status.Kind.values()).map(Status.Kind::code).toList());
    }
}
