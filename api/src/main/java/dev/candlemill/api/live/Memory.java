package dev.candlemill.api.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candlemill.api.live.LiveEvent.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came lately: tells news from repetition, and holds what may not be in Postgres yet. Not
 * thread-safe.
 */
final class Memory {

    private static final int MOST_IDS = 100_000;
    private static final int MOST_CANDLES = 20_000;
    private static final int MOST_FORMING = 50_000;
    private static final int MOST_SIGNALS = 2_000;

    private final Map<String, Seen> seen = newest(MOST_IDS);
    private final Map<String, LiveEvent> candles = newest(MOST_CANDLES);
    private final Map<String, LiveEvent> forming = newest(MOST_FORMING);
    private final Map<String, LiveEvent> signals = newest(MOST_SIGNALS);

    /**
     * @param content a hash of what it says
     */
    private record Seen(long epoch, int revision, int indicatorRevision, int content) {

        /**
         * A run that has restarted may say something else under a revision: its last word counts. A
         * later run may go on from a lower one.
         */
        boolean isBefore(Seen next) {
            if (epoch != next.epoch) {
                return epoch < next.epoch && !saysTheSame(next);
            }
            if (revision != next.revision) {
                return revision < next.revision;
            }
            return indicatorRevision != next.indicatorRevision
                    ? indicatorRevision < next.indicatorRevision
                    : content != next.content;
        }

        /** What a replaced run sends of an older epoch is no news any more. */
        Seen atNewest(Seen next) {
            return epoch < next.epoch && saysTheSame(next) ? next : this;
        }

        private boolean saysTheSame(Seen next) {
            return revision == next.revision
                    && indicatorRevision == next.indicatorRevision
                    && content == next.content;
        }
    }

    private static <T> Map<String, T> newest(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes a record; the events that are news. */
    List<LiveEvent> take(Records.Record record) {
        if (record.kind() == Kind.FORMING) {
            return takeForming(record);
        }
        String id = record.eventId();
        List<LiveEvent> events = Records.events(record);
        int content = events.stream().map(LiveEvent::fields).toList().hashCode();
        Seen now = new Seen(record.epoch(), record.revision(), record.indicatorRevision(), content);
        @Nullable Seen before = seen.remove(id);
        if (before != null && !before.isBefore(now)) {
            seen.put(id, before.atNewest(now));
            return List.of();
        }
        seen.put(id, now);
        events.forEach(event -> keep(id, event));
        return events;
    }

    private void keep(String id, LiveEvent event) {
        if (event.kind() == Kind.CANDLE) {
            candles.remove(id);
            candles.put(id, event);
            @Nullable LiveEvent current = forming.get(event.series());
            if (current != null && current.openTime() <= event.openTime()) {
                forming.remove(event.series());
            }
        } else if (event.kind() == Kind.SIGNAL) {
            signals.remove(id);
            signals.put(id, event);
        }
    }

    /** A forming candle after its final one, or after a later one, is a straggler. */
    private List<LiveEvent> takeForming(Records.Record record) {
        LiveEvent event = Records.events(record).get(0);
        @Nullable LiveEvent current = forming.get(event.series());
        boolean isOld = current != null && current.openTime() > event.openTime();
        if (isOld || candles.containsKey(record.eventId())) {
            return List.of();
        }
        forming.remove(event.series());
        forming.put(event.series(), event);
        return List.of(event);
    }

    @Nullable LiveEvent forming(String series) {
        return forming.get(series);
    }

    /** Final candles of some series, in the order of their coming. */
    List<ObjectNode> candles(Collection<String> series) {
        List<ObjectNode> found = new ArrayList<>();
        for (LiveEvent event : candles.values()) {
            if (series.contains(event.series())) {
                found.add(event.body());
            }
        }
        return found;
    }

    Collection<LiveEvent> signals() {
        return signals.values();
    }
}
