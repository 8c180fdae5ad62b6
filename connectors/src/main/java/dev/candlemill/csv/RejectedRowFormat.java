package dev.candlemill.csv;

import dev.candlemill.bar.RejectedBar;
import java.io.IOException;

/** One row per rejected record. */
final class RejectedRowFormat implements RowFormat<RejectedBar> {

    private static final long serialVersionUID = 1L;

    @Override
    public void write(RejectedBar bar, CsvLine line, Rows rows) throws IOException {
        byte[] text =
                line.text(bar.symbol())
                        .time(bar.openTime())
                        .text(bar.reason().code())
                        .text(bar.place())
                        .text(bar.text())
                        .text(bar.source())
                        .end();
        rows.add(new CsvRow(RowKey.ofBar(bar.symbol(), bar.openTime(), bar.place()), 0, text));
    }
}
