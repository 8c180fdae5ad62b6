package dev.candlemill.wire;

import dev.candlemill.candle.CandlePage;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Candle pages, column by column. */
public final class CandlePageFormat implements WireFormat<CandlePage> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 2;

    @Override
    public Class<CandlePage> type() {
        return CandlePage.class;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(CandlePage page, DataOutput out) throws IOException {
        page.write(out);
    }

    @Override
    public CandlePage read(DataInput in) throws IOException {
        return CandlePage.read(in);
    }
}
