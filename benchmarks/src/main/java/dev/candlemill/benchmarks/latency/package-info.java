/** How long a bar takes to its signal: a live job between two topics, and who sends and waits. */
@NullMarked
package dev.candlemill.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
