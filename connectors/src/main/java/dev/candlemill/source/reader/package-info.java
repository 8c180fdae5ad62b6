/**
 * Reads symbols on a task manager: what is stored, then the provider's pages, cut where months
 * begin.
 */
@NullMarked
package dev.candlemill.source.reader;

import org.jspecify.annotations.NullMarked;
