package se.malbild.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
    void what_only_operators_are_told_is_described_and_not_required() {
        JsonNode books = document.at("/paths/~1v1~1books/get/responses/200/content/application~1json/schema");
        List<String> required = new ArrayList<>();
        books.path("required").forEach(field -> required.add(field.asText()));

        assertThat(books.path("properties").has("unread")).isTrue();
        assertThat(required).containsExactly("inBalance", "books", "partitions");
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
