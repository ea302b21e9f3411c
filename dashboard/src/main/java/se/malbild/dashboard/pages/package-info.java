/** What people look at: pages made on the server, in Swedish and in English, that need no JavaScript. */
package se.malbild.dashboard.pages;
