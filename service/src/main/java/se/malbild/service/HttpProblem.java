package se.malbild.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import se.malbild.goals.Fault;
import se.malbild.goals.Language;
import se.malbild.goals.Text;

/**
 * What is wrong with a whole request, as RFC 9457 writes it. {@code title} and {@code detail} are in the language that the
 * request asks for; both languages are in the member {@code message}.
 *
 * @param status HTTP status code, 400 to 599
 * @param code stable identifier of the kind of problem, in lower case with hyphens, for example {@code not-found}
 * @param title the kind of problem in a few words
 * @param detail what was wrong with this request and what would be right
 * @param faults every single thing that is wrong, where the problem consists of several
 * @param headers to send with the answer, for example {@code Retry-After}
 */
public record HttpProblem(
        int status, String code, Text title, Text detail, List<Fault> faults, Map<String, String> headers) {
    /** The media type of a problem. */
    public static final String CONTENT_TYPE = "application/problem+json";

    /** How the types of Målbild's problems begin; RFC 9457 wants an address, which need not lead anywhere. */
    private static final String TYPE = "urn:malbild:problem:";

    public HttpProblem {
        faults = List.copyOf(faults);
        headers = Map.copyOf(headers);
    }

    /** Returns a problem that is one thing. */
    public static HttpProblem of(int status, String code, Text title, Text detail) {
        return new HttpProblem(status, code, title, detail, List.of(), Map.of());
    }

    /** Returns the problem of an address where nothing is. */
    public static HttpProblem notFound(Text detail) {
        return of(404, "not-found", new Text("Finns inte", "Not found"), detail);
    }

    /** Returns the problem of a request that cannot be understood. */
    public static HttpProblem badRequest(String code, Text detail) {
        return of(400, code, new Text("Felaktig begäran", "Bad request"), detail);
    }

    /** Returns this problem with one more header. */
    public HttpProblem withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new HttpProblem(status, code, title, detail, faults, more);
    }

    /** Returns this problem with what it consists of. */
    public HttpProblem withFaults(List<Fault> all) {
        return new HttpProblem(status, code, title, detail, all, headers);
    }

    /** Returns the JSON object. */
    public ObjectNode json(Language language) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", TYPE + code);
        json.put("title", title.in(language));
        json.put("status", status);
        json.put("detail", detail.in(language));
        json.set("message", text(detail));
        if (!faults.isEmpty()) {
            ArrayNode list = json.putArray("faults");
            faults.forEach(fault -> list.add(json(fault)));
        }
        return json;
    }

    private static ObjectNode json(Fault fault) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", fault.code());
        json.put("field", fault.field());
        json.set("message", text(fault.message()));
        return json;
    }

    private static ObjectNode text(Text text) {
        return JsonNodeFactory.instance.objectNode().put("sv", text.sv()).put("en", text.en());
    }
}
