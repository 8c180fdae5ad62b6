/**
 * A market that is made up from a seed: for the demo, for benchmarks, and for tests, which also get
 * its truth. Any session of any symbol is computed on its own, so a range can be opened anywhere.
 */
@NullMarked
package dev.candlemill.provider.simulated;

import org.jspecify.annotations.NullMarked;
