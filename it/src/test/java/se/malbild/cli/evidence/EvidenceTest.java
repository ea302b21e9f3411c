package se.malbild.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.malbild.cli.terminal.CommandException;
import se.malbild.cluster.Said;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.DecisionKind;
import se.malbild.goals.decision.Sha256;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.picture.PictureJson;
import se.malbild.history.Cut;
import se.malbild.history.DecisionFinding;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.InputRecord;

/** Evidence of a year, and what is found when somebody has changed the file. */
class EvidenceTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;

    private Path write(SmallYear year, Optional<Cut> known) throws Exception {
        Path file = directory.resolve("evidence.ndjson");
        EvidenceFile.write(
                file,
                Optional.of("1.0"),
                SmallYear.YEAR,
                year.log(),
                Optional.empty(),
                known.orElse(year.log().end()),
                year.registry);
        return file;
    }

    private Path write(SmallYear year) throws Exception {
        return write(year, Optional.empty());
    }

    private static List<String> lines(Path file) throws IOException {
        return new ArrayList<>(Files.readAllLines(file));
    }

    private VerifiedEvidence verify(List<String> lines) throws Exception {
        Path file = directory.resolve("changed.ndjson");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return EvidenceVerification.verify(file, true);
    }

    /** Returns the lines with new numbers and checksums, as somebody writes them who knows the format. */
    private static List<String> forged(List<ObjectNode> contents) throws Exception {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        for (ObjectNode content : contents) {
            content.remove(List.of("line", "sum"));
            if (content.path("type").asText().equals("end")) {
                content.put("lines", lines.size()).put("sha256", Sha256.hex(before.toByteArray()));
            }
            byte[] line = NumberedLine.bytes(content, lines.size() + 1);
            before.writeBytes(line);
            before.write('\n');
            lines.add(new String(line, StandardCharsets.UTF_8));
        }
        return lines;
    }

    private static List<ObjectNode> contents(Path file) throws IOException {
        List<ObjectNode> contents = new ArrayList<>();
        for (String line : lines(file)) {
            contents.add((ObjectNode) JSON.readTree(line));
        }
        return contents;
    }

    private static ObjectNode first(List<ObjectNode> contents, String type) {
        return contents.stream()
                .filter(line -> line.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> english(VerifiedEvidence verified) {
        return verified.damages().stream()
                .map(damage -> damage.line() + ": " + damage.message().en())
                .toList();
    }

    @Test
    void given_a_year_that_was_closed_then_its_file_verifies_and_is_the_same_twice() throws Exception {
        SmallYear year = SmallYear.closed();
        year.reopen();
        year.report("82", "Eva Ask");
        YearDecision closing = year.close();
        year.report("10", "Eva Ask"); // after the closing

        Path file = write(year);
        byte[] once = Files.readAllBytes(file);
        VerifiedEvidence verified = EvidenceVerification.verify(file, false);

        assertThat(english(verified)).isEmpty();
        assertThat(verified.isRight()).isTrue();
        assertThat(verified.decisions().closings()).isEqualTo(2);
        assertThat(verified.decisions().reproduced()).isEqualTo(2);
        Evidence evidence = verified.evidence().orElseThrow();
        assertThat(evidence.log().end()).isEqualTo(new Cut(2, 1));
        assertThat(evidence.newest().map(YearDecision::sha256)).contains(closing.sha256());
        assertThat(evidence.picture()).isEqualTo(closing.picture().flatMap(ClosedPicture::json));
        assertThat(Files.readAllBytes(write(year))).isEqualTo(once);
        assertThat(lines(file).get(0))
                .startsWith("{\"inside\":{\"sv\":\"INTERNT. ")
                .contains("\"en\":\"INSIDE. For auditors, not to be published.", "stängdes 2019-03-01 av Anna Ek");
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void given_a_year_that_is_open_then_the_file_says_so_and_its_picture_is_computed_again() throws Exception {
        SmallYear year = new SmallYear();
        year.report("81", null);
        year.report("82", null);

        Path file = write(year, Optional.of(new Cut(1, 1)));
        VerifiedEvidence verified = EvidenceVerification.verify(file, false);

        assertThat(verified.isRight()).isTrue();
        assertThat(verified.evidence().orElseThrow().log().end()).isEqualTo(new Cut(1, 1));
        assertThat(lines(file).get(0)).contains("nothing has been settled", "\"closing\":null");

        List<ObjectNode> other = contents(file);
        String picture = PictureJson.indented(year.picture());
        first(other, "picture")
                .put("json", picture)
                .put("sha256", Sha256.hex(picture.getBytes(StandardCharsets.UTF_8)));
        VerifiedEvidence forged = verify(forged(other));
        assertThat(forged.isRight()).isFalse();
        assertThat(forged.openPicture()).contains(DecisionFinding.Kind.NOT_REPRODUCIBLE);
        first(other, "evidence").put("rules", 2);
        assertThat(verify(forged(other)).openPicture()).contains(DecisionFinding.Kind.RULES_CHANGED);
    }

    @Test
    void given_records_that_cannot_be_taken_in_then_they_are_written_with_their_faults_and_covered() throws Exception {
        SmallYear year = new SmallYear();
        year.report("81", "Eva Ask");
        year.send(new byte[] {0, 0, 0, 0, 99, 1, 2}); // a schema that nobody has
        year.send("{}".getBytes(StandardCharsets.UTF_8));
        year.send(null);
        Cut end = year.log().end();

        Path file = write(year);

        assertThat(EvidenceVerification.verify(file, false).isRight()).isTrue();
        assertThat(lines(file).stream().filter(line -> line.contains("\"faults\"")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("[\"unknown-schema\"]"),
                        line -> assertThat(line).contains("[\"not-avro\"]"),
                        line -> assertThat(line).contains("[\"no-value\"]", "\"value\":null"));
        assertThat(end.events()).isEqualTo(4);
    }

    @Test
    void given_any_byte_that_was_changed_then_the_file_is_refused() throws Exception {
        byte[] whole = Files.readAllBytes(write(SmallYear.closed()));
        Path file = directory.resolve("changed.ndjson");
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            Files.write(file, changed);
            boolean isRefused;
            try {
                isRefused = !EvidenceVerification.verify(file, false).isRight();
            } catch (CommandException noEvidence) {
                isRefused = true;
            }
            assertThat(isRefused).as("byte %d", i).isTrue();
        }
    }

    @Test
    void given_a_line_that_was_changed_then_it_is_named() throws Exception {
        List<String> lines = lines(write(SmallYear.closed()));
        int event = lines.indexOf(lines.stream()
                .filter(line -> line.contains("\"type\":\"event\""))
                .findFirst()
                .orElseThrow());
        lines.set(event, lines.get(event).replace("\"value\":\"81\"", "\"value\":\"91\""));

        VerifiedEvidence verified = verify(lines);

        assertThat(english(verified))
                .singleElement()
                .asString()
                .startsWith((event + 1) + ": the line was changed: its checksum is ");
        assertThat(verified.evidence()).isEmpty();
    }

    @Test
    void given_lines_that_were_removed_swapped_added_or_cut_off_then_it_is_told_where() throws Exception {
        List<String> whole = lines(write(SmallYear.closed()));

        List<String> removed = new ArrayList<>(whole);
        removed.remove(4);
        assertThat(english(verify(removed)))
                .containsExactly("5: line 5 is missing: here stands line 6. Fetch the file again.");

        List<String> swapped = new ArrayList<>(whole);
        Collections.swap(swapped, 4, 5);
        assertThat(english(verify(swapped)))
                .containsExactly(
                        "5: line 5 is missing: here stands line 6. Fetch the file again.",
                        "6: here stands line 5, but line 7 was to come. Fetch the file again.");

        List<String> added = new ArrayList<>(whole);
        added.add(5, whole.get(4));
        assertThat(english(verify(added)))
                .containsExactly("6: here stands line 5, but line 6 was to come. Fetch the file again.");

        List<String> cutOff = whole.subList(0, whole.size() - 1);
        assertThat(english(verify(cutOff)))
                .containsExactly((whole.size() - 1)
                        + ": the last line (end) is missing: the file was cut off here. Fetch it again.");

        List<String> first = whole.subList(1, whole.size());
        assertThat(english(verify(first)))
                .containsExactly("1: line 1 is missing: here stands line 2. Fetch the file again.");

        Path file = directory.resolve("half.ndjson");
        Files.writeString(file, String.join("\n", whole));
        assertThat(english(EvidenceVerification.verify(file, false)))
                .containsExactly(whole.size() + ": the line has no end: the file was cut off. Fetch it again.");
    }

    @Test
    void given_checksums_that_were_made_anew_then_what_can_be_read_is_held_against_the_bytes() throws Exception {
        List<ObjectNode> contents = contents(write(SmallYear.closed()));
        ((ObjectNode) first(contents, "event").path("event")).put("value", "91");

        VerifiedEvidence verified = verify(forged(contents));

        assertThat(english(verified))
                .singleElement()
                .asString()
                .contains("says something else than the bytes of the records", "\"91\"", "\"81\"");
        assertThat(verified.certificates()).isEmpty();
    }

    @Test
    void given_an_observation_and_all_checksums_of_the_file_forged_then_the_closing_tells() throws Exception {
        SmallYear other = new SmallYear();
        other.report("91", "Eva Ask");
        SmallYear year = SmallYear.closed();
        year.events.set(0, other.events.get(0));

        VerifiedEvidence verified = EvidenceVerification.verify(write(year), true);

        assertThat(verified.damages()).isEmpty();
        assertThat(verified.isRight()).isFalse();
        assertThat(verified.decisions().findings())
                .extracting(DecisionFinding::kind)
                .containsExactly(DecisionFinding.Kind.BASIS_CHANGED);
        assertThat(verified.certificates()).singleElement().satisfies(certificate -> {
            assertThat(certificate.certification().id()).isEqualTo("factors-prevented-certification");
            assertThat(certificate.checks().get(0).message().en()).contains("published 81", "computed again 91");
        });
    }

    @Test
    void given_a_closing_whose_picture_nobody_computed_then_it_is_inaccurate() throws Exception {
        SmallYear year = new SmallYear();
        year.report("70", "Eva Ask");
        SmallYear wished = new SmallYear();
        wished.report("81", "Eva Ask");
        year.decide(DecisionKind.CLOSED, wished.picture());

        VerifiedEvidence verified = EvidenceVerification.verify(write(year), true);

        assertThat(verified.decisions().findings())
                .extracting(DecisionFinding::kind)
                .containsExactly(DecisionFinding.Kind.NOT_REPRODUCIBLE);
        assertThat(verified.certificates())
                .extracting(certificate -> certificate.certification().id())
                .containsExactly("inaccurate");
    }

    @Test
    void given_more_than_the_closing_rests_on_then_that_is_told() throws Exception {
        SmallYear year = SmallYear.closed();
        SmallYear more = SmallYear.closed();
        more.report("10", "Eva Ask");
        List<ObjectNode> contents = contents(write(year));
        more.reopen();
        more.close();
        ObjectNode late = contents(write(more)).stream()
                .filter(line -> line.path("type").asText().equals("event")
                        && line.path("number").asInt() == 2)
                .findFirst()
                .orElseThrow();
        contents.add(contents.indexOf(first(contents, "decision")), late);

        assertThat(english(verify(forged(contents))))
                .anyMatch(damage -> damage.contains(
                        "the file has 2 events and 1 versions of frameworks, but the closing" + " rests on 1 and 1."));
    }

    @Test
    void given_a_decision_that_was_removed_then_it_is_lost() throws Exception {
        SmallYear year = SmallYear.closed();
        year.reopen();
        year.close();
        year.decisions.remove(1);

        VerifiedEvidence verified = EvidenceVerification.verify(write(year), false);

        assertThat(verified.decisions().findings())
                .extracting(DecisionFinding::kind)
                .containsExactly(DecisionFinding.Kind.LOST);
        assertThat(verified.isRight()).isFalse();
    }

    @Test
    void given_no_evidence_then_it_is_said_what_would_be_right() throws Exception {
        Path file = Files.writeString(directory.resolve("x.ndjson"), "{\"eventId\":\"e\"}\n");
        assertThatThrownBy(() -> EvidenceVerification.verify(file, false))
                .hasMessageContaining("is no evidence written by “malbild evidence”");
        Files.writeString(file, "");
        assertThatThrownBy(() -> EvidenceVerification.verify(file, false)).hasMessageContaining("is no evidence");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0, '\n'});
        assertThatThrownBy(() -> EvidenceVerification.verify(file, false)).hasMessageContaining("is compressed");
        List<ObjectNode> later = contents(write(SmallYear.closed()));
        first(later, "evidence").put("format", 2);
        assertThatThrownBy(() -> verify(forged(later))).hasMessageContaining("Use a later version");
    }

    @Test
    void given_lines_that_are_no_evidence_but_have_checksums_then_they_are_named() throws Exception {
        List<ObjectNode> contents = contents(write(SmallYear.closed()));
        first(contents, "event").put("value", "%");
        first(contents, "framework").remove("appendedAt");
        first(contents, "decision").put("type", "poem");

        assertThat(english(verify(forged(contents))))
                .hasSize(3)
                .allMatch(damage -> damage.contains("the line cannot be read as evidence ("));
        contents.remove(0);
        assertThat(english(verify(forged(contents)))).isNotEmpty();
    }

    @Test
    void given_the_command_then_it_tells_people_and_programs_what_was_found() throws Exception {
        SmallYear year = new SmallYear();
        year.report("81", "Eva Ask");
        YearDecision closing = year.close();
        String file = write(year).toString();

        Said right = Said.malbild("verify", file, "--certify", "--lang=en");
        assertThat(right.exitCode()).as(right.messages()).isZero();
        assertThat(right.results())
                .startsWith(
                        "N1 Pupils: certified with qualification\n   second person: no. School committee has not said")
                .contains("All five checks are passed.");
        assertThat(right.messages())
                .contains("Compare it with the minutes", closing.sha256(), "Everything is right")
                .contains("The year was closed on 2019-03-01 by Anna Ek");
        JsonNode json = JSON.readTree(
                Said.malbild("verify", file, "--certify", "--format=json").results());
        assertThat(json.path("right").asBoolean()).isTrue();
        assertThat(json.at("/newestDecision/sha256").asText()).isEqualTo(closing.sha256());
        assertThat(json.at("/certification/indicators/0/class").asText()).isEqualTo("certified-with-qualification");

        List<String> lines = lines(Path.of(file));
        lines.remove(2);
        Files.write(Path.of(file), lines);
        Said wrong = Said.malbild("verify", file);
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.results()).isEqualTo("Rad 3: rad 3 saknas: här står rad 4. Hämta filen igen.\n");
        assertThat(Said.malbild("verify", file + "x").exitCode()).isEqualTo(2);
        assertThat(Said.malbild("verify", "--certify").exitCode()).isEqualTo(2);
        assertThat(Said.malbild("verify", file, "--organisation=1880").exitCode())
                .isEqualTo(2);
    }

    @Test
    void given_the_key_and_value_of_a_record_then_every_byte_comes_back() throws Exception {
        SmallYear year = SmallYear.closed();
        Evidence evidence = EvidenceReader.read(write(year)).evidence().orElseThrow();

        List<InputRecord> read = evidence.log().records(Topic.INDICATOR_EVENTS);
        assertThat(read).hasSameSizeAs(year.events);
        for (int i = 0; i < read.size(); i++) {
            InputRecord written = year.events.get(i);
            assertThat(read.get(i).value()).isEqualTo(written.value());
            assertThat(read.get(i).key()).isEqualTo(written.key());
            assertThat(read.get(i).appendedAt()).isEqualTo(written.appendedAt());
            assertThat(read.get(i).sender()).isEqualTo(written.sender());
        }
        assertThat(evidence.picture()).contains(PictureJson.indented(year.picture()));
    }

    /** When this fails, files that auditors have kept would no longer verify: give the format its next number instead. */
    @Test
    void given_the_same_year_then_the_bytes_of_format_1_are_the_same_for_ever() throws Exception {
        SmallYear year = new SmallYear();
        year.report("81", "Eva Ask");
        year.send(new byte[] {0, 0, 0, 0, 99, 1, 2});
        year.decide(DecisionKind.REOPENED, null); // void; a closing has bytes of gzip, which Java does not promise

        assertThat(Sha256.hex(Files.readAllBytes(write(year))))
                .isEqualTo("f52fee065c0caf0cf4438fe6fe2acbc91dba7b87a4b8d291a2d513a950b5a234");
    }
}
