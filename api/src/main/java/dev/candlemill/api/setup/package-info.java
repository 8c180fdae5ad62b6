/** Trading setups, strategies and indicators. */
@NullMarked
package dev.candlemill.api.setup;

import org.jspecify.annotations.NullMarked;
