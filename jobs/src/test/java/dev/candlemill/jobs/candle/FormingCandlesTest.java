package dev.candlemill.jobs.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.candle.Bars;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.SymbolCounts;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What charts are shown is never what is stored. */
class FormingCandlesTest {

    @Test
    void aBarThatIsNotFinalIsShownAndNeverFolded() throws Exception {
        try (var harness = harness(true)) {
            harness.processElement(page("13:30", 10), 0);
            harness.processElement(forming("13:35", 99), 0);
            harness.processElement(empty("13:45"), 0);
            harness.processElement(page("13:40", 11), 0);

            assertThat(lines(harness.extractOutputValues()))
                    .contains("10m 10.0 1/2", "5m 11.0 1/1")
                    .noneMatch(line -> line.contains("99.0"));
            assertThat(lines(shown(harness)))
                    .contains("5m 99.0 1/1", "10m 99.0 2/2", "1h 99.0 2/12", "1h 11.0 2/12");

            harness.processWatermark(Watermark.MAX_WATERMARK);
            SymbolCounts counts =
                    harness.getSideOutput(CandleFunction.REPORTS).poll().getValue().counts();
            assertThat(counts.in).isEqualTo(2);
            assertThat(counts.isBalanced()).isTrue();
        }
    }

    @Test
    void aBarThatIsFinalTakesThePlaceOfTheOneThatWasNot() throws Exception {
        try (var harness = harness(true)) {
            harness.processElement(page("13:30", 10), 0);
            harness.processElement(forming("13:35", 99), 0);
            harness.processElement(page("13:35", 11), 0);

            List<CandlePage> shown = shown(harness);
            assertThat(lines(shown.subList(2, 3)))
                    .contains("15m 11.0 2/3")
                    .noneMatch(line -> line.contains("99.0"));
        }
    }

    @Test
    void nobodyPaysWhereNobodyLooks() throws Exception {
        try (var harness = harness(false)) {
            harness.processElement(page("13:30", 10), 0);
            harness.processElement(forming("13:35", 99), 0);

            assertThat(harness.getSideOutput(CandleFunction.FORMING)).isNull();
        }
    }

    private static List<CandlePage> shown(
            KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage> harness) {
        List<CandlePage> pages = new ArrayList<>();
        harness.getSideOutput(CandleFunction.FORMING).forEach(r -> pages.add(r.getValue()));
        return pages;
    }

    /** Timeframe, close, bars of those expected. */
    private static List<String> lines(List<CandlePage> pages) {
        List<String> lines = new ArrayList<>();
        for (CandlePage page : pages) {
            for (int i = 0; i < page.size(); i++) {
                lines.add(
                        page.timeframe(i).wire()
                                + " "
                                + page.close(i)
                                + " "
                                + page.barCount(i)
                                + "/"
                                + page.expectedBarCount(i));
            }
        }
        return lines;
    }

    private static FormingBar forming(String time, double price) {
        return new FormingBar(page(time, price));
    }

    private static BarPage page(String time, double price) {
        Bar bar = Bars.flat(at(time), price);
        long close = at(time) + BarSize.M5.millis();
        return BarPage.of("A", BarColumns.of(BarSize.M5, bar), close, close, "test");
    }

    /** After the grace, which lets the 13:30 bucket of ten minutes go with one bar. */
    private static BarPage empty(String time) {
        return BarPage.of("A", new BarColumns(0), at(time), at(time), "test");
    }

    private static long at(String time) {
        return Bars.at("2025-07-15T" + time + ":00Z");
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage> harness(
            boolean showsForming) throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage>(
                        new KeyedProcessOperator<>(
                                new CandleFunction(
                                        CandleFunctionTest.CALENDARS,
                                        FoldOptions.DEFAULT,
                                        null,
                                        showsForming)),
                        SymbolEvent::symbol,
                        Types.STRING);
        harness.open();
        return harness;
    }
}
