/** Signals and the screener. */
@NullMarked
package dev.candlemill.api.signal;

import org.jspecify.annotations.NullMarked;
