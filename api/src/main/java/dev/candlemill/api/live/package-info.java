/** The WebSocket: channels, sequence numbers, clients that are slow. */
@NullMarked
package dev.candlemill.api.live;

import org.jspecify.annotations.NullMarked;
