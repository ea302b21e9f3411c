package se.malbild.dashboard.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Optional;
import se.malbild.dashboard.explain.Explanation;
import se.malbild.dashboard.explain.Explanations;
import se.malbild.dashboard.then.Past;
import se.malbild.dashboard.view.FrameworkView;
import se.malbild.dashboard.view.OrganisationView;
import se.malbild.dashboard.view.Published;
import se.malbild.dashboard.view.View;
import se.malbild.goals.picture.Picture;

/** What programs read of how results were computed. */
final class ExplanationsApi {
    private final View view;
    private final Optional<Past> past;
    private final Answers answers;

    ExplanationsApi(View view, Optional<Past> past, Answers answers) {
        this.view = view;
        this.past = past;
        this.answers = answers;
    }

    void addTo(JavalinConfig config, String organisation) {
        config.routes.get(organisation + "/explain/{year}", this::explainPicture);
        config.routes.get(organisation + "/explain/{year}/goal-area/{id}", this::explainGoalArea);
        config.routes.get(organisation + "/explain/{year}/indicator/{id}", this::explainIndicator);
    }

    private Asked asked(Context context) {
        return new Asked(context, view.now(), past);
    }

    private record Explained(Explanations explanations, String tag) {}

    private static Explained explained(Asked asked, String year) {
        OrganisationView organisation = asked.organisation();
        FrameworkView framework = asked.framework(organisation, year);
        Published<Picture> picture = asked.picture(framework, year);
        return new Explained(
                Explanations.of(organisation, framework, picture.value().year()).orElseThrow(),
                Api.tag(organisation, framework));
    }

    private void explainPicture(Context context) {
        Asked asked = asked(context);
        asked.requireJson();
        Explained explained = explained(asked, asked.last("year"));
        answers.send(
                context,
                explained.tag(),
                Answers.JSON,
                () -> Json.bytes(ExplanationJson.picture(
                        explained.explanations().picture(),
                        explained.explanations().strategicAreas())));
    }

    private void explainGoalArea(Context context) {
        Asked asked = asked(context);
        asked.requireJson();
        Explained explained = explained(asked, context.pathParam("year"));
        String id = asked.last("id");
        Explanation.OfMean area = explained.explanations().goalArea(id).orElseThrow(() -> Api.noSuchGoalArea(id));
        answers.send(context, explained.tag(), Answers.JSON, () -> Json.bytes(ExplanationJson.mean(area)));
    }

    private void explainIndicator(Context context) {
        Asked asked = asked(context);
        asked.requireJson();
        Explained explained = explained(asked, context.pathParam("year"));
        String id = asked.last("id");
        Explanation.OfIndicator indicator =
                explained.explanations().indicator(id).orElseThrow(() -> Api.noSuchIndicator(id));
        answers.send(context, explained.tag(), Answers.JSON, () -> Json.bytes(ExplanationJson.indicator(indicator)));
    }
}
