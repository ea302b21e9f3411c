/**
 * What people and programs look at: the pictures as they stand on their topics, the reason behind every level, and what
 * changes. It reads topics and asks no other part of the system.
 */
package se.malbild.dashboard;
