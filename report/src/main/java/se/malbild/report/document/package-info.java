/** What a reader of a report sees, as data: the same in every format. */
package se.malbild.report.document;
