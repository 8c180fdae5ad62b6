package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.IndicatorPages;
import dev.candlemill.chart.StoredRow;
import dev.candlemill.indicator.CandleSeries;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.screen.Columns;
import dev.candlemill.screen.ScreenParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Screens and history over the same few rows. */
final class CandleScreenTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    @BeforeAll
    static void storeCandles() throws Exception {
        PostgresSinkOptions options = Runs.options(POSTGRES, "job-1", "XNYS");
        try (CandleWriter writer = new CandleWriter(options, WriterMetrics.unreported())) {
            write(writer, "A", 0, Map.of("rsi_14", 80.0, "sma_10", 1.0));
            write(writer, "A", 1, Map.of("rsi_14", 20.0, "sma_10", 90.0));
            write(writer, "B", 0, Map.of("rsi_14", 20.0, "sma_10", 90.0));
            write(writer, "B", 1, Map.of("rsi_14", 50.0, "sma_10", 200.0));
            write(writer, "C", 0, Map.of());
            writer.flush(true);
        }
        POSTGRES.execute("INSERT INTO favorites (symbol) VALUES ('B'), ('C'), ('D')");
    }

    private static void write(CandleWriter writer, String symbol, int i, Map<String, Double> values)
            throws Exception {
        Candle candle = Pages.candle(symbol, Timeframe.H1, i, 1);
        writer.write(IndicatorPages.of(candle, 1, List.of("sma(10)"), values), Runs.NO_CONTEXT);
    }

    private static List<String> symbols(String condition, boolean favourites, int limit)
            throws Exception {
        CandleScreen screen =
                new CandleScreen(POSTGRES.settings("candlemill_read"), Timeframe.H1, favourites);
        return screen
                .find(ScreenParser.parse(condition, new Columns(screen.furtherNames())), limit)
                .stream()
                .map(CandleScreen.Match::symbol)
                .toList();
    }

    private static List<String> symbols(String condition) throws Exception {
        return symbols(condition, false, 100);
    }

    @Test
    void looksAtEachSymbolsNewestCandle() throws Exception {
        assertThat(symbols("rsi_14 < 30")).containsExactly("A");
        assertThat(symbols("rsi_14 > 30")).containsExactly("B");
        assertThat(symbols("close > 0")).containsExactly("A", "B", "C");
        assertThat(symbols("close > sma_10 and not rsi_14 >= 30")).containsExactly("A");
        assertThat(symbols("bar_count < expected_bar_count or (open + 1) * 2 / 2 = close"))
                .containsExactly("A", "B", "C");
    }

    @Test
    void whatIsNotDefinedNeverMatches() throws Exception {
        assertThat(symbols("rsi_14 < 30 or rsi_14 >= 30")).containsExactly("A", "B");
        assertThat(symbols("not rsi_14 < 1000")).isEmpty();
        assertThat(symbols("not sma_10 = 12345")).containsExactly("A", "B");
        assertThat(symbols("1 / (close - close) > 0 or 0 / 0 != 1")).isEmpty();
    }

    @Test
    void keepsToFavouritesAndTheLimit() throws Exception {
        assertThat(symbols("close > 0", true, 100)).containsExactly("B", "C");
        assertThat(symbols("close > 0", false, 2)).containsExactly("A", "B");
    }

    @Test
    void givesTheValuesThatTheConditionNames() throws Exception {
        CandleScreen screen = new CandleScreen(POSTGRES.settings(), Timeframe.H1, false);
        assertThat(screen.furtherNames()).containsExactly("sma_10");
        CandleScreen.Match match =
                screen.find(
                                ScreenParser.parse(
                                        "sma_10 > 100 and close > rsi_14",
                                        new Columns(screen.furtherNames())),
                                1)
                        .get(0);

        assertThat(match.symbol()).isEqualTo("B");
        assertThat(match.openTime().toEpochMilli()).isEqualTo(Pages.START + 3_600_000);
        assertThat(match.values())
                .containsExactly(
                        Map.entry("sma_10", 200.0),
                        Map.entry("close", 102.125),
                        Map.entry("rsi_14", 50.0));
    }

    @Test
    void historyGivesCandlesAndTheirValues() throws Exception {
        CandleHistory history = new CandleHistory(POSTGRES.settings("candlemill_read"));

        assertThat(history.symbols()).containsExactly("A", "B", "C");
        CandleSeries series = history.series("A", Timeframe.H1, Pages.START + 3_600_001);
        assertThat(series.size()).isEqualTo(2);
        SeriesCandle candle = new SeriesCandle();
        series.get(1, candle);
        Candle expected = Pages.candle("A", Timeframe.H1, 1, 1);
        assertThat(candle.openTime).isEqualTo(expected.openTime());
        assertThat(candle.closeTime).isEqualTo(expected.closeTime());
        assertThat(candle.sessionDate).isEqualTo(expected.sessionDate());
        assertThat(new double[] {candle.open, candle.high, candle.low, candle.close, candle.volume})
                .containsExactly(
                        expected.open(),
                        expected.high(),
                        expected.low(),
                        expected.close(),
                        expected.volume());
        assertThat(candle.complete).as("one of two bars").isFalse();
        series.get(0, candle);
        assertThat(candle.complete).isTrue();
        assertThat(history.series("A", Timeframe.H1, Pages.START + 3_600_000).size()).isEqualTo(1);
        assertThat(history.series("A", Timeframe.D1, 2 * Pages.START).size()).isZero();

        List<StoredRow> rows = history.rows("A", Timeframe.H1);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).values())
                .containsEntry("rsi_14", 80.0)
                .containsEntry("sma_10", 1.0)
                .containsEntry("close", 101.125)
                .doesNotContainKey("sma_20");
    }
}
