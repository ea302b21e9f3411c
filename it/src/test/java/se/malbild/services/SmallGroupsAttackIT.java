package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.topics.TopicScan;
import se.malbild.cluster.ServerSentEvents;
import se.malbild.cluster.TestCluster;
import se.malbild.dashboard.Dashboard;
import se.malbild.dashboard.DashboardSettings;
import se.malbild.dashboard.pages.PageRoutes;
import se.malbild.goals.Attacker;
import se.malbild.goals.framework.FrameworkReader;
import se.malbild.goals.picture.PictureJson;
import se.malbild.receipts.ReceiptsService;
import se.malbild.schemas.Topic;
import se.malbild.service.HttpSettings;
import se.malbild.streams.StreamsApplication;

/**
 * Whether exact arithmetic finds a small group's value in what a running stack publishes while events and versions of frameworks
 * come one by one: in every committed record of the topics, in the single values that explanations show, and in what the
 * dashboard answers, now and as of every moment.
 */
@Tag("proof")
class SmallGroupsAttackIT {
    private static final int FAMILIES = 60;
    /** One of so many is followed at every moment, on every page and live. */
    private static final int CLOSELY = 20;

    private static final Pattern COMPARISON = Pattern.compile("/(jamforelse|comparison)/");

    private static final Pattern AS_OF = Pattern.compile("  \"asOf\" : .*\n");

    private static final int FIRST_ORGANISATION = 1_000;
    private static final long FIRST_SEED = 200_000; // others than in goals and streams

    @TempDir
    private Path data;

    private TestCluster cluster;
    private StreamsApplication streams;
    private ReceiptsService receipts;
    private Dashboard dashboard;
    private final List<WatchedFamily> all = new ArrayList<>();
    private final Map<WatchedFamily, ServerSentEvents> changes = new HashMap<>();

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start(data.resolve("kafka"));
        streams = cluster.startApplication("attacked");
        receipts = cluster.startReceipts("receipts", data.resolve("receipts"), Optional.empty());
        dashboard = Dashboard.start(
                new DashboardSettings(cluster.cluster(), HttpSettings.loopback(0), Set.of()), PageRoutes::new);
        for (int i = 0; i < FAMILIES; i++) {
            all.add(new WatchedFamily(cluster, FIRST_SEED + i, Integer.toString(FIRST_ORGANISATION + i)));
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (ServerSentEvents events : changes.values()) {
            events.close();
        }
        dashboard.close();
        receipts.close();
        streams.close();
        cluster.close();
    }

    @Test
    void nothing_is_found_in_what_a_running_stack_publishes() throws Exception {
        send();
        int records = readTopics();
        int answers = 0;
        int amounts = 0;
        List<String> tooMuch = new ArrayList<>();
        for (int i = 0; i < FAMILIES; i++) {
            List<Told> told = answers(all.get(i), all.get((i + 1) % FAMILIES).organisation());
            all.get(i).attack();
            told.stream().map(all.get(i)::tooMuch).forEach(tooMuch::addAll);
            answers += told.size();
            amounts += told.stream().mapToInt(one -> one.amounts().size()).sum();
        }

        System.out.printf(
                "Small groups in %d records and %d answers of a running stack, %d families: %d numbers seen, %d long numbers in"
                        + " answers, %d of %d small values and %d of %d small remainders recovered%n",
                records,
                answers,
                FAMILIES,
                sum(Attacker::shown),
                amounts,
                sum(Attacker::recovered),
                sum(Attacker::small),
                sum(Attacker::recoveredLeft),
                sum(Attacker::smallLeft));
        assertThat(sum(Attacker::small)).isGreaterThan(4 * FAMILIES);
        assertThat(sum(Attacker::shown)).isGreaterThan(4 * FAMILIES);
        assertThat(amounts).isGreaterThan(4 * FAMILIES);
        assertThat(tooMuch).isEmpty();
        assertThat(sum(Attacker::recovered)).isZero();
        assertThat(sum(Attacker::recoveredLeft)).isZero();
    }

    private int sum(ToIntFunction<Attacker> figure) {
        return all.stream().map(WatchedFamily::attacker).mapToInt(figure).sum();
    }

    /** Sends everything, in turns, and waits until all of it has come out of the topics. */
    private void send() throws Exception {
        boolean isLeft = true;
        for (int turn = 0; isLeft; turn++) {
            isLeft = false;
            for (WatchedFamily family : all) {
                isLeft |= family.send(turn);
            }
            if (turn == 0) {
                cluster.awaitPictures();
                await("the dashboard").until(dashboard::isReady);
                followChanges();
            }
        }
        cluster.awaitPictures();
        assertThat(streams.isRunning()).isTrue();
    }

    private int readTopics() {
        AtomicInteger records = new AtomicInteger();
        for (Topic topic : List.of(
                Topic.PICTURES, Topic.INDICATOR_ATTAINMENT, Topic.GOAL_AREA_ATTAINMENT, Topic.INDICATOR_OBSERVATIONS)) {
            TopicScan.of(cluster.cluster(), topic, record -> {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                all.get(Integer.parseInt(key.substring(0, 4)) - FIRST_ORGANISATION)
                        .isPublished(record);
                records.incrementAndGet();
            });
        }
        return records.get();
    }

    private void followChanges() throws Exception {
        for (int i = 0; i < FAMILIES; i += CLOSELY) {
            WatchedFamily family = all.get(i);
            changes.put(
                    family,
                    ServerSentEvents.open(
                            dashboard.url() + "/v1/organisations/" + family.organisation() + "/events",
                            Optional.empty()));
        }
    }

    /** Returns what the dashboard answers about {@code family}. */
    private List<Told> answers(WatchedFamily family, String neighbour) throws Exception {
        DashboardOutputs outputs =
                new DashboardOutputs(dashboard.url(), FrameworkReader.read(family.framework()), neighbour);
        String organisation = "/v1/organisations/" + family.organisation();
        String now = PictureJson.indented(family.picture(family.end()));
        await("the picture")
                .until(() -> outputs.get(organisation + "/pictures/2018").equals(now));
        List<Told> told = new ArrayList<>();
        for (String address : outputs.addresses()) {
            told.add(told(outputs, address));
            told.add(told(outputs, address + ".csv?lang=sv"));
        }
        if (changes.containsKey(family)) {
            told.add(Told.of(
                    "changes of " + family.organisation(),
                    changes.get(family).until(events -> !events.isEmpty()).toString()));
            told.add(told(outputs, organisation + "/versions/2018?version=1&with=2"));
            for (String page : pages(outputs)) {
                told.add(told(outputs, page));
            }
        }
        told.forEach(one -> family.isAnswered(family.end(), one));
        if (changes.containsKey(family)) {
            for (WatchedFamily.Moment moment : family.moments()) {
                assertThat(AS_OF.matcher(outputs.get(organisation + "/pictures/2018?asOf=" + moment.at()))
                                .replaceFirst(""))
                        .isEqualTo(PictureJson.indented(family.picture(moment)));
                List<Told> then = then(outputs, moment.at());
                then.forEach(one -> family.isAnswered(moment, one));
                told.addAll(then);
            }
        }
        return told;
    }

    private static Told told(DashboardOutputs outputs, String address) throws Exception {
        HttpResponse<String> answer = outputs.answer(address);
        assertThat(answer.statusCode()).as(address).isIn(200, 400, 404, 406);
        return Told.of(address, answer.body());
    }

    private static Iterable<String> pages(DashboardOutputs outputs) throws Exception {
        String of = "/" + outputs.framework().organisation() + "/personer/";
        return outputs.pages(
                List.of(
                        "/sv" + of + "jamforelse/" + outputs.neighbour() + "/personer",
                        "/en" + of + "comparison/" + outputs.neighbour() + "/personer"),
                link -> link.contains(of) && !COMPARISON.matcher(link).find());
    }

    /** Returns what is shown as of {@code moment}, and what is different since. */
    private static List<Told> then(DashboardOutputs outputs, Instant moment) throws Exception {
        List<Told> told = new ArrayList<>();
        for (String address : outputs.addressesOfAMoment()) {
            told.add(told(outputs, address + "?asOf=" + moment));
            told.add(told(outputs, address + ".csv?lang=sv&asOf=" + moment));
        }
        String organisation = outputs.framework().organisation();
        String picture = "/sv/" + organisation + "/personer/2018";
        for (String page :
                List.of("", "/malomrade/mal", "/nyckeltal/ex-personer", "/nyckeltal/ex-personer/forklaring")) {
            told.add(told(outputs, picture + page + "?asOf=" + moment));
        }
        told.add(told(outputs, picture + "/andringar?from=" + moment));
        told.add(told(outputs, "/v1/organisations/" + organisation + "/differences/2018?from=" + moment));
        return told;
    }
}
