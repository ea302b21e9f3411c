package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.View;
import se.malbild.goals.Municipalities;
import se.malbild.goals.Text;
import se.malbild.goals.framework.GoalFramework;

/**
 * The data sets of a municipality as DCAT-AP-SE 3 (docs.dataportal.se/dcat) describes them, in JSON-LD, for Sveriges dataportal. Addresses in
 * it are relative to its own, so it is the same from every server and behind every proxy.
 */
final class CatalogApi {
    static final String TYPE = "application/ld+json";

    private static final String AUTHORITY = "http://publications.europa.eu/resource/authority/";
    /** What DCAT-AP-SE demands of a catalogue: that the description of the data, not the data themselves, is free to use. */
    private static final String FREE = "http://creativecommons.org/publicdomain/zero/1.0/";

    private static final String PUBLISHER = "#publisher";

    private final View view;
    private final Answers answers;

    CatalogApi(View view, Answers answers) {
        this.view = view;
        this.answers = answers;
    }

    void addTo(JavalinConfig config, String organisation) {
        config.routes.get(organisation + "/catalog.jsonld", this::catalog);
    }

    private void catalog(Context context) {
        OrganisationView organisation = new Asked(context, view.now()).organisation();
        answers.send(context, organisation.frameworksTag(), TYPE, () -> Json.bytes(catalog(organisation)));
    }

    private static ObjectNode catalog(OrganisationView organisation) {
        Text municipality = Municipalities.name(organisation.id());
        ObjectNode node = Json.object();
        node.set("@context", context());
        node.put("@id", "").put("@type", "dcat:Catalog");
        node.set("dcterms:title", text(new Text("Måluppfyllelse", "Goal attainment")));
        node.set(
                "dcterms:description",
                text(new Text(
                        "Hur väl målen i kommunens styrmodeller är uppfyllda, år för år, och de nyckeltal som det följer av.",
                        "How well the goals of the municipality's goal frameworks are met, year by year, and the indicators"
                                + " that this follows from.")));
        ObjectNode publisher = Json.object().put("@id", PUBLISHER).put("@type", "foaf:Agent");
        publisher.set("foaf:name", text(municipality));
        node.set("dcterms:publisher", publisher);
        node.set("dcterms:license", id(FREE));
        node.set("dcterms:language", languages());
        ArrayNode datasets = node.putArray("dcat:dataset");
        for (FrameworkView framework : organisation.frameworks()) {
            datasets.add(dataset(
                    framework.framework(),
                    "pictures",
                    new Text("Måluppfyllelse: ", "Goal attainment: "),
                    new Text(
                            "Måluppfyllelse, täckning, nivå och trend för kommunen, varje strategiskt område och varje målområde,"
                                    + " för alla år i styrmodellen.",
                            "Attainment, coverage, level and trend of the municipality, each strategic area and each goal area,"
                                    + " for all years of the goal framework."),
                    true));
            datasets.add(dataset(
                    framework.framework(),
                    "indicators",
                    new Text("Nyckeltal: ", "Indicators: "),
                    new Text(
                            "Värde, måluppfyllelse, nivå, mål- och utgångsvärde för varje nyckeltal och år, uppdelat på kvinnor"
                                    + " och män där det går. Värden som rör få personer är borttagna.",
                            "Value, attainment, level, target and baseline of each indicator and year, by women and men where"
                                    + " possible. Values about few persons are left out."),
                    false));
        }
        return node;
    }

    private static ObjectNode context() {
        return Json.object()
                .put("dcat", "http://www.w3.org/ns/dcat#")
                .put("dcterms", "http://purl.org/dc/terms/")
                .put("foaf", "http://xmlns.com/foaf/0.1/")
                .put("xsd", "http://www.w3.org/2001/XMLSchema#");
    }

    private static ObjectNode dataset(
            GoalFramework framework, String name, Text beginning, Text description, boolean isInJson) {
        String id = "#" + encoded(framework.id()) + "-" + name;
        ObjectNode node = Json.object().put("@id", id).put("@type", "dcat:Dataset");
        node.set(
                "dcterms:title",
                text(new Text(
                        beginning.sv() + framework.title().sv(),
                        beginning.en() + framework.title().en())));
        // What a framework says of itself, such as that it is an example, stands with everything that follows from it.
        node.set(
                "dcterms:description",
                text(framework
                        .notice()
                        .map(notice ->
                                new Text(description.sv() + " " + notice.sv(), description.en() + " " + notice.en()))
                        .orElse(description)));
        node.set("dcterms:publisher", id(PUBLISHER));
        node.set("dcterms:language", languages());
        node.set("dcterms:accessRights", id(AUTHORITY + "access-right/PUBLIC"));
        node.set("dcat:theme", id(AUTHORITY + "data-theme/GOVE"));
        ObjectNode period = Json.object().put("@type", "dcterms:PeriodOfTime");
        period.set("dcat:startDate", date(framework.from() + "-01-01"));
        period.set("dcat:endDate", date(framework.to() + "-12-31"));
        node.set("dcterms:temporal", period);
        String query = "?framework=" + encoded(framework.id());
        ArrayNode distributions = node.putArray("dcat:distribution");
        distributions.add(distribution(id + "-csv", name + ".csv" + query, "text/csv"));
        if (isInJson) {
            distributions.add(distribution(id + "-json", name + query, Answers.JSON));
        }
        return node;
    }

    private static ObjectNode distribution(String id, String address, String format) {
        ObjectNode node = Json.object().put("@id", id).put("@type", "dcat:Distribution");
        node.set("dcat:accessURL", id(address));
        node.set("dcat:downloadURL", id(address));
        return node.put("dcterms:format", format);
    }

    private static ArrayNode languages() {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(id(AUTHORITY + "language/SWE"))
                .add(id(AUTHORITY + "language/ENG"));
    }

    private static ObjectNode date(String day) {
        return Json.object().put("@value", day).put("@type", "xsd:date");
    }

    private static ObjectNode id(String address) {
        return Json.object().put("@id", address);
    }

    private static ArrayNode text(Text text) {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(Json.object().put("@value", text.sv()).put("@language", "sv"))
                .add(Json.object().put("@value", text.en()).put("@language", "en"));
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
