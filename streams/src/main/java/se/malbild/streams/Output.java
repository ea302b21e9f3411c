package se.malbild.streams;

import se.malbild.schemas.Topic;

/**
 * What is to be published.
 *
 * @param value null to take away what was there
 * @param reflects the value of {@link MalbildTopology#REFLECTS}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Output(Topic topic, String key, byte[] value, String reflects) {}
