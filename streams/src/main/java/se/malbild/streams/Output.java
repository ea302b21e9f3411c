package se.malbild.streams;

import se.malbild.schemas.Reflects;
import se.malbild.schemas.Topic;

/**
 * What is to be published.
 *
 * @param value null to take away what was there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Output(Topic topic, String key, byte[] value, Reflects reflects) {}
