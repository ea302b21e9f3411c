package se.malbild.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The description of the gateway, and a page to try it that loads nothing from elsewhere. */
final class DescriptionPages {
    private static final String JSON = "application/json";

    private DescriptionPages() {}

    /** Adds {@code /openapi.json} and {@code /docs}. */
    static void addTo(JavalinConfig config, boolean needsToken) {
        byte[] description = description(needsToken);
        config.routes.get("/openapi.json", context -> answer(context, JSON, description));
        page(config, "/docs", "docs.html", "text/html; charset=utf-8");
        page(config, "/docs/try.js", "try.js", "text/javascript; charset=utf-8");
        page(config, "/docs/style.css", "style.css", "text/css; charset=utf-8");
    }

    /** Returns {@code openapi.json}; without tokens only an observation itself can say whose it is, and nobody can decide. */
    static byte[] description(boolean needsToken) {
        byte[] file = resource("openapi.json");
        if (needsToken) {
            return file;
        }
        try {
            JsonNode description = new JsonMapper().readTree(file);
            for (String path : List.of(ObservationsEndpoint.PATH, ObservationsEndpoint.CHECK_PATH)) {
                ((ObjectNode) description.get("paths").get(path).get("post")).remove("security");
            }
            ((ArrayNode) description.at("/components/schemas/ObservationData/required"))
                    .insert(0, "organisation")
                    .insert(2, "department");
            return description.toPrettyString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void page(JavalinConfig config, String path, String name, String contentType) {
        byte[] content = resource(name);
        config.routes.get(path, context -> answer(context, contentType, content));
    }

    private static void answer(Context context, String contentType, byte[] content) {
        context.header(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none';"
                        + " form-action 'none'; frame-ancestors 'none'");
        context.contentType(contentType);
        context.result(content);
    }

    private static byte[] resource(String name) {
        try (InputStream in = DescriptionPages.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
    }
}
