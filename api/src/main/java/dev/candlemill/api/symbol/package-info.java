/** What exists, what is followed, what is a favourite. */
@NullMarked
package dev.candlemill.api.symbol;

import org.jspecify.annotations.NullMarked;
