package se.malbild.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import se.malbild.schemas.intake.InputRecord;

/** Logs for tests, of records that hold nothing. */
final class Logs {
    private static final String ORGANISATION = "1880";

    private Logs() {}

    /** Returns the log of records that were appended at these times, milliseconds since 1970. */
    static OrganisationLog of(List<Long> events, List<Long> frameworks) {
        return new OrganisationLog(ORGANISATION, topic(events), topic(frameworks));
    }

    /** Returns one topic of it, whose newest record is the organisation's own. */
    static TopicLog topic(List<Long> times) {
        return new TopicLog(records(times), times.size(), times.isEmpty() ? 0 : times.get(times.size() - 1), false);
    }

    private static List<InputRecord> records(List<Long> times) {
        List<InputRecord> records = new ArrayList<>();
        times.forEach(time -> records.add(
                new InputRecord(0, records.size(), time, ORGANISATION.getBytes(StandardCharsets.UTF_8), new byte[0])));
        return records;
    }
}
