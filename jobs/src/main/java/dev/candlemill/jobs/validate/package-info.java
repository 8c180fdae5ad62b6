/** Takes bars out that can never be candles, before they reach keyed state. */
@NullMarked
package dev.candlemill.jobs.validate;

import org.jspecify.annotations.NullMarked;
