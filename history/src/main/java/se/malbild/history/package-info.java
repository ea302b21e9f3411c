/** The log of one organisation: what was known when, and what changed because of what. */
package se.malbild.history;
