package se.malbild.history;

/**
 * What tells whether two logs hold the same decisions: {@link InputDigests} says what it covers.
 *
 * @param decisions how many records of {@code year-decisions} it covers
 * @param sha256 in hexadecimal, 64 characters
 */
public record DecisionsDigest(int decisions, String sha256) {}
