package se.malbild.kolada;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.malbild.goals.Fault;
import se.malbild.goals.Text;
import se.malbild.goals.observation.Cell;
import se.malbild.goals.observation.Content;
import se.malbild.goals.observation.Observation;
import se.malbild.kolada.KoladaReader.Reading;

/**
 * All that Kolada answered, page by page: one observation per cell, what is wrong with the values, and what shows that the
 * answer is not whole.
 */
public final class KoladaAnswer {
    private final KoladaReader reader;
    private final Map<Cell, Reading.Observed> observed = new LinkedHashMap<>();
    private final Map<Cell, List<Observation>> contradicting = new LinkedHashMap<>();
    private final List<Reading.Faulty> faulty = new ArrayList<>();
    private final List<Text> gaps = new ArrayList<>();
    private final Set<Long> countsOfAllPages = new LinkedHashSet<>();
    private Optional<String> next = Optional.empty();
    private long rows;
    private long repeated;

    public KoladaAnswer(KoladaReader reader) {
        this.reader = reader;
    }

    /** Takes in the next page. After a page without a next one, another answer begins. */
    public void add(KoladaPage page) {
        if (next.isEmpty()) {
            page.previous()
                    .ifPresent(address -> gaps.add(partial("sidan före finns på ", "the page before is at ", address)));
        }
        reader.read(page).forEach(this::take);
        rows += page.rows().size();
        if (page.count().isPresent() && page.count().getAsLong() != page.rows().size()) {
            countsOfAllPages.add(page.count().getAsLong());
        }
        next = page.next();
        if (next.isEmpty()) {
            checkCounts();
            countsOfAllPages.clear();
            rows = 0;
        }
    }

    private void checkCounts() {
        for (long count : countsOfAllPages) {
            if (count != rows) {
                gaps.add(new Text(
                        "Svaret går inte ihop: ”count” är " + count + ", men antalet rader är " + rows
                                + ". Hämta det igen.",
                        "The answer does not add up: “count” is " + count + ", but the number of rows is " + rows
                                + ". Fetch it again."));
            }
        }
    }

    private static Text partial(String sv, String en, String address) {
        return new Text(
                "Filen är inte hela svaret; " + sv + address + ".",
                "The file is not the whole answer; " + en + address + ".");
    }

    /** Returns what is right, in the order it came. */
    public List<Observation> observations() {
        return observed.values().stream()
                .map(Reading.Observed::observation)
                .filter(observation -> !contradicting.containsKey(observation.cell()))
                .toList();
    }

    /** Returns what is not, values that contradict each other last. */
    public List<Reading.Faulty> faulty() {
        List<Reading.Faulty> all = new ArrayList<>(faulty);
        contradicting.forEach((cell, others) -> all.add(contradiction(observed.get(cell), others)));
        return all;
    }

    /** Returns how many values came once more, as they were. */
    public long repeated() {
        return repeated;
    }

    /** Returns what shows that something is missing. */
    public List<Text> gaps() {
        List<Text> all = new ArrayList<>(gaps);
        next.ifPresent(address -> all.add(partial("det fortsätter på ", "it continues at ", address)));
        return all;
    }

    private void take(Reading reading) {
        if (reading instanceof Reading.Faulty fault) {
            faulty.add(fault);
        } else if (reading instanceof Reading.Observed value) {
            take(value);
        }
    }

    private void take(Reading.Observed value) {
        Observation observation = value.observation();
        Reading.Observed first = observed.putIfAbsent(observation.cell(), value);
        if (first == null) {
            return;
        }
        if (first.observation().equals(observation)) {
            repeated++;
        } else {
            contradicting
                    .computeIfAbsent(observation.cell(), cell -> new ArrayList<>())
                    .add(observation);
        }
    }

    private static Reading.Faulty contradiction(Reading.Observed first, List<Observation> others) {
        String said = Stream.concat(Stream.of(first.observation()), others.stream())
                .map(KoladaAnswer::said)
                .distinct()
                .collect(Collectors.joining("; "));
        return new Reading.Faulty(
                first.what(),
                List.of(new Fault(
                        "contradiction",
                        "value",
                        new Text(
                                "Svaret säger olika saker: " + said + ". Inget av det skickas; hämta det igen.",
                                "The answer says different things: " + said
                                        + ". None of it is sent; fetch it again."))));
    }

    private static String said(Observation observation) {
        String comment = observation.comment();
        if (observation.content() instanceof Content.Value value) {
            return value.number().toPlainString() + (comment.isEmpty() ? "" : " (" + comment + ")");
        }
        return comment;
    }
}
