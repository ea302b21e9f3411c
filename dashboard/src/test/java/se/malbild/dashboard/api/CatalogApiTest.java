package se.malbild.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.document.JsonDocument;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import se.malbild.dashboard.SampleServer;

/** What a data portal makes of the catalogue: read as JSON-LD, not as JSON. */
final class CatalogApiTest {
    private static final String CATALOG = "/v1/organisations/1980/catalog.jsonld";
    private static final String DCAT = "http://www.w3.org/ns/dcat#";
    private static final String DCTERMS = "http://purl.org/dc/terms/";
    private static final String NAME = "http://xmlns.com/foaf/0.1/name";
    private static SampleServer server;

    @BeforeAll
    static void start() {
        server = new SampleServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void it_has_every_property_that_dcat_ap_se_3_demands() throws Exception {
        JsonObject catalog = catalog();

        assertThat(catalog.getString("@id")).isEqualTo(server.url(CATALOG));
        assertThat(types(catalog)).containsExactly(DCAT + "Catalog");
        assertInBothLanguages(catalog, "title");
        assertInBothLanguages(catalog, "description");
        assertThat(ids(catalog, DCTERMS + "license"))
                .containsExactly("http://creativecommons.org/publicdomain/zero/1.0/");
        JsonObject publisher = catalog.getJsonArray(DCTERMS + "publisher").getJsonObject(0);
        assertThat(types(publisher)).containsExactly("http://xmlns.com/foaf/0.1/Agent");
        assertThat(values(publisher, NAME)).containsExactly("Västerås stad", "City of Västerås");
        List<JsonObject> datasets = objects(catalog, DCAT + "dataset");
        assertThat(datasets).hasSizeGreaterThan(1);
        for (JsonObject dataset : datasets) {
            assertThat(types(dataset)).containsExactly(DCAT + "Dataset");
            assertInBothLanguages(dataset, "title");
            assertInBothLanguages(dataset, "description");
            assertThat(ids(dataset, DCTERMS + "publisher")).containsExactly(publisher.getString("@id"));
            List<JsonObject> distributions = objects(dataset, DCAT + "distribution");
            assertThat(distributions).isNotEmpty();
            for (JsonObject distribution : distributions) {
                assertThat(types(distribution)).containsExactly(DCAT + "Distribution");
                assertThat(ids(distribution, DCAT + "accessURL")).hasSize(1);
            }
        }
    }

    @Test
    void a_made_up_framework_is_described_as_one() throws Exception {
        for (JsonObject dataset : objects(catalog(), DCAT + "dataset")) {
            assertThat(values(dataset, DCTERMS + "description"))
                    .allMatch(
                            text -> text.contains("påhittat") || text.contains("Påhittat") || text.contains("ade-up"));
        }
    }

    @Test
    void the_data_are_where_it_says_in_the_format_that_it_says() throws Exception {
        for (JsonObject dataset : objects(catalog(), DCAT + "dataset")) {
            for (JsonObject distribution : objects(dataset, DCAT + "distribution")) {
                String address = ids(distribution, DCAT + "downloadURL")
                        .get(0)
                        .substring(server.url("").length());
                HttpResponse<byte[]> answer = server.get(address);

                assertThat(answer.statusCode()).as(address).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith(values(distribution, DCTERMS + "format").get(0));
            }
        }
    }

    private static JsonObject catalog() throws Exception {
        HttpResponse<byte[]> answer = server.get(CATALOG);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/ld+json");
        JsonArray expanded = JsonLd.expand(JsonDocument.of(new ByteArrayInputStream(answer.body())))
                .base(server.url(CATALOG))
                .get();
        assertThat(expanded).hasSize(1);
        return expanded.getJsonObject(0);
    }

    private static void assertInBothLanguages(JsonObject node, String property) {
        assertThat(objects(node, DCTERMS + property))
                .extracting(text -> text.getString("@language"))
                .containsExactlyInAnyOrder("sv", "en");
        assertThat(values(node, DCTERMS + property)).noneMatch(String::isBlank);
    }

    private static List<String> types(JsonObject node) {
        return node.getJsonArray("@type").stream()
                .map(JsonValue::toString)
                .map(text -> text.replace("\"", ""))
                .toList();
    }

    private static List<String> ids(JsonObject node, String property) {
        return objects(node, property).stream()
                .map(object -> object.getString("@id"))
                .toList();
    }

    private static List<String> values(JsonObject node, String property) {
        return objects(node, property).stream()
                .map(object -> object.getString("@value"))
                .toList();
    }

    private static List<JsonObject> objects(JsonObject node, String property) {
        return new ArrayList<>(node.getJsonArray(property).getValuesAs(JsonObject.class));
    }
}
