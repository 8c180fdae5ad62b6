/** Kafka topics of candles, rejected and late bars: settings, preflight, records and sinks. */
@NullMarked
package dev.candlemill.kafka;

import org.jspecify.annotations.NullMarked;
