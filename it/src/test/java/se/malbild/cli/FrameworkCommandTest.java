package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cluster.Said;
import se.malbild.cluster.Vasteras;
import se.malbild.goals.framework.ShippedFrameworks;

/** What {@code framework check} says of a framework, without a broker. */
class FrameworkCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;

    @Test
    void given_warnings_only_then_they_are_listed_by_kind_and_the_check_succeeds() throws IOException {
        Said said = Said.malbild("framework", "check", file("orebro.yaml", orebro()));

        assertThat(said.exitCode()).isZero();
        assertThat(said.results()).isEmpty();
        assertThat(said.lines())
                .startsWith("Inga fel: orebro-2017-2019 version 1, 15 målområden, 64 nyckeltal.")
                .contains(
                        "64 av 64 nyckeltal har inget eget målvärde (no-own-target):",
                        "15 av 25 medel följs inte upp (means-not-followed):",
                        "  hallbar-tillvaxt-1: Inget nyckeltal följer: ökat samarbete med grannkommuner",
                        "5 av 5 nämnder har ingen sista rapporteringsdag (no-deadline):")
                .endsWith("88 varningar; styrmodellen kan tillämpas ändå.");
    }

    @Test
    void given_the_version_before_then_an_indicator_that_became_something_else_is_named() throws IOException {
        Vasteras vasteras = new Vasteras("1980");
        String before = file("before.yaml", vasteras.framework());
        String now = file("now.yaml", vasteras.framework(2).replace("series: N02797\n", "series: N02797K\n"));

        Said said = Said.malbild("framework", "check", "--lang=en", "--before=" + before, now);

        assertThat(said.exitCode()).isZero();
        assertThat(said.lines())
                .containsSequence(
                        "1 of 10 indicators that measure something else than in the version before (changed-meaning):",
                        "  N02797-gap: Has kept its id, but changed: the series from “N02797” to “N02797K”.");
        assertThat(Said.malbild("framework", "check", now).lines()).noneMatch(line -> line.contains("N02797K"));
    }

    @Test
    void given_a_version_before_that_is_none_then_that_is_one_line() throws IOException {
        String now = file("now.yaml", new Vasteras("1980").framework());
        String other = file("orebro.yaml", orebro());
        String faulty = file("faulty.yaml", orebro().replace("version: 1\n", "version: 0\n"));

        assertThat(Said.malbild("framework", "check", "--before=" + other, now).failure())
                .isEqualTo(other + " är styrmodellen 1880/orebro-2017-2019, inte en version av"
                        + " 1980/vasteras-exempel-2017-2019.");
        assertThat(Said.malbild("framework", "check", "--before=" + faulty, now).failure())
                .isEqualTo(faulty + " har fel; se dem med ”malbild framework check " + faulty + "”.");
    }

    @Test
    void given_json_then_warnings_and_faults_are_one_document_with_the_same_codes() throws IOException {
        Said sound = Said.malbild("framework", "check", "--format=json", file("orebro.yaml", orebro()));
        Said faulty = Said.malbild(
                "framework",
                "check",
                "--format=json",
                file("faulty.yaml", orebro().replace("version: 1\n", "version: 0\n")));

        JsonNode warnings = JSON.readTree(sound.results()).path("warnings");
        assertThat(sound.exitCode()).isZero();
        assertThat(sound.messages()).isEmpty();
        assertThat(warnings.findValuesAsText("code"))
                .containsExactly("no-own-target", "no-own-control", "means-not-followed", "no-deadline");
        assertThat(warnings.path(2).path("number").asInt()).isEqualTo(15);
        assertThat(warnings.path(2).path("of").asInt()).isEqualTo(25);
        JsonNode fault = JSON.readTree(faulty.results()).path("faults").path(0);
        assertThat(faulty.exitCode()).isEqualTo(1);
        assertThat(fault.path("path").asText()).isEqualTo("version");
        assertThat(fault.path("code").asText()).isEqualTo("not-a-whole-number");
        assertThat(JSON.readTree(faulty.results()).path("warnings")).isEmpty();
    }

    private String file(String name, String document) throws IOException {
        return Files.writeString(directory.resolve(name), document).toString();
    }

    private static String orebro() {
        return ShippedFrameworks.documents().get(0);
    }
}
