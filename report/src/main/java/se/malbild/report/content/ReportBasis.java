package se.malbild.report.content;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import se.malbild.goals.SwedishTime;
import se.malbild.goals.assessment.FrameworkVersion;
import se.malbild.goals.assessment.IndicatorAssessment;
import se.malbild.goals.assessment.Pictures;
import se.malbild.goals.decision.ClosedPicture;
import se.malbild.goals.decision.YearDecision;
import se.malbild.goals.framework.GoalFramework;
import se.malbild.goals.picture.Picture;
import se.malbild.history.Cut;
import se.malbild.history.Known;
import se.malbild.report.content.Closing.Leading;

/**
 * What a report follows from, and nothing else does: equal bases give equal reports.
 *
 * @param of the picture that is reported; {@code known} has a picture of it
 * @param asOf the moment at which this was known; empty for the end of the log, or where its year is closed
 * @param known what was known
 * @param cut how far in the organisation's log
 * @param isPreliminary whether more may still come that was appended by then
 * @param isUncertain whether the times of the log do not tell for certain what was known then
 * @param foretold what was known at the end of {@link #forecastDay}; empty when the log begins later, or when that day has not passed
 * @param decisions those in force about the year, in the order of the log
 * @param closing how the report stands to the picture that the year is closed with; empty when it is not closed, and when the report is
 *     as of a moment
 */
public record ReportBasis(
        Pictures.Key of,
        ReportKind kind,
        Optional<Instant> asOf,
        Known known,
        Cut cut,
        boolean isPreliminary,
        boolean isUncertain,
        Optional<Known> foretold,
        List<YearDecision> decisions,
        Optional<Closing> closing) {
    private static final int LAST_DAY = 31;

    public ReportBasis {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(cut, "cut");
        Objects.requireNonNull(foretold, "foretold");
        Objects.requireNonNull(closing, "closing");
        decisions = List.copyOf(decisions);
        if (!known.pictures().containsKey(of)) {
            throw new IllegalArgumentException("there is no picture of " + of);
        }
    }

    /** Returns the day whose forecasts the annual report holds against the outcome: that of the interim report. */
    public static LocalDate forecastDay(int year) {
        return LocalDate.of(year, Month.AUGUST, LAST_DAY);
    }

    /** Returns the last moment of {@link #forecastDay}. */
    public static Instant forecastMoment(int year) {
        return SwedishTime.end(forecastDay(year));
    }

    Picture picture() {
        return kept().flatMap(Closing::closed)
                .map(Closing.Closed::picture)
                .orElseGet(() -> known.pictures().get(of));
    }

    private Optional<Closing> kept() {
        return closing.filter(closed -> closed.leading() == Leading.KEPT);
    }

    /** Tells whether the report shows a picture that {@link #known} does not give, so that what follows from that does not go with it. */
    boolean isKept() {
        return kept().isPresent();
    }

    /** Returns the framework's pictures by year, as far as they go with the one that is shown. */
    SortedMap<Integer, Picture> pictures() {
        SortedMap<Integer, Picture> byYear = new TreeMap<>();
        if (isKept()) {
            byYear.put(of.year(), picture());
            return byYear;
        }
        known.pictures().forEach((key, picture) -> {
            if (key.framework().equals(of.framework())) {
                byYear.put(key.year(), picture);
            }
        });
        return byYear;
    }

    /** Returns what the picture's indicator follows from, where the framework has it. */
    Optional<IndicatorAssessment> judged(String indicator) {
        return known.judged().stream()
                .filter(judged -> judged.framework().id().equals(of.framework()) && judged.year() == of.year())
                .flatMap(judged -> judged.indicators().stream())
                .filter(judged -> judged.picture().id().equals(indicator))
                .findFirst();
    }

    FrameworkVersion version() {
        return known.inForce().get(of.framework());
    }

    GoalFramework framework() {
        return version().framework();
    }

    /** Returns every time that a version of the framework was applied, in the order of the log. */
    List<Known.Applied> applied() {
        return known.applied().stream()
                .filter(applied -> applied.version().framework().id().equals(of.framework()))
                .toList();
    }

    /** Returns the hash that the year is closed with when it is closed with the picture that is shown. */
    public String pictureSha256() {
        return kept().flatMap(closed -> closed.decision().picture())
                .map(ClosedPicture::sha256)
                .orElseGet(() -> ClosedPicture.sha256(picture()));
    }

    /** Returns what stands for everything that the report follows from: SHA-256, in hexadecimal. */
    public String sha256() {
        ReportDigest digest = new ReportDigest();
        digest.add(of, kind, asOf, cut, isPreliminary, isUncertain);
        digest.add(known);
        digest.add(foretold.isPresent());
        foretold.ifPresent(digest::add);
        decisions.forEach(decision -> digest.add(decision.sha256()));
        digest.add(closing.map(Closing::leading));
        closing.ifPresent(closed -> {
            digest.add(closed.end());
            digest.add(closed.now());
        });
        return digest.hex();
    }
}
