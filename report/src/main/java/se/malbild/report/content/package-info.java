/** What a report says about a year: from pictures, frameworks, decisions and the log to a document. */
package se.malbild.report.content;
