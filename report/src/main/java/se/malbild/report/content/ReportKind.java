package se.malbild.report.content;

/** Which report of the year it is. */
public enum ReportKind {
    /** After the year: what was reached. */
    ANNUAL,
    /** During the year: what has been reached so far, beside what is foretold for all of it. */
    INTERIM
}
