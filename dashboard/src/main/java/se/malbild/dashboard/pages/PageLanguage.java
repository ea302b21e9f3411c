package se.malbild.dashboard.pages;

import se.malbild.dashboard.view.AsOf;
import se.malbild.goals.Language;
import se.malbild.goals.SwedishTime;
import se.malbild.report.words.Wording;

/** One language of the pages. The texts themselves are where they are used, most of them in the templates. */
public final class PageLanguage extends Wording {
    public PageLanguage(Language language) {
        super(language);
    }

    /** Returns the moment as it was asked for: a day, or a point in time to the second. */
    public String moment(AsOf asOf) {
        return SwedishTime.end(SwedishTime.day(asOf.moment())).equals(asOf.moment())
                ? day(asOf.moment())
                : SwedishTime.second(asOf.moment());
    }

    /** Returns the day of the moment in Sweden, as the value of a field for dates. */
    public String date(AsOf asOf) {
        return SwedishTime.day(asOf.moment()).toString();
    }
}
