/** What a provider gives: bars, pages of bars, and the events that carry them through a job. */
@NullMarked
package dev.candlemill.bar;

import org.jspecify.annotations.NullMarked;
