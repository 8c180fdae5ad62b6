package dev.candlemill.kafka;

/**
 * One record, ready to send, between the operator that writes JSON and the sink.
 *
 * @param key UTF-8
 * @param value UTF-8 JSON of the topic's schema
 * @param eventId deterministic, also in the value
 * @param time epoch milliseconds of what happened; {@link Long#MIN_VALUE} for none
 */
@SuppressWarnings("ArrayRecordComponent")
public record KafkaMessage(byte[] key, byte[] value, String eventId, long time) {}
