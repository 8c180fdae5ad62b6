/** The FLIP-27 source: a port for providers, and the splits, enumerator and reader around it. */
@NullMarked
package dev.candlemill.source;

import org.jspecify.annotations.NullMarked;
