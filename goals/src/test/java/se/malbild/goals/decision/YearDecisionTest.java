package se.malbild.goals.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.malbild.goals.Language;
import se.malbild.goals.assessment.Given;
import se.malbild.goals.picture.PictureJson;

/** What a decision's hash is of, which may never change, and the picture that a year is closed with. */
class YearDecisionTest {
    private static final Basis BASIS =
            new Basis(812, 3, "a".repeat(64), 2, "b".repeat(64), 1, List.of("Eva Ask", "Kolada"), 4);

    private static YearDecision judged(List<String> indicators, String text, Optional<ClosedPicture> picture) {
        return new YearDecision(
                "d-1",
                new DecisionYear("1880", "orebro-2017-2019", 2018),
                Slot.of(DecisionKind.JUDGED, "hallbar-tillvaxt-1", ""),
                DecisionKind.JUDGED,
                "d-0",
                new Author("Anna Ek", Author.Role.STEERING_OFFICE, "t-1"),
                LocalDate.of(2019, 3, 1),
                "Ks 217/2019 § 41",
                "Enkäten kom för sent.",
                "fortsatt-sa",
                "mer-behovs",
                indicators,
                text,
                Language.SV,
                List.of("missing"),
                BASIS,
                picture,
                "c".repeat(64));
    }

    @Test
    void the_canonical_bytes_are_these() {
        YearDecision decision = judged(List.of("N00914", "N15428"), "Det gick **bra**.", Optional.empty());

        assertThat(new String(decision.canonicalBytes(), StandardCharsets.UTF_8))
                .isEqualTo("3:d-14:188016:orebro-2017-20194:20186:JUDGED18:hallbar-tillvaxt-10:3:d-0"
                        + "7:Anna Ek15:STEERING_OFFICE3:t-110:2019-03-0116:Ks 217/2019 § 4121:Enkäten kom för sent."
                        + "11:fortsatt-sa10:mer-behovs1:26:N009146:N1542817:Det gick **bra**.2:SV1:17:missing"
                        + "3:8121:364:" + "a".repeat(64) + "1:264:" + "b".repeat(64)
                        + "1:11:27:Eva Ask6:Kolada1:41:064:" + "c".repeat(64));
        assertThat(decision.sha256()).isEqualTo(Sha256.hex(decision.canonicalBytes()));
    }

    @Test
    void what_one_field_ends_with_is_not_what_the_next_begins_with() {
        YearDecision one = judged(List.of("N1"), "5", Optional.empty());
        YearDecision other = judged(List.of(), "N1", Optional.empty());

        assertThat(one.sha256()).isNotEqualTo(other.sha256());
    }

    @Test
    void of_the_picture_only_its_hash_counts() {
        Optional<ClosedPicture> picture = Optional.of(new ClosedPicture(new byte[] {1}, "d".repeat(64)));
        Optional<ClosedPicture> packed = Optional.of(new ClosedPicture(new byte[] {1, 2}, "d".repeat(64)));
        Optional<ClosedPicture> other = Optional.of(new ClosedPicture(new byte[] {1}, "e".repeat(64)));

        assertThat(judged(List.of(), "", picture)).isEqualTo(judged(List.of(), "", packed));
        assertThat(judged(List.of(), "", picture).sha256())
                .isEqualTo(judged(List.of(), "", packed).sha256())
                .isNotEqualTo(judged(List.of(), "", other).sha256())
                .isNotEqualTo(judged(List.of(), "", Optional.empty()).sha256());
    }

    @Test
    void a_closed_picture_gives_back_the_json_that_every_download_has() {
        var picture = Given.indicator().reported("skola 2018 90").picture(2018);

        ClosedPicture closed = ClosedPicture.of(picture);

        assertThat(closed.json()).contains(PictureJson.indented(picture));
        assertThat(closed.sha256()).isEqualTo(ClosedPicture.sha256(picture));
    }

    @Test
    void a_byte_that_was_changed_in_a_closed_picture_is_noticed() {
        ClosedPicture closed =
                ClosedPicture.of(Given.indicator().reported("skola 2018 90").picture(2018));
        for (int i = 10; i < closed.gzip().length; i++) { // behind the header, which holds nothing of the picture
            byte[] changed = closed.gzip().clone();
            changed[i] ^= 1;
            assertThat(new ClosedPicture(changed, closed.sha256()).json())
                    .as("byte %d", i)
                    .isEmpty();
        }
        assertThat(new ClosedPicture(closed.gzip(), "0".repeat(64)).json()).isEmpty();
    }

    @Test
    void a_kind_has_one_place() {
        assertThat(Slot.of(DecisionKind.REOPENED, "", "")).isEqualTo(YearDecisions.CLOSING);
        assertThatThrownBy(() -> new Slot(DecisionKind.REOPENED, "", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
