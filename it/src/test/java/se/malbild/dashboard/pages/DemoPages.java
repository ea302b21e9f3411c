package se.malbild.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import se.malbild.cluster.Said;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.local.LocalCluster;
import se.malbild.schemas.TopicPrefix;
import se.malbild.service.HttpSettings;

/** The pages of the demo's data, with what was known earlier. */
final class DemoPages implements AutoCloseable {
    private static final String VASTERAS = "/1980/vasteras-exempel-2017-2019";
    /** A page of every kind that needs the log or the demo's decisions, in Swedish and in English. */
    static final List<String> EVERY_KIND = Stream.of(
                    List.of("/1980", "/1980"),
                    List.of("/1980/vasteras-exempel-2020-2023/2020", "/1980/vasteras-exempel-2020-2023/2020"),
                    List.of(VASTERAS + "/2018?asOf=2018-09-30", VASTERAS + "/2018?asOf=2018-09-30"),
                    List.of(VASTERAS + "/2018/andringar", VASTERAS + "/2018/changes"),
                    List.of(
                            VASTERAS + "/2018/andringar?from=2018-09-30&to=2019-04-30",
                            VASTERAS + "/2018/changes?from=2018-09-30&to=2019-04-30"),
                    List.of("/1980/andringar", "/1980/changes"),
                    List.of(VASTERAS + "/2017", VASTERAS + "/2017"),
                    List.of(VASTERAS + "/2017/beslut", VASTERAS + "/2017/decisions"),
                    List.of(VASTERAS + "/2018/beslut", VASTERAS + "/2018/decisions"),
                    List.of(VASTERAS + "/bedomningar", VASTERAS + "/judgements"),
                    List.of(VASTERAS + "/2018/versioner/1/2", VASTERAS + "/2018/versions/1/2"),
                    List.of(
                            VASTERAS + "/2018/sedan/2017?asOf=2019-04-30",
                            VASTERAS + "/2018/since/2017?asOf=2019-04-30"))
            .flatMap(page -> Stream.of("/sv" + page.get(0), "/en" + page.get(1)))
            .toList();

    private final LocalCluster cluster;
    private final Dashboard dashboard;

    private DemoPages(LocalCluster cluster) {
        this.cluster = cluster;
        dashboard = Dashboard.start(
                new DashboardSettings(
                        cluster.cluster(), HttpSettings.loopback(0), Set.of(), DashboardSettings.DEFAULT_HISTORY_BYTES),
                PageRoutes::new);
    }

    /** Loads the demo into {@code data} and shows it. */
    static DemoPages start(Path data) throws Exception {
        Said demo = Said.malbild("demo", "--exit", "--broker-port=0", "--registry-port=0", "--data=" + data);
        assertThat(demo.exitCode()).as(demo.messages()).isZero();
        DemoPages pages = new DemoPages(LocalCluster.start(data, 0, 0, TopicPrefix.NONE));
        await("ready").until(pages.dashboard::isReady);
        await("latest changes")
                .until(() -> pages.get("/sv/1980").contains("<section class=\"latest\"")
                        && pages.get("/sv/1980").contains("Ny uppgift från"));
        return pages;
    }

    String url(String path) {
        return dashboard.url() + path;
    }

    /** Returns the page at {@code path}. */
    String get(String path) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url(path))).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    @Override
    public void close() {
        dashboard.close();
        cluster.close();
    }
}
