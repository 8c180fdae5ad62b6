/** Exports of charts, and how their numbers differ from stored ones. */
@NullMarked
package dev.candlemill.chart;

import org.jspecify.annotations.NullMarked;
