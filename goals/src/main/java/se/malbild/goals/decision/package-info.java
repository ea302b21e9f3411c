/**
 * Decisions about a year: who is ready, what the board judges, and a year that is closed. The only place in {@code goals} where
 * the order of what is said counts: decisions are taken in as they lie in the log.
 */
package se.malbild.goals.decision;
