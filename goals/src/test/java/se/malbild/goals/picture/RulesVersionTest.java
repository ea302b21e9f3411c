package se.malbild.goals.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import se.malbild.goals.RandomCases;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.assessment.RulesVersion;
import se.malbild.goals.framework.InvalidFrameworkException;

/**
 * Every byte of many pictures, by the number of the rules that give them: {@code rules-versions.txt} has a line for each number, with
 * a digest of the pictures of the shipped frameworks and of one in whose picture every field has content, and a digest of those of
 * random cases. A line that has been released is never changed.
 */
class RulesVersionTest {
    private static final int RANDOM_CASES = 300;

    private record Line(int number, String shipped, String random) {}

    @Test
    void other_bytes_need_another_number() throws Exception {
        List<Line> lines = lines();
        Line computed = new Line(RulesVersion.CURRENT, digest(shipped()), digest(random()));

        assertThat(computed)
                .as(
                        "Pictures have other bytes than by rules %d. Give RulesVersion.CURRENT the next number, add its line to"
                                + " rules-versions.txt and say in the changelog what becomes different. If only the"
                                + " last digest differs, and only because the random cases are others, replace it.",
                        RulesVersion.CURRENT)
                .isEqualTo(lines.get(lines.size() - 1));
    }

    @Test
    void the_numbers_are_in_their_order_and_differ() throws IOException {
        List<Line> lines = lines();

        assertThat(lines)
                .extracting(Line::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, RulesVersion.CURRENT).boxed().toList());
        assertThat(lines.stream().map(line -> line.shipped() + line.random())).doesNotHaveDuplicates();
    }

    private static Collection<Picture> shipped() throws Exception {
        List<Picture> pictures = new ArrayList<>(List.of(PictureJsonTest.small()));
        for (Map.Entry<String, String> framework :
                Map.of("orebro-2017-2019", "1880", "vasteras-exempel-2017-2019", "1980").entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .toList()) {
            pictures.addAll(Pictures.of(
                            List.of(FrameworkVersion.read(SampleEvents.framework(framework.getKey()))),
                            SampleEvents.of(framework.getValue()))
                    .values());
        }
        return pictures;
    }

    private static Collection<Picture> random() throws InvalidFrameworkException {
        List<Picture> pictures = new ArrayList<>();
        for (long seed = 0; seed < RANDOM_CASES; seed++) {
            RandomCases.Case given = RandomCases.of(seed);
            List<FrameworkVersion> versions = new ArrayList<>();
            for (String document : given.frameworks()) {
                versions.add(FrameworkVersion.read(document));
            }
            pictures.addAll(Pictures.of(versions, given.observations()).values());
        }
        return pictures;
    }

    private static String digest(Collection<Picture> pictures) throws NoSuchAlgorithmException {
        assertThat(pictures).hasSizeGreaterThan(6);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        pictures.forEach(picture -> digest.update(PictureJson.indented(picture).getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Line> lines() throws IOException {
        try (InputStream file = RulesVersionTest.class.getResourceAsStream("rules-versions.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" ", -1))
                    .map(columns -> new Line(Integer.parseInt(columns[0]), columns[1], columns[2]))
                    .toList();
        }
    }
}
