package dev.candlemill.wire;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.SymbolEvents;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * All kinds of events, as {@link SymbolEvents} writes them; version 2 added handed bars, version 3
 * whether a symbol is followed and which timeframes are wanted.
 */
public final class SymbolEventFormat implements WireFormat<SymbolEvent> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 3;

    @Override
    public Class<SymbolEvent> type() {
        return SymbolEvent.class;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(SymbolEvent event, DataOutput out) throws IOException {
        SymbolEvents.write(event, out);
    }

    @Override
    public SymbolEvent read(DataInput in) throws IOException {
        return SymbolEvents.read(in);
    }
}
