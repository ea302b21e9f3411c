/**
 * The contract on the wire: topics with their keys, partitioning and Avro schemas, and the way between bytes and the types
 * of {@code goals}. Values have Confluent's wire format: a zero byte, the schema's id in four bytes, Avro binary.
 */
package se.malbild.schemas;
