/** The page, the contract and its viewer. */
@NullMarked
package dev.candlemill.api.page;

import org.jspecify.annotations.NullMarked;
