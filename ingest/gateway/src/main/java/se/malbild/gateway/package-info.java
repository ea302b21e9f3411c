/** The HTTP gateway: observations as JSON, NDJSON or CloudEvents in, one answer for each out. */
package se.malbild.gateway;
