/** A report's document in a format: XHTML, and from it PDF; or DOCX. */
package se.malbild.report.output;
