/** The jobs' mains and what they are told: options in, source and sinks wired to the pipeline. */
@NullMarked
package dev.candlemill.jobs;

import org.jspecify.annotations.NullMarked;
