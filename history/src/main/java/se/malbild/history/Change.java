package se.malbild.history;

import java.time.Instant;
import se.malbild.goals.picture.Picture;

/**
 * An entry of an organisation's timeline: one part of one picture that became different.
 *
 * @param cut the place in the log right behind the record that made it so
 * @param at when that record was appended
 * @param picture as it was from then on, or until then when it went
 */
public record Change(Cut cut, Instant at, Because because, Picture picture, Part part) {}
