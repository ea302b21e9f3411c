/** What was known earlier, computed from the logs of the input topics. */
package se.malbild.dashboard.then;
