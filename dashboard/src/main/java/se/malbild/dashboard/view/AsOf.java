package se.malbild.dashboard.view;

import java.time.Instant;
import se.malbild.goals.assessment.Observed;
import se.malbild.history.Cut;

/**
 * The moment that an organisation is shown as of.
 *
 * @param asked as the reader wrote it: a day such as {@code 2018-08-31}, or a point in time
 * @param moment the last one whose records count
 * @param cut where the log was then
 * @param isPreliminary whether more may still come to be known of that moment
 * @param isUncertain whether the log's times run back around the moment, so that they do not tell for certain
 * @param observed what had been observed
 */
public record AsOf(
        String asked, Instant moment, Cut cut, boolean isPreliminary, boolean isUncertain, Observed observed) {}
