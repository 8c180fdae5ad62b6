/** What pushed symbols need and polled ones bring: what is stored, and progress in silence. */
@NullMarked
package dev.candlemill.jobs.push;

import org.jspecify.annotations.NullMarked;
