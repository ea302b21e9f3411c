package se.malbild.goals.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import se.malbild.goals.SampleEvents;
import se.malbild.goals.framework.InvalidFrameworkException;

class FrameworkVersionTest {
    private static final String DOCUMENT = SampleEvents.framework("vasteras-exempel-2017-2019");

    @Test
    void theGreatestVersionIsInForce() throws InvalidFrameworkException {
        FrameworkVersion two = version(2, "");
        FrameworkVersion ten = version(10, "");

        assertThat(Pictures.of(List.of(ten, two), List.of()).values())
                .hasSize(3)
                .allSatisfy(picture -> assertThat(picture.frameworkVersion()).isEqualTo(10));
    }

    @Test
    void ofTheSameVersionTheGreatestHashIsInForceWhateverCameLast() throws InvalidFrameworkException {
        FrameworkVersion yes = version(2, "vision: {sv: Ja, en: Yes}");
        FrameworkVersion no = version(2, "vision: {sv: Nej, en: No}");
        FrameworkVersion greatest = yes.contentHash().compareTo(no.contentHash()) > 0 ? yes : no;

        assertThat(yes.contentHash()).matches("[0-9a-f]{64}").isNotEqualTo(no.contentHash());
        assertThat(yes.compareTo(no)).isEqualTo(-no.compareTo(yes)).isNotZero();
        assertThat(FrameworkVersion.inForce(yes, no)).isSameAs(greatest);
        assertThat(FrameworkVersion.inForce(no, yes)).isSameAs(greatest);
    }

    @Test
    void aWithdrawnFrameworkHasNoPicturesUntilALaterVersion() throws InvalidFrameworkException {
        FrameworkVersion first = version(1, "");
        FrameworkVersion withdrawn = version(2, "withdrawn: true");
        FrameworkVersion again = version(3, "");

        assertThat(Pictures.of(List.of(withdrawn, first), List.of())).isEmpty();
        assertThat(Pictures.of(List.of(withdrawn, again, first), List.of())).hasSize(3);
    }

    @Test
    void twoFrameworksOfAnOrganisationHaveTheirOwnPictures() throws InvalidFrameworkException {
        FrameworkVersion one = version(1, "");
        FrameworkVersion other = FrameworkVersion.read(
                DOCUMENT.replace("framework: vasteras-exempel-2017-2019", "framework: vasteras-annan"));

        assertThat(Pictures.of(List.of(one, other), List.of()).keySet())
                .extracting(key -> key.organisation() + "/" + key.framework() + "/" + key.year())
                .containsExactly(
                        "1980/vasteras-annan/2017",
                        "1980/vasteras-annan/2018",
                        "1980/vasteras-annan/2019",
                        "1980/vasteras-exempel-2017-2019/2017",
                        "1980/vasteras-exempel-2017-2019/2018",
                        "1980/vasteras-exempel-2017-2019/2019");
    }

    private static FrameworkVersion version(int version, String more) throws InvalidFrameworkException {
        return FrameworkVersion.read(DOCUMENT.replace("version: 1\n", "version: " + version + "\n" + more + "\n"));
    }
}
