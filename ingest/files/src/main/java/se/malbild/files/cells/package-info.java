/** What the cells of a table hold and show. */
package se.malbild.files.cells;
