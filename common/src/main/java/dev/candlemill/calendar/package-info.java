/** When a venue trades, and where its buckets begin and end: effective-dated data, not code. */
@NullMarked
package dev.candlemill.calendar;

import org.jspecify.annotations.NullMarked;
