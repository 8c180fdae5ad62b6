/** Bars of months that a live job holds: how a bounded run hands them over, and live takes them. */
@NullMarked
package dev.candlemill.jobs.handover;

import org.jspecify.annotations.NullMarked;
