/** Fetching from Postgres beside a task, which goes on meanwhile. */
@NullMarked
package dev.candlemill.jobs.loading;

import org.jspecify.annotations.NullMarked;
