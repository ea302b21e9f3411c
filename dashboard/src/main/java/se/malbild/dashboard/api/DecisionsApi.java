package se.malbild.dashboard.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import se.malbild.dashboard.api.Asked.Form;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.View;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.assessment.LevelLabels;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.JudgementLedger;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.picture.Picture;

/** What has been decided about years: everything in force, the pictures that years are closed with, and the ledger of judgements. */
final class DecisionsApi {
    private final View view;
    private final Answers answers;

    DecisionsApi(View view, Answers answers) {
        this.view = view;
        this.answers = answers;
    }

    void addTo(JavalinConfig config, String organisation) {
        config.routes.get(organisation + "/decisions/{year}", this::decisions);
        config.routes.get(organisation + "/decisions/{year}/picture", this::picture);
        config.routes.get(organisation + "/judgements", this::judgements);
        config.routes.get(organisation + "/judgements.csv", this::judgements);
    }

    private void decisions(Context context) {
        Asked asked = new Asked(context, view.now());
        asked.requireJson();
        String year = asked.last("year");
        FrameworkView framework = asked.framework(asked.organisation(), year);
        Picture picture = asked.picture(framework, year).value();
        answers.send(context, framework.tag(), Answers.JSON, () -> Json.bytes(DecisionsJson.of(framework, picture)));
    }

    /** The bytes that the hash is of. */
    private void picture(Context context) {
        Asked asked = new Asked(context, view.now());
        asked.requireJson();
        String year = asked.last("year");
        FrameworkView framework = asked.framework(asked.organisation(), year);
        int of = asked.picture(framework, year).value().year();
        String json = framework
                .decided(of)
                .decisions()
                .closing()
                .flatMap(YearDecision::picture)
                .flatMap(ClosedPicture::json)
                .orElseThrow(
                        () -> Asked.notFound("Året " + of + " är inte stängt.", "The year " + of + " is not closed."));
        answers.send(context, framework.tag(), Answers.JSON, () -> json.getBytes(StandardCharsets.UTF_8));
    }

    private void judgements(Context context) {
        Asked asked = new Asked(context, view.now());
        FrameworkView framework = asked.framework(asked.organisation(), Asked.LATEST);
        if (asked.form() == Form.CSV) {
            answers.sendTable(
                    context,
                    asked,
                    framework.tag(),
                    Api.name(framework, "bedomningar", "judgements"),
                    language -> table(framework, language));
            return;
        }
        answers.send(context, framework.tag(), Answers.JSON, () -> {
            ObjectNode node = Json.object()
                    .put("organisation", framework.framework().organisation())
                    .put("framework", framework.framework().id());
            node.set("notice", Json.text(framework.framework().notice()));
            node.set("years", Json.array(ledgers(framework), DecisionsJson::ledger));
            return Json.bytes(node);
        });
    }

    /** Those of the years in which something has been judged. */
    private static List<JudgementLedger> ledgers(FrameworkView framework) {
        return framework.pictures().values().stream()
                .map(published -> published.value())
                .filter(picture -> !judgements(framework, picture).isEmpty())
                .map(picture -> JudgementLedger.of(
                        framework.frameworkOf(picture),
                        picture.year(),
                        framework.decided(picture.year()).decisions()))
                .toList();
    }

    private static List<YearDecision> judgements(FrameworkView framework, Picture picture) {
        return framework.decided(picture.year()).decisions().inForce(DecisionKind.JUDGED);
    }

    private record Row(GoalFramework framework, Picture picture, YearDecision judgement) {
        Text level(String id) {
            return LevelLabels.of(picture.scale(), id);
        }
    }

    private static byte[] table(FrameworkView framework, Language language) {
        List<Row> rows = framework.pictures().values().stream()
                .map(published -> published.value())
                .flatMap(picture -> judgements(framework, picture).stream()
                        .map(judgement -> new Row(framework.frameworkOf(picture), picture, judgement)))
                .toList();
        return new Columns<Row>()
                .with("Kommun", "Organisation", row -> row.picture().organisation())
                .with("Styrmodell", "Framework", row -> row.picture().framework())
                .with("År", "Year", row -> row.picture().year())
                .with("Avser", "About", row -> row.judgement().slot().subject())
                .with("Bedömning", "Judgement", row -> row.level(row.judgement().level()))
                .with(
                        "Beräkning",
                        "Calculation",
                        row -> row.level(row.judgement().computed()))
                .with(
                        "Avviker",
                        "Departs",
                        row -> row.judgement().departs() ? new Text("Ja", "Yes") : new Text("Nej", "No"))
                .with(
                        "Nyckeltal",
                        "Indicators",
                        row -> String.join("; ", row.judgement().indicators()))
                .with("Skäl", "Reason", row -> row.judgement().reason())
                .with("Namn", "Name", row -> row.judgement().by().name())
                .with(
                        "Beslutat",
                        "Decided on",
                        row -> row.judgement().decidedOn().toString())
                .with("Referens", "Reference", row -> row.judgement().reference())
                .withNotice(row -> row.framework().notice())
                .csv(rows, language);
    }
}
