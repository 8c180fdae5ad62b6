/**
 * Postgres and Kafka as processes of their own, on loopback only, with their data in the project's
 * folder. They end when the command that started them ends, however it ends.
 */
@NullMarked
package dev.candlemill.cli.embedded;

import org.jspecify.annotations.NullMarked;
