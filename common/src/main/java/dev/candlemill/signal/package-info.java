/** What strategies say: events on candles that can be revised and retracted. */
@NullMarked
package dev.candlemill.signal;

import org.jspecify.annotations.NullMarked;
