package se.malbild.streams.service;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.service.AcceptedLanguage;
import se.malbild.service.Health;
import se.malbild.service.HttpService;
import se.malbild.service.Tokens;
import se.malbild.streams.StreamsApplication;
import se.malbild.streams.StreamsSettings;

/** The page of a streams instance for whoever runs it: {@code /}, with {@code ?lang=en} in English. Nothing on it can be changed. */
public final class OperatorsPage {
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "se.malbild.streams.service.templates");
    private static final String STYLE = resource("operators.css");
    private static final String DESCRIPTION = resource("openapi.json");

    private final StreamsSettings settings;
    private final StreamsApplication application;
    private final Optional<Tokens> tokens;

    /**
     * What is known now.
     *
     * @param group the instances and how far they have come together; empty when Kafka does not answer
     */
    public record View(
            Language language,
            Health.State state,
            Optional<TopologyDrawing> topology,
            List<StreamsApplication.TaskPlace> tasks,
            List<StreamsApplication.StorePart> stores,
            long leftToRestore,
            Optional<GroupStatus> group,
            SortedMap<String, Long> rejectedByFault,
            SortedMap<String, Long> rejectedByDepartment,
            SortedMap<String, Integer> parkedByOrganisation) {
        public View {
            tasks = List.copyOf(tasks);
            stores = List.copyOf(stores);
        }

        /** Returns the text in the language of the page. */
        public String say(String sv, String en) {
            return new Text(sv, en).in(language);
        }
    }

    /**
     * @param settings those of {@code application}
     * @param tokens of operators, who alone see the page; without them everybody does
     */
    public OperatorsPage(StreamsSettings settings, StreamsApplication application, Optional<Tokens> tokens) {
        this.settings = settings;
        this.application = application;
        this.tokens = tokens;
    }

    /** Adds the page, and the description of everything that the service answers. */
    public void routes(JavalinConfig config) {
        config.routes.get("/", this::page);
        config.routes.get(
                "/operators.css", context -> context.contentType("text/css").result(STYLE));
        config.routes.get(
                "/openapi.json",
                context -> context.contentType("application/json").result(DESCRIPTION));
    }

    private void page(Context context) {
        HttpService.requireOperator(context, tokens);
        Language language = Optional.ofNullable(context.queryParam("lang"))
                .map(AcceptedLanguage::of)
                .orElse(Language.SV);
        StringOutput html = new StringOutput();
        TEMPLATES.render("operators.jte", view(language), html);
        context.header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        context.header("Cache-Control", "no-store");
        context.html(html.toString());
    }

    private View view(Language language) {
        return new View(
                language,
                application.health(),
                application.topology().map(TopologyDrawing::of),
                application.tasks(),
                stores(),
                application.leftToRestore(),
                group(),
                application.counts().rejectedByFault(),
                application.counts().rejectedByDepartment(),
                application.counts().parkedByOrganisation());
    }

    /** It asks Kafka where the changelogs end, which may be away, or finds that the work is being divided after all. */
    private List<StreamsApplication.StorePart> stores() {
        try {
            return application.stores();
        } catch (KafkaException | IllegalStateException notNow) {
            return List.of();
        }
    }

    private Optional<GroupStatus> group() {
        try (Admin admin = AdminClients.create(settings.cluster())) {
            return GroupStatus.of(settings.group(), settings.cluster().prefix(), admin);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | KafkaException away) {
            return Optional.empty();
        }
    }

    private static String resource(String name) {
        try (InputStream in = OperatorsPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
