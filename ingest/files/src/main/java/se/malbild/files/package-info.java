/**
 * Observations in files that people and systems export: CSV, Excel and NDJSON. A file is told as a whole when its columns
 * are wrong, and row by row otherwise, each with all its faults.
 */
package se.malbild.files;
