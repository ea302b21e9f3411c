package se.malbild.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.InputRecord;

/**
 * The log of one organisation: its own records of the input topics, undecoded and in log order, as far as they have been read.
 * Positions decide what was known, and times only find them. What was decided is no part of what was known, so no {@link Cut} counts it.
 */
public final class OrganisationLog {
    /** By how much the clocks of brokers may differ, and how long a record may take to become visible. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);
    /** What a record in memory takes beside its value, with its place in the index. */
    private static final long OVERHEAD_BYTES = 44;

    private final String organisation;
    private final TopicLog events;
    private final TopicLog frameworks;
    private final TopicLog decisions;
    private final SeriesIndex index;
    private final long bytes;

    /** One in which nothing has been decided. */
    OrganisationLog(String organisation, TopicLog events, TopicLog frameworks) {
        this(organisation, events, frameworks, TopicLog.UNREAD);
    }

    OrganisationLog(String organisation, TopicLog events, TopicLog frameworks, TopicLog decisions) {
        this(organisation, events, frameworks, decisions, new SeriesIndex());
    }

    private OrganisationLog(
            String organisation, TopicLog events, TopicLog frameworks, TopicLog decisions, SeriesIndex index) {
        this.organisation = organisation;
        this.events = events;
        this.frameworks = frameworks;
        this.decisions = decisions;
        this.index = index;
        this.bytes = Stream.of(events, frameworks, decisions)
                .mapToLong(topic -> OVERHEAD_BYTES * topic.records().size() + topic.valueBytes())
                .sum();
    }

    static OrganisationLog unread(String organisation) {
        return new OrganisationLog(organisation, TopicLog.UNREAD, TopicLog.UNREAD);
    }

    /** Returns the log that consists of these records of {@code organisation}, each list in log order, from wherever they were read. */
    public static OrganisationLog of(
            String organisation, List<InputRecord> events, List<InputRecord> frameworks, List<InputRecord> decisions) {
        return new OrganisationLog(organisation, TopicLog.of(events), TopicLog.of(frameworks), TopicLog.of(decisions));
    }

    /** Returns this as far as it has been read now. */
    OrganisationLog readOn(TopicLog moreEvents, TopicLog moreFrameworks, TopicLog moreDecisions) {
        return new OrganisationLog(organisation, moreEvents, moreFrameworks, moreDecisions, index);
    }

    /** Returns the SCB municipality code. */
    public String organisation() {
        return organisation;
    }

    TopicLog events() {
        return events;
    }

    TopicLog frameworks() {
        return frameworks;
    }

    TopicLog decisions() {
        return decisions;
    }

    /** Returns the index of its events, which it shares with this log before and after it is read on. */
    SeriesIndex index() {
        return index;
    }

    /** Returns the own records of an input topic, in log order. */
    public List<InputRecord> records(Topic topic) {
        return switch (topic) {
            case INDICATOR_EVENTS -> events.records();
            case GOAL_FRAMEWORKS -> frameworks.records();
            case YEAR_DECISIONS -> decisions.records();
            default -> throw new IllegalArgumentException(topic + " is no input topic");
        };
    }

    /** Returns this without the events and frameworks at these offsets. */
    OrganisationLog without(Set<Long> ofEvents, Set<Long> ofFrameworks) {
        return new OrganisationLog(organisation, events.without(ofEvents), frameworks.without(ofFrameworks), decisions);
    }

    /** Returns the place behind everything that has been read: what is known now. */
    public Cut end() {
        return new Cut(events.records().size(), frameworks.records().size());
    }

    /** Returns when its first event or framework was appended; empty when there are none. */
    public Optional<Instant> beginning() {
        return Stream.of(events, frameworks)
                .flatMap(topic -> topic.records().stream().limit(1))
                .map(InputRecord::appendedAt)
                .min(Long::compare)
                .map(Instant::ofEpochMilli);
    }

    /** Returns how many events and frameworks there are. */
    public int size() {
        return events.records().size() + frameworks.records().size();
    }

    /**
     * Returns the place behind the first {@code count} records in the order in which they came to be known.
     *
     * @param count 0 to {@link #size}
     */
    public Cut behind(int count) {
        KnownOrder order = new KnownOrder(this, Cut.BEGINNING, end());
        for (int i = 0; i < count; i++) {
            order.poll();
        }
        return order.cut();
    }

    /** Returns when the newest of the records before {@code cut} was appended; empty at the beginning. */
    public Optional<Instant> newestBefore(Cut cut) {
        return Stream.of(
                        events.records().subList(0, cut.events()),
                        frameworks.records().subList(0, cut.frameworks()))
                .flatMap(before -> before.stream().skip(Math.max(0, before.size() - 1)))
                .map(InputRecord::appendedAt)
                .max(Long::compare)
                .map(Instant::ofEpochMilli);
    }

    /** Returns where the log was at {@code moment}; a record that was appended at that very millisecond lies before it. */
    public Moment at(Instant moment) {
        long millis = moment.isBefore(Instant.EPOCH) ? -1 : moment.toEpochMilli();
        return new Moment(
                new Cut(events.countThrough(millis), frameworks.countThrough(millis)),
                !isSettled(millis),
                events.isUncertain(millis) || frameworks.isUncertain(millis));
    }

    /**
     * Tells whether nothing can come any more that was appended at {@code millis} or before. Either topic shows that time has
     * gone by, but what an open transaction holds back in one of them may be as old as what comes before it there.
     */
    private boolean isSettled(long millis) {
        long newest = Math.max(events.newestAt(), frameworks.newestAt());
        for (TopicLog topic : List.of(events, frameworks)) {
            if (topic.isOpen()) {
                newest = Math.min(newest, topic.newestAt());
            }
        }
        return millis <= newest - SETTLED_AFTER.toMillis();
    }

    /** Returns about how much memory the log takes. */
    public long bytes() {
        return bytes;
    }

    /** Returns about how much memory {@code record} takes in a log. */
    static long bytes(InputRecord record) {
        return OVERHEAD_BYTES + (record.value() == null ? 0L : record.value().length);
    }
}
