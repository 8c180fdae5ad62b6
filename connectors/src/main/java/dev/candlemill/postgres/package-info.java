/**
 * Postgres: the schema, the sinks that write candles and what goes with them, and the reader of
 * what is already stored.
 */
@NullMarked
package dev.candlemill.postgres;

import org.jspecify.annotations.NullMarked;
