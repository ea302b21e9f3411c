package se.malbild.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.SentDecisions;
import se.malbild.cluster.TestCluster;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.Slot;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.DecisionFinding;
import se.malbild.history.DecisionVerification;
import se.malbild.history.DecisionVerification.Rules;
import se.malbild.history.LogReader;
import se.malbild.history.VerifiedDecisions;
import se.malbild.schemas.Topic;
import se.malbild.schemas.registry.SchemaRegistry;
import se.malbild.streams.StreamsApplication;

/** A year that is closed, corrected, reopened and closed again, and what {@code malbild verify} says of it, and of what was changed. */
class DecisionVerifyIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path data;

    private static TestCluster cluster;
    private static SchemaRegistry registry;
    private static StreamsApplication application;
    private static SentDecisions decisions;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(data);
        registry = SchemaRegistry.connect(cluster.cluster(), Optional.empty());
        for (Topic topic : Topic.inputs()) {
            registry.preload(topic);
        }
        application = cluster.startApplication("malbild");
        decisions = new SentDecisions(cluster, registry);
    }

    @AfterAll
    static void stop() {
        application.close();
        registry.close();
        cluster.close();
    }

    @Test
    void both_closings_of_a_year_verify_and_in_a_later_build_the_rules_have_changed() throws Exception {
        Vasteras municipality = year("1280");
        YearDecision first = decisions.close("1280");
        cluster.publish(municipality.pupilsWithDiploma(2018, 3, "11"));
        decisions.write(decisions.prepared(
                "1280", SentDecisions.draft("1280", DecisionKind.REOPENED).reason("Ett värde var fel.")));
        YearDecision second = decisions.close("1280");
        cluster.publish(municipality.pupilsWithDiploma(2018, 4, "12"));
        cluster.awaitPicturesOf("1280");

        assertThat(first.picture()).isNotEqualTo(second.picture());
        Said verified = verify("1280", "--lang=en");
        assertThat(verified.exitCode())
                .as(verified.results() + verified.messages())
                .isZero();
        assertThat(verified.results()).isEmpty();
        assertThat(verified.lines())
                .contains("3 decisions verified: 0 faults. Closings: 2, of which 2 give the same picture today.")
                .last()
                .asString()
                .startsWith("Digest of the decisions of 1280, 3 records in year-decisions: ");
        JsonNode json = JSON.readTree(verify("1280", "--format=json").results());
        assertThat(json.at("/decisions").toString())
                .isEqualTo("{\"records\":3,\"closings\":2,\"reproduced\":2,\"findings\":[]}");

        for (Rules later : List.of(
                new Rules(2, picture -> PictureJson.indented(picture).replaceFirst("\\{", "{\n  \"rules\" : 2,")),
                new Rules(
                        2,
                        picture -> PictureJson.indented(picture).replace("\"coverage\" : 1", "\"coverage\" : 0.9")))) {
            VerifiedDecisions there =
                    new DecisionVerification(registry, later).verify(new LogReader(cluster.cluster()).read("1280"));
            assertThat(there.isRight()).isTrue();
            assertThat(there.findings())
                    .extracting(DecisionFinding::kind)
                    .containsExactly(DecisionFinding.Kind.RULES_CHANGED, DecisionFinding.Kind.RULES_CHANGED);
        }
    }

    @Test
    void a_byte_that_was_changed_in_a_closing_is_named() throws Exception {
        year("1281");
        List<YearDecision> written = closedReopenedAndClosed("1281");
        byte[] changed = cluster.writer.decision(written.get(0));
        int reference = new String(changed, StandardCharsets.ISO_8859_1).indexOf("Ks 217");
        changed[reference + 3] = '3';
        decisions.send(written.get(0).year(), changed);
        decisions.write(written.get(1));
        decisions.write(written.get(2));

        Said verified = verify("1281", "--lang=en");

        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.results().lines().toList().get(1))
                .startsWith("   lost " + SentDecisions.FRAMEWORK + " 2018 year-decisions/")
                .contains("(reopened): The decision before this one, with the checksum "
                        + written.get(0).sha256())
                .endsWith("either it was removed, after closed, or it is closed that was changed.");
    }

    @Test
    void a_byte_that_was_changed_in_the_picture_of_the_newest_closing_is_named() throws Exception {
        year("1282");
        YearDecision closed = decisions.prepared("1282", decisions.closing("1282"));
        byte[] changed = cluster.writer.decision(closed);
        String gzip = new String(closed.picture().orElseThrow().gzip(), StandardCharsets.ISO_8859_1);
        changed[new String(changed, StandardCharsets.ISO_8859_1).indexOf(gzip) + gzip.length() / 2] ^= 1;
        decisions.send(closed.year(), changed);

        Said verified = verify("1282");

        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.results())
                .startsWith("1282: beslut\n   picture-changed " + SentDecisions.FRAMEWORK + " 2018 year-decisions/")
                .contains("Målbilden som året stängdes med har ändrats");
    }

    @Test
    void a_decision_that_was_removed_is_named_and_told_to_prometheus() throws Exception {
        year("1283");
        List<YearDecision> written = closedReopenedAndClosed("1283");
        decisions.write(written.get(0));
        decisions.write(written.get(2));
        Path metrics = data.resolve("decisions.prom");

        Said verified = verify("1283", "--format=json", "--metrics=" + metrics);

        assertThat(verified.exitCode()).isEqualTo(1);
        JsonNode finding = JSON.readTree(verified.results()).at("/decisions/findings/0");
        assertThat(finding.path("kind").asText()).isEqualTo("lost");
        assertThat(finding.path("fault").asBoolean()).isTrue();
        assertThat(finding.path("decisionId").asText()).isEqualTo("closed again");
        assertThat(finding.at("/message/en").asText())
                .contains(written.get(1).sha256())
                .contains("after closed,");
        assertThat(Files.readAllLines(metrics)).contains("malbild_verify_decision_faults 1");
    }

    private static Vasteras year(String organisation) throws Exception {
        Vasteras municipality = new Vasteras(organisation);
        cluster.apply(municipality.framework());
        cluster.publish(municipality.observations());
        cluster.awaitPicturesOf(organisation);
        return municipality;
    }

    /** Returns what would have been written, one after the other. */
    private static List<YearDecision> closedReopenedAndClosed(String organisation) throws Exception {
        List<YearDecision> written = new ArrayList<>();
        YearDecision closed = decisions.prepared(organisation, decisions.closing(organisation));
        written.add(after("closed", DecisionKind.CLOSED, closed, "", ""));
        written.add(after(
                "reopened",
                DecisionKind.REOPENED,
                closed,
                "closed",
                written.get(0).sha256()));
        written.add(after(
                "closed again",
                DecisionKind.CLOSED,
                closed,
                "reopened",
                written.get(1).sha256()));
        return written;
    }

    private static YearDecision after(
            String id, DecisionKind kind, YearDecision like, String follows, String previous) {
        boolean isClosing = kind == DecisionKind.CLOSED;
        return new YearDecision(
                id,
                like.year(),
                Slot.of(kind, "", ""),
                kind,
                follows,
                like.by(),
                like.decidedOn(),
                like.reference(),
                isClosing ? "" : "Ett värde var fel.",
                "",
                "",
                List.of(),
                "",
                like.language(),
                isClosing ? like.acknowledged() : List.of(),
                like.basis(),
                isClosing ? like.picture() : Optional.empty(),
                previous);
    }

    private static Said verify(String organisation, String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify", "--wait=10", "--organisation=" + organisation));
        arguments.addAll(List.of(options));
        arguments.addAll(cluster.options());
        return Said.malbild(arguments.toArray(String[]::new));
    }
}
