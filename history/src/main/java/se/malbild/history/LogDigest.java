package se.malbild.history;

/**
 * What tells whether two logs hold the same: {@link InputDigests} says what it covers.
 *
 * @param records how many records of each input topic it covers
 * @param sha256 in hexadecimal, 64 characters
 */
public record LogDigest(Cut records, String sha256) {}
