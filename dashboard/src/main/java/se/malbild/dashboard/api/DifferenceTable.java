package se.malbild.dashboard.api;

import java.util.Optional;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.history.PictureDifference;

/** What is different in a picture between two moments, as a table: a row for each part. */
final class DifferenceTable {
    private DifferenceTable() {}

    static byte[] of(PictureDifference difference, Optional<Text> notice, Language language) {
        return PartColumns.of(PictureDifference.Line::part)
                .with("Händelser", "Events", line -> PartColumns.events(line.because()))
                .withNotice(line -> notice)
                .csv(difference.lines(), language);
    }
}
