package se.malbild.history;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.JudgedYear;
import se.malbild.goals.assessment.Observed;
import se.malbild.goals.assessment.OrganisationPictures;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.assessment.SmallGroups;
import se.malbild.goals.picture.Picture;
import se.malbild.schemas.Justification;

/**
 * What was known at a place in an organisation's log. For any number of threads.
 *
 * @param inForce the frameworks in force, by id, those that are withdrawn too
 * @param applied every version of a framework, in log order
 * @param pictures of every year of every framework in force that is not withdrawn
 * @param judged what the pictures follow from
 * @param smallGroups how small groups are protected; empty when no framework had been applied
 * @param observed the observations
 * @param undecoded how many of the organisation's own records could not be taken in
 * @param bytes about how much memory this takes
 * @param isFinal whether the place gives the same for ever: no record before it has a schema that may still be registered
 */
public record Known(
        SortedMap<String, FrameworkVersion> inForce,
        List<Applied> applied,
        SortedMap<Pictures.Key, Picture> pictures,
        List<JudgedYear> judged,
        Optional<SmallGroups> smallGroups,
        Observed observed,
        int undecoded,
        long bytes,
        boolean isFinal) {
    /** A cell with its winner, as {@code malbild bench history} measures it. */
    private static final int BYTES_OF_A_CELL = 330;
    /** An indicator of a picture with what is remembered of it. */
    private static final int BYTES_OF_A_PART = 4_900;

    /**
     * A version of a framework as it was applied once.
     *
     * @param partition where the record lies in {@code goal-frameworks}
     * @param offset where it lies in the partition
     * @param at when it was appended
     */
    public record Applied(
            FrameworkVersion version, Justification justification, int partition, long offset, Instant at) {}

    public Known {
        inForce = Collections.unmodifiableSortedMap(new TreeMap<>(inForce));
        applied = List.copyOf(applied);
        pictures = Collections.unmodifiableSortedMap(new TreeMap<>(pictures));
        judged = List.copyOf(judged);
    }

    /** Tells whether counts of persons are, or should be, known of {@code series} in {@code year}. */
    public boolean isCounted(String series, int year) {
        return smallGroups
                .map(protection -> protection.isCounted(series, observed.cells(series, year)))
                .orElse(false);
    }

    static Known of(OrganisationPictures organisation, List<Applied> applied, int undecoded, boolean isFinal) {
        List<JudgedYear> judged = organisation.judged();
        long parts = judged.stream().mapToLong(year -> year.indicators().size()).sum();
        return new Known(
                organisation.inForce(),
                applied,
                organisation.pictures(),
                judged,
                organisation.smallGroups(),
                organisation.observed(),
                undecoded,
                BYTES_OF_A_PART * parts + (long) BYTES_OF_A_CELL * organisation.cells(),
                isFinal);
    }
}
