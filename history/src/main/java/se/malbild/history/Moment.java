package se.malbild.history;

/**
 * Where an organisation's log was at a moment.
 *
 * @param cut what was known then
 * @param isPreliminary whether more may still come that was appended by then
 * @param isUncertain whether the append times run back around the moment, so that they do not tell for certain
 */
public record Moment(Cut cut, boolean isPreliminary, boolean isUncertain) {}
