/** What became of every event, and each department's closed books: a second application over the same topics. */
package se.malbild.receipts;
