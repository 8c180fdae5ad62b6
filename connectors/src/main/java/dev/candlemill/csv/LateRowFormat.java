package dev.candlemill.csv;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.LateBar;
import java.io.IOException;

/** One row per late bar. */
final class LateRowFormat implements RowFormat<LateBar> {

    private static final long serialVersionUID = 1L;

    @Override
    public void write(LateBar late, CsvLine line, Rows rows) throws IOException {
        Bar bar = late.bar();
        byte[] text =
                line.text(late.symbol())
                        .time(bar.openTime())
                        .decimal(bar.open())
                        .decimal(bar.high())
                        .decimal(bar.low())
                        .decimal(bar.close())
                        .decimal(bar.volume())
                        .text(late.barSize().wire())
                        .text(late.reason().code())
                        .time(late.horizon())
                        .text(late.source())
                        .end();
        rows.add(new CsvRow(RowKey.ofBar(late.symbol(), bar.openTime(), ""), 0, text));
    }
}
