/** What TradingView-style clients read. */
@NullMarked
package dev.candlemill.api.udf;

import org.jspecify.annotations.NullMarked;
