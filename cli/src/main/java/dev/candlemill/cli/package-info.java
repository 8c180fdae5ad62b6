/** The command {@code ./candlemill}: one class per subcommand, and what they print. */
@NullMarked
package dev.candlemill.cli;

import org.jspecify.annotations.NullMarked;
