/**
 * Settings from flags, environment and a file to typed options: one table of keys that the command,
 * a cluster submission and the documentation share.
 */
@NullMarked
package dev.candlemill.jobs.config;

import org.jspecify.annotations.NullMarked;
