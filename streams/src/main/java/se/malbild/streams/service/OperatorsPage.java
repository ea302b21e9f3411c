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
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.schemas.admin.AdminClients;
import se.malbild.service.AcceptedLanguage;
import se.malbild.service.Health;
import se.malbild.streams.StreamsApplication;

/** The page of a streams instance for whoever runs it: {@code /}, with {@code ?lang=en} in English. Nothing on it can be changed. */
public final class OperatorsPage {
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "se.malbild.streams.service.templates");
    private static final String STYLE = style();

    private final String bootstrapServers;
    private final String applicationId;
    private final StreamsHealth health;

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

    public OperatorsPage(String bootstrapServers, String applicationId, StreamsHealth health) {
        this.bootstrapServers = bootstrapServers;
        this.applicationId = applicationId;
        this.health = health;
    }

    /** Adds the page to what a service answers. */
    public void routes(JavalinConfig config) {
        config.routes.get("/", this::page);
        config.routes.get(
                "/operators.css", context -> context.contentType("text/css").result(STYLE));
    }

    private void page(Context context) {
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
        Optional<StreamsApplication> application = health.application();
        return new View(
                language,
                health.state(),
                application.map(StreamsApplication::topology).map(TopologyDrawing::of),
                application.map(StreamsApplication::tasks).orElse(List.of()),
                application.map(OperatorsPage::stores).orElse(List.of()),
                application.map(StreamsApplication::leftToRestore).orElse(0L),
                group(),
                application.map(known -> known.counts().rejectedByFault()).orElseGet(TreeMap::new),
                application.map(known -> known.counts().rejectedByDepartment()).orElseGet(TreeMap::new),
                application.map(known -> known.counts().parkedByOrganisation()).orElseGet(TreeMap::new));
    }

    /** It asks Kafka where the changelogs end, which may be away, or finds that the work is being divided after all. */
    private static List<StreamsApplication.StorePart> stores(StreamsApplication application) {
        try {
            return application.stores();
        } catch (KafkaException | IllegalStateException notNow) {
            return List.of();
        }
    }

    private Optional<GroupStatus> group() {
        try (Admin admin = AdminClients.create(bootstrapServers)) {
            return GroupStatus.of(applicationId, admin);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | KafkaException away) {
            return Optional.empty();
        }
    }

    private static String style() {
        try (InputStream in = OperatorsPage.class.getResourceAsStream("operators.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
