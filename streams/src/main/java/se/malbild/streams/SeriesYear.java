package se.malbild.streams;

/** A series in a year: what an event can change. */
record SeriesYear(String series, int year) {}
