package dev.candlemill.provider.file;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The offset of a zone's local times. A local time that a clock change skips or repeats has none:
 * guessing one would let the two hours of the repeated bars correct each other.
 */
final class LocalOffsets {

    private final ZoneId zone;
    private final ZoneRules rules;
    private long cachedFrom = Long.MAX_VALUE;
    private long cachedTo = Long.MIN_VALUE;
    private long cached;
    private @Nullable String problem;

    LocalOffsets(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    @Nullable String problem() {
        return problem;
    }

    /** Seconds to subtract from the local time, itself in seconds as if it were UTC. */
    long at(long localSeconds) {
        problem = null;
        if (localSeconds >= cachedFrom && localSeconds < cachedTo) {
            return cached;
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
        List<ZoneOffset> valid = rules.getValidOffsets(local);
        if (valid.size() != 1) {
            problem = "time: " + (valid.isEmpty() ? "skipped" : "ambiguous") + " in " + zone;
            return 0;
        }
        cache(local, valid.get(0));
        return cached;
    }

    /** The stretch around it in which local times are neither skipped nor repeated. */
    private void cache(LocalDateTime local, ZoneOffset offset) {
        Instant instant = local.toInstant(offset);
        ZoneOffsetTransition before = rules.previousTransition(instant.plusMillis(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        cached = offset.getTotalSeconds();
        cachedFrom = before == null ? Long.MIN_VALUE : Math.max(start(before), end(before));
        cachedTo = after == null ? Long.MAX_VALUE : Math.min(start(after), end(after));
    }

    private static long start(ZoneOffsetTransition transition) {
        return transition.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC);
    }

    private static long end(ZoneOffsetTransition transition) {
        return transition.getDateTimeAfter().toEpochSecond(ZoneOffset.UTC);
    }
}
