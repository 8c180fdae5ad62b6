/** A Flink session cluster of processes on this machine, and jobs that are submitted to it. */
@NullMarked
package dev.candlemill.cli.cluster;

import org.jspecify.annotations.NullMarked;
