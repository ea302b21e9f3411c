package se.malbild.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import se.malbild.goals.assessment.ObservationSet;
import se.malbild.goals.assessment.OrganisationPictures;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.observation.Observation;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.Topic;
import se.malbild.schemas.intake.DecisionIntake;
import se.malbild.schemas.intake.EventIntake;
import se.malbild.schemas.intake.FrameworkIntake;
import se.malbild.schemas.intake.InputRecord;
import se.malbild.schemas.intake.Intake;
import se.malbild.schemas.intake.SchemaLookups;
import se.malbild.schemas.registry.WriterSchemas;

/**
 * What was known at any place in the log of an organisation, and what changed between two. The log is taken in as the live
 * applications take it in, and judged by the same function. A record that could not be decoded when it came counts from where it lies,
 * as soon as it can be. For any number of threads.
 */
public final class History {
    private final WriterSchemas schemas;
    private final SchemaLookups lookups;
    /** One for all, since a new one looks closely at the schema, which takes as long as a hundred events. */
    private final EventIntake intake;
    /** By the bytes that they were read from, for as long as these are in memory: reading a document takes milliseconds. */
    private final Map<byte[], FrameworkIntake.Applied> readFrameworks =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** @param schemas of the input topics that are asked about; those of a registry preloaded */
    public History(WriterSchemas schemas) {
        this.schemas = schemas;
        this.lookups = SchemaLookups.onOwnThread(schemas);
        this.intake = EventIntake.anywhere(schemas);
    }

    /**
     * Returns what was known at {@code cut}.
     *
     * @throws UndecodedException when the registry does not tell the schema of a record before it
     */
    public Known at(OrganisationLog log, Cut cut) throws UndecodedException {
        return at(log, cut, Pace.FULL);
    }

    Known at(OrganisationLog log, Cut cut, Pace pace) throws UndecodedException {
        Reading reading = new Reading(log, cut, pace);
        Known known = Known.of(
                reading.known,
                reading.applied,
                reading.undecoded,
                reading.events.isFinal() && reading.frameworks.isFinal());
        reading.pace = Pace.FULL;
        return known;
    }

    /**
     * Hands every change between two places in the log to {@code visitor}, in the order in which they came to be known.
     *
     * @param after not behind {@code through} in either topic
     * @throws UndecodedException when the registry does not tell the schema of a record before {@code through}
     */
    public void changes(OrganisationLog log, Cut after, Cut through, Consumer<Change> visitor)
            throws UndecodedException {
        changes(log, after, through, Pace.FULL, visitor);
    }

    void changes(OrganisationLog log, Cut after, Cut through, Pace pace, Consumer<Change> visitor)
            throws UndecodedException {
        Reading reading = new Reading(log, after, pace);
        SortedMap<Pictures.Key, Picture> before = reading.known.pictures();
        KnownOrder order = new KnownOrder(log, after, through);
        while (!order.isEmpty()) {
            boolean isFramework = order.isFrameworkNext();
            InputRecord record = order.poll();
            Optional<Because> because = isFramework ? reading.takeFramework(record) : reading.takeEvent(record);
            if (because.isPresent()) {
                SortedMap<Pictures.Key, Picture> now = reading.known.pictures();
                Instant at = Instant.ofEpochMilli(record.appendedAt());
                for (Pictures.Key key : union(before.keySet(), now.keySet())) {
                    Picture picture = now.getOrDefault(key, before.get(key));
                    PictureParts.different(Optional.ofNullable(before.get(key)), Optional.ofNullable(now.get(key)))
                            .forEach(part -> visitor.accept(new Change(order.cut(), at, because.get(), picture, part)));
                }
                before = now;
            }
            pace.step();
        }
    }

    /**
     * Hands every event before {@code cut} that was taken in to {@code visitor}, in log order.
     *
     * @throws UndecodedException when the registry does not tell the schema of one
     */
    public void arrivals(OrganisationLog log, Cut cut, Consumer<Arrival> visitor) throws UndecodedException {
        RecordReader<Observation> events = new RecordReader<>(lookups, EventIntake.anywhere(schemas)::judge);
        for (InputRecord record : log.events().records().subList(0, cut.events())) {
            events.read(record).ifPresent(observation -> visitor.accept(Arrival.of(observation, record)));
        }
    }

    /**
     * Tells whether a record of {@code topic}, which is one that pictures follow from, is taken in.
     *
     * @throws UndecodedException when the registry does not tell its schema
     */
    boolean takesIn(Topic topic, InputRecord record) throws UndecodedException {
        Reading reading =
                new Reading(OrganisationLog.of("", List.of(), List.of(), List.of()), Cut.BEGINNING, Pace.FULL);
        return switch (topic) {
            case INDICATOR_EVENTS -> reading.takeEvent(record).isPresent();
            case GOAL_FRAMEWORKS -> reading.takeFramework(record).isPresent();
            default -> throw new IllegalArgumentException("no picture follows from " + topic);
        };
    }

    /**
     * Returns what has been decided about each year, in all of {@code log}.
     *
     * @throws UndecodedException when the registry does not tell the schema of a decision
     */
    public DecidedYears decisions(OrganisationLog log) throws UndecodedException {
        DecidedYears.Reading decided =
                new DecidedYears.Reading(new RecordReader<>(lookups, DecisionIntake.anywhere(schemas)::judge));
        for (InputRecord record : log.decisions().records()) {
            decided.take(record);
        }
        return decided.result();
    }

    /**
     * Returns what stands for a year of {@code framework}, in the order of the cells.
     *
     * @throws UndecodedException when the registry does not tell the schema of an event
     */
    List<StandingOutcome> standing(OrganisationLog log, GoalFramework framework, int year) throws UndecodedException {
        StandingOutcome.Reading standing = new StandingOutcome.Reading(
                new RecordReader<>(lookups, EventIntake.anywhere(schemas)::judge), framework, year);
        for (InputRecord record : log.events().records()) {
            standing.take(record);
        }
        return standing.result();
    }

    /** Decodes an event that has been taken in before, so that its schema is known. */
    private Observation decode(InputRecord event) {
        synchronized (intake) {
            if (intake.judge(event) instanceof Intake.Accepted<Observation> accepted) {
                return accepted.content();
            }
        }
        throw new IllegalStateException("no longer taken in: " + event);
    }

    private static Set<Pictures.Key> union(Set<Pictures.Key> one, Set<Pictures.Key> other) {
        Set<Pictures.Key> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    /** One reading of a log from its beginning. */
    private final class Reading {
        // What is in a log lies in its organisation's partition.
        private final RecordReader<Observation> events =
                new RecordReader<>(lookups, EventIntake.anywhere(schemas)::judge);
        private final RecordReader<FrameworkIntake.Applied> frameworks =
                new RecordReader<>(lookups, FrameworkIntake.anywhere(schemas)::judge);
        private final OrganisationPictures known;
        private final List<Known.Applied> applied = new ArrayList<>();
        private int undecoded;
        /** Of judging. What was known asks for events as they are needed, also when it is found and nobody has a turn for it. */
        private volatile Pace pace;

        Reading(OrganisationLog log, Cut cut, Pace pace) throws UndecodedException {
            this.pace = pace;
            List<InputRecord> ofEvents = log.events().records();
            log.index().follow(ofEvents, cut.events(), events, pace);
            known = new OrganisationPictures(new ObservationSet((series, year) -> {
                this.pace.step();
                return IntStream.of(log.index().of(series, year, cut.events()))
                        .mapToObj(position -> decode(ofEvents.get(position)));
            }));
            for (int position : log.index().notTakenIn(cut.events())) {
                count(takeEvent(ofEvents.get(position)));
            }
            for (InputRecord record : log.frameworks().records().subList(0, cut.frameworks())) {
                count(takeFramework(record));
            }
        }

        private Optional<FrameworkIntake.Applied> read(InputRecord record) throws UndecodedException {
            Optional<FrameworkIntake.Applied> known = Optional.ofNullable(readFrameworks.get(record.value()));
            if (known.isPresent()) {
                return known;
            }
            Optional<FrameworkIntake.Applied> read = frameworks.read(record);
            read.ifPresent(applied -> readFrameworks.put(record.value(), applied));
            return read;
        }

        private void count(Optional<Because> taken) {
            if (taken.isEmpty()) {
                undecoded++;
            }
        }

        Optional<Because> takeEvent(InputRecord record) throws UndecodedException {
            return events.read(record).map(observation -> {
                known.add(observation);
                return new Because.Observed(observation);
            });
        }

        Optional<Because> takeFramework(InputRecord record) throws UndecodedException {
            return read(record).map(read -> {
                known.add(read.version());
                applied.add(new Known.Applied(
                        read.version(),
                        read.justification(),
                        record.partition(),
                        record.offset(),
                        Instant.ofEpochMilli(record.appendedAt())));
                return new Because.Applied(read.version(), read.justification());
            });
        }
    }
}
