package dev.candlemill.candle;

import dev.candlemill.signal.SignalType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What strategies say of one candle. */
final class RowEvents {

    /**
     * One strategy's event.
     *
     * @param key of setup and strategy
     * @param values the indicator values it was decided on, by name
     */
    record Event(
            long key,
            String setup,
            String strategy,
            SignalType type,
            double confidence,
            Map<String, Double> values) {}

    private final List<Event> events = new ArrayList<>(1);

    void add(Event event) {
        events.add(event);
    }

    List<Event> all() {
        return events;
    }

    @Nullable Event of(long key) {
        for (Event event : events) {
            if (event.key == key) {
                return event;
            }
        }
        return null;
    }

    static void write(@Nullable RowEvents row, DataOutput out) throws IOException {
        List<Event> events = row == null ? List.of() : row.events;
        out.writeShort(events.size());
        for (Event event : events) {
            out.writeLong(event.key);
            out.writeUTF(event.setup);
            out.writeUTF(event.strategy);
            out.writeByte(event.type.ordinal());
            out.writeDouble(event.confidence);
            out.writeShort(event.values.size());
            for (Map.Entry<String, Double> value : event.values.entrySet()) {
                out.writeUTF(value.getKey());
                out.writeDouble(value.getValue());
            }
        }
    }

    static @Nullable RowEvents read(DataInput in) throws IOException {
        int count = in.readShort();
        if (count == 0) {
            return null;
        }
        RowEvents row = new RowEvents();
        for (int i = 0; i < count; i++) {
            long key = in.readLong();
            String setup = in.readUTF();
            String strategy = in.readUTF();
            SignalType type = SignalType.values()[in.readByte()];
            double confidence = in.readDouble();
            int size = in.readShort();
            Map<String, Double> values = new LinkedHashMap<>();
            for (int k = 0; k < size; k++) {
                values.put(in.readUTF(), in.readDouble());
            }
            row.add(new Event(key, setup, strategy, type, confidence, values));
        }
        return row;
    }
}
