/** What every service has: an HTTP server with health, metrics and errors that people can read, and tokens. */
package se.malbild.service;
