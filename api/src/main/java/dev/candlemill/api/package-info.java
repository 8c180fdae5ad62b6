/** The server: REST, the WebSocket and the page, over what the jobs write. */
@NullMarked
package dev.candlemill.api;

import org.jspecify.annotations.NullMarked;
