package se.malbild.goals.assessment;

/** What an organisation reports of a series in one year. */
record SeriesYear(String series, int year) {}
