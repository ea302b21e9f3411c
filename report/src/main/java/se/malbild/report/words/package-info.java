/** What pages and reports say alike of a picture: numbers, levels, rules and reasons in Swedish and English. */
package se.malbild.report.words;
