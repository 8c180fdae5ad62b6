/**
 * The byte forms of what flows between operators and lies in state, as Flink serializers: hand
 * written and versioned, since sealed types and records with arrays would fall to Kryo.
 */
@NullMarked
package dev.candlemill.wire;

import org.jspecify.annotations.NullMarked;
