package se.malbild.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.malbild.goals.Fault;
import se.malbild.goals.decision.DecisionRecord;
import se.malbild.goals.decision.DecisionYear;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.decision.YearDecisions;
import se.malbild.history.DecidedYear.Place;
import se.malbild.schemas.codec.YearDecisionReader;
import se.malbild.schemas.intake.InputRecord;

/**
 * What an organisation has decided about its years.
 *
 * @param years those about which there are records, by framework and year
 * @param ofNoYear where the records lie whose key names no year
 */
public record DecidedYears(List<DecidedYear> years, List<Place> ofNoYear) {
    private static final Pattern KEY = Pattern.compile("([0-9]{4})/([^/]+)/([0-9]{4})");
    /** The faults of what a later version can read. */
    private static final Set<String> OF_LATER_VERSION =
            Set.of(YearDecisionReader.UNKNOWN_KIND, YearDecisionReader.UNKNOWN_ROLE);

    public DecidedYears {
        years = List.copyOf(years);
        ofNoYear = List.copyOf(ofNoYear);
    }

    /** Returns what has been decided about {@code year}, which may be nothing. */
    public DecidedYear of(DecisionYear year) {
        return years.stream()
                .filter(decided -> decided.year().equals(year))
                .findFirst()
                .orElseGet(() -> new DecidedYear(year, YearDecisions.NONE, List.of()));
    }

    /** Takes the decisions of one organisation in their order. */
    static final class Reading {
        private record Year(List<DecisionRecord> records, List<Place> places) {}

        private final RecordReader<YearDecision> reader;
        private final SortedMap<DecisionYear, Year> years =
                new TreeMap<>(Comparator.comparing(DecisionYear::framework).thenComparingInt(DecisionYear::year));
        private final List<Place> ofNoYear = new ArrayList<>();

        Reading(RecordReader<YearDecision> reader) {
            this.reader = reader;
        }

        void take(InputRecord record) throws UndecodedException {
            Place place = new Place(record.partition(), record.offset(), Instant.ofEpochMilli(record.appendedAt()));
            Matcher key = KEY.matcher(new String(record.key(), StandardCharsets.UTF_8));
            if (!key.matches()) {
                ofNoYear.add(place);
                return;
            }
            DecisionYear about = new DecisionYear(key.group(1), key.group(2), Integer.parseInt(key.group(3)));
            Year year = years.computeIfAbsent(about, first -> new Year(new ArrayList<>(), new ArrayList<>()));
            year.records().add(read(record));
            year.places().add(place);
        }

        private DecisionRecord read(InputRecord record) throws UndecodedException {
            Optional<YearDecision> decision = reader.read(record);
            if (decision.isPresent()) {
                return new DecisionRecord.Decided(decision.get());
            }
            List<Fault> faults = reader.faults();
            return faults.stream().map(Fault::code).allMatch(OF_LATER_VERSION::contains)
                    ? new DecisionRecord.OfLaterVersion()
                    : new DecisionRecord.Unreadable(faults);
        }

        DecidedYears result() {
            List<DecidedYear> decided = new ArrayList<>();
            years.forEach((year, read) ->
                    decided.add(new DecidedYear(year, YearDecisions.of(read.records()), read.places())));
            return new DecidedYears(decided, ofNoYear);
        }
    }
}
