package se.malbild.cli.evidence;

import se.malbild.goals.Text;

/**
 * Something in a file of evidence that is not as it was written.
 *
 * @param line where, counted from 1
 * @param message what it is, and what would be right
 */
record Damage(int line, Text message) {
    static Damage at(int line, String sv, String en) {
        return new Damage(line, new Text(sv, en));
    }
}
