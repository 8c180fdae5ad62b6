package dev.candlemill.csv;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.indicator.IndicatorSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A page's rows of the wanted timeframes. */
final class CandleRowFormat implements RowFormat<CandlePage> {

    private static final long serialVersionUID = 1L;
    private static final int INDICATORS = IndicatorSet.catalogue().catalogueWidth();

    private final boolean[] isWritten = new boolean[Timeframe.count()];
    private final byte[][] wireForms = new byte[Timeframe.count()][];

    CandleRowFormat(Set<Timeframe> timeframes) {
        for (Timeframe timeframe : Timeframe.all()) {
            isWritten[timeframe.ordinal()] = timeframes.contains(timeframe);
            wireForms[timeframe.ordinal()] = timeframe.wire().getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void write(CandlePage page, CsvLine line, Rows rows) throws IOException {
        byte[] symbol = RowKey.bytes(page.symbol());
        for (int i = 0; i < page.size(); i++) {
            int timeframe = page.timeframe(i).ordinal();
            if (isWritten[timeframe]) {
                byte[] key = RowKey.ofCandle(symbol, wireForms[timeframe], page.openTime(i));
                long revisions = CsvRow.revisions(page.revision(i), page.indicatorRevision(i));
                rows.add(new CsvRow(key, revisions, line(page, i, line)));
            }
        }
    }

    private static byte[] line(CandlePage page, int i, CsvLine line) {
        line.text(page.symbol())
                .text(page.timeframe(i).wire())
                .time(page.openTime(i))
                .time(page.closeTime(i))
                .day(page.sessionDate(i))
                .decimal(page.open(i))
                .decimal(page.high(i))
                .decimal(page.low(i))
                .decimal(page.close(i))
                .decimal(page.volume(i))
                .integer(page.barCount(i))
                .integer(page.expectedBarCount(i))
                .integer(page.revision(i))
                .integer(page.inputCount(i))
                .flag(page.isComplete(i))
                .text(page.source());
        int columns = page.valueNames().columns();
        for (int k = 0; k < INDICATORS; k++) {
            line.optional(k < columns ? page.value(i, k) : Double.NaN);
        }
        line.integer(page.indicatorRevision(i)).integer(page.indicatorHash(i));
        BarColumns inputs = page.inputBars(i);
        return line.text(inputs == null ? "" : InputBarsCell.of(inputs)).end();
    }
}
