package dev.candlemill.jobs.forming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.CandleRows;
import dev.candlemill.wire.WireTypes;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ConflateOperatorTest {

    @Test
    void letsTheLatestOfEachSymbolPassOncePerInterval() throws Exception {
        try (var harness =
                new OneInputStreamOperatorTestHarness<CandlePage, CandlePage>(
                        new ConflateOperator(Duration.ofSeconds(1)))) {
            harness.setup(
                    WireTypes.CANDLE_PAGE.createSerializer(
                            harness.getExecutionConfig().getSerializerConfig()));
            harness.open();
            harness.setProcessingTime(5_000);
            harness.processElement(page("A", 1), 0);
            harness.processElement(page("B", 2), 0);
            harness.processElement(page("A", 3), 0);
            harness.setProcessingTime(5_999);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.setProcessingTime(6_000);
            assertThat(closes(harness.extractOutputValues())).containsExactly("A 3.0", "B 2.0");

            harness.processElement(page("A", 4), 0);
            harness.setProcessingTime(6_999);
            assertThat(harness.extractOutputValues()).hasSize(2);
            harness.setProcessingTime(7_000);
            assertThat(closes(harness.extractOutputValues()))
                    .containsExactly("A 3.0", "B 2.0", "A 4.0");
        }
    }

    private static List<String> closes(List<CandlePage> pages) {
        return pages.stream().map(page -> page.symbol() + " " + page.close(0)).toList();
    }

    private static CandlePage page(String symbol, double close) {
        CandleRows rows = new CandleRows();
        rows.add(
                new Candle(
                        symbol,
                        Timeframe.H1,
                        0,
                        3_600_000,
                        0,
                        close,
                        close,
                        close,
                        close,
                        1,
                        1,
                        12,
                        1,
                        1));
        return rows.toPage(symbol, "test", false);
    }
}
