/** Candles that are still forming, on their way to charts. */
@NullMarked
package dev.candlemill.jobs.forming;

import org.jspecify.annotations.NullMarked;
