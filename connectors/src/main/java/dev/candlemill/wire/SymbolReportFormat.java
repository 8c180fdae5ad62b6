package dev.candlemill.wire;

import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.candle.SymbolReport;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Reports of one symbol's counts. */
public final class SymbolReportFormat implements WireFormat<SymbolReport> {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public Class<SymbolReport> type() {
        return SymbolReport.class;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(SymbolReport report, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(report.symbol());
        report.counts().write(out);
    }

    @Override
    public SymbolReport read(DataInput in) throws IOException {
        Versions.check("symbol report", in.readByte(), VERSION);
        return new SymbolReport(in.readUTF(), SymbolCounts.read(in));
    }
}
