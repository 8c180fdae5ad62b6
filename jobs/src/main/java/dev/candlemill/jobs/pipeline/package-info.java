/** The dataflow that both jobs run: one topology, its uids, and the sinks it is given. */
@NullMarked
package dev.candlemill.jobs.pipeline;

import org.jspecify.annotations.NullMarked;
