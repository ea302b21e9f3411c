/**
 * What an auditor may rely on of a year: each indicator's result in one of the four classes that the Texas State Auditor's Office gives
 * performance measures, computed from everything that was said instead of from a sample.
 */
package se.malbild.goals.certification;
