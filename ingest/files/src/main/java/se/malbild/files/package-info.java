/**
 * Observations in files that people and systems export: CSV, Excel and NDJSON. Wrong columns are a fault of
 * the whole file; otherwise each faulty row is reported with all its faults.
 */
package se.malbild.files;
