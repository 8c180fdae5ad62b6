/** Hands the symbols of a run out to readers; runs on the job manager. */
@NullMarked
package dev.candlemill.source.enumerator;

import org.jspecify.annotations.NullMarked;
