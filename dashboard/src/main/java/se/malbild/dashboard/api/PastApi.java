package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import se.malbild.dashboard.api.Asked.Form;
import se.malbild.dashboard.then.FrameworkDifference;
import se.malbild.dashboard.then.Past;
import se.malbild.dashboard.then.Revisions;
import se.malbild.dashboard.then.VersionComparison;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.View;
import se.malbild.goals.Fault;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.picture.Picture;
import se.malbild.history.PartJson;
import se.malbild.history.PictureDifference;

/** What programs read of what has changed. */
final class PastApi {
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}");

    private final View view;
    private final Optional<Past> past;
    private final Answers answers;

    PastApi(View view, Optional<Past> past, Answers answers) {
        this.view = view;
        this.past = past;
        this.answers = answers;
    }

    void addTo(JavalinConfig config) {
        config.routes.get("/v1/organisations/{organisation}/differences/{year}", this::difference);
        config.routes.get("/v1/organisations/{organisation}/versions/{year}", this::versions);
        config.routes.get("/v1/organisations/{organisation}/changes", this::changes);
        config.routes.get("/v1/organisations/{organisation}/changes.atom", this::feed);
    }

    private void versions(Context context) {
        Past known = past.orElseThrow(Past::notShown);
        Asked asked = new Asked(context, view.now());
        OrganisationView organisation = asked.organisation();
        String year = asked.last("year");
        Picture picture =
                asked.picture(asked.framework(organisation, year), year).value();
        int one = version(context, "version");
        int other = version(context, "with");
        VersionComparison comparison =
                known.versions(new Pictures.Key(organisation.id(), picture.framework(), picture.year()), one, other);
        if (asked.form() == Form.CSV) {
            Language language = asked.language();
            name(context, picture, "version-" + one + "-och-" + other, "version-" + one + "-and-" + other, language);
            answers.sendAnew(
                    context, Answers.CSV, VersionsTable.of(comparison, picture.year(), picture.notice(), language));
            return;
        }
        answers.sendAnew(context, Answers.JSON, Json.bytes(versions(picture, comparison)));
    }

    private static ObjectNode versions(Picture picture, VersionComparison comparison) {
        ObjectNode node = Json.object()
                .put("organisation", picture.organisation())
                .put("framework", picture.framework())
                .put("year", picture.year());
        node.set("notice", Json.text(picture.notice()));
        node.set("versions", Json.array(comparison.versions(), FrameworkJson::applied));
        node.set("inFramework", Json.array(comparison.framework(), PastApi::inFramework));
        node.set("lines", Json.array(comparison.parts(), part -> {
            ObjectNode line = Json.object();
            PartJson.addTo(line, part);
            return line;
        }));
        return node;
    }

    private static ObjectNode inFramework(FrameworkDifference line) {
        ObjectNode node =
                Json.object().put("part", FrameworkJson.word(line.kind())).put("id", line.id());
        node.set("name", Json.text(line.name()));
        node.set("what", Json.text(line.what()));
        node.set("before", Json.text(line.before()));
        node.set("now", Json.text(line.now()));
        return node;
    }

    private static void name(Context context, Picture picture, String sv, String en, Language language) {
        context.header(
                "Content-Disposition",
                "attachment; filename=\"" + picture.framework() + "-" + new Text(sv, en).in(language) + "-"
                        + picture.year() + ".csv\"");
    }

    private static int version(Context context, String parameter) {
        return Optional.ofNullable(context.queryParam(parameter))
                .filter(text -> VERSION.matcher(text).matches())
                .map(Integer::valueOf)
                .orElseThrow(() -> Asked.badRequest(List.of(new Fault(
                        "version",
                        parameter,
                        new Text(
                                "Ange en versions nummer, till exempel 1.",
                                "Give the number of a version, for example 1.")))));
    }

    private Revisions revisions(Context context) {
        return past.orElseThrow(Past::notShown)
                .revisions(context.pathParam("organisation"), Past.place(context.queryParam("before")));
    }

    private void changes(Context context) {
        new Asked(context, view.now()).requireJson();
        answers.sendAnew(context, Answers.JSON, Json.bytes(RevisionsJson.of(revisions(context))));
    }

    private void feed(Context context) {
        Language language = new Asked(context, view.now()).language();
        answers.sendAnew(context, AtomFeed.TYPE, AtomFeed.of(revisions(context), language));
    }

    private void difference(Context context) {
        Past known = past.orElseThrow(Past::notShown);
        Asked asked = new Asked(context, view.now());
        String from = context.queryParam("from");
        String to = context.queryParam("to");
        if (from == null) {
            throw Asked.badRequest(List.of(new Fault("from", "from", Past.SINCE)));
        }
        OrganisationView before = known.asOf(context.pathParam("organisation"), "from", from);
        OrganisationView now =
                to == null ? asked.organisation() : known.asOf(context.pathParam("organisation"), "to", to);
        String year = asked.last("year");
        Picture picture = asked.picture(asked.framework(now, year), year).value();
        PictureDifference difference = known.difference(
                new Pictures.Key(now.id(), picture.framework(), picture.year()), from, Optional.ofNullable(to));
        if (asked.form() == Form.CSV) {
            Language language = asked.language();
            name(context, picture, "andringar", "changes", language);
            answers.sendAnew(context, Answers.CSV, DifferenceTable.of(difference, picture.notice(), language));
            return;
        }
        ObjectNode node = Json.object()
                .put("organisation", picture.organisation())
                .put("framework", picture.framework())
                .put("year", picture.year());
        node.set("notice", Json.text(picture.notice()));
        answers.sendAnew(
                context,
                Answers.JSON,
                Json.bytes(DifferenceJson.addTo(node, before.asOf().orElseThrow(), now.asOf(), difference)));
    }
}
