/** What time it is in the market, and what the calendar expects. */
@NullMarked
package dev.candlemill.api.market;

import org.jspecify.annotations.NullMarked;
