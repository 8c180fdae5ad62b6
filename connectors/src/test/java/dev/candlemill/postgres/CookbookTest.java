package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CookbookTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Pattern QUERY = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

    @BeforeAll
    static void loadACoupleOfCandles() throws Exception {
        PostgresSinkOptions options = Runs.options(POSTGRES, "job-1", "XNYS");
        new BackfillJobs(options.settings())
                .begin(new BackfillJobs.Run("job-1", null, null, null, "{}", "test"));
        try (CandleWriter writer = new CandleWriter(options, WriterMetrics.unreported())) {
            for (String symbol : List.of("XNAS:AAPL", "BINANCE:BTCUSDT")) {
                for (Timeframe timeframe : List.of(Timeframe.M5, Timeframe.H1, Timeframe.D1)) {
                    CandlePage page = Pages.page(symbol, timeframe, 0, 50, 1, true);
                    writer.write(page, Runs.NO_CONTEXT);
                }
            }
            writer.write(Pages.revised("XNAS:AAPL", 3, 5, 2), Runs.NO_CONTEXT);
            writer.flush(true);
        }
    }

    static Stream<String> queries() throws Exception {
        String cookbook = Files.readString(repository().resolve("sql/cookbook.md"));
        return QUERY.matcher(cookbook).results().map(found -> found.group(1));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQueryRunsForReaders(String sql) throws Exception {
        try (var connection = POSTGRES.settings("candlemill_read").open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.getMetaData().getColumnCount()).isPositive();
        }
    }

    @Test
    void showsTheNewestCandles() throws Exception {
        assertThat(
                        POSTGRES.query(
                                "SELECT symbol, timeframe, close FROM latest_candles ORDER BY 1, 2"))
                .containsExactly(
                        "BINANCE:BTCUSDT|1d|150.125",
                        "BINANCE:BTCUSDT|1h|150.125",
                        "BINANCE:BTCUSDT|5m|150.125",
                        "XNAS:AAPL|1d|150.125",
                        "XNAS:AAPL|1h|150.125",
                        "XNAS:AAPL|5m|150.125");
    }

    @Test
    void findsTheFavouriteWhoseLastHourIsOversoldAndNoOther() throws Exception {
        POSTGRES.execute("INSERT INTO favorites (symbol) VALUES ('XNAS:AAPL')");
        setLastRsi("XNAS:AAPL", "1h", 25.04);
        setLastRsi("XNAS:AAPL", "1d", 12);
        setLastRsi("BINANCE:BTCUSDT", "1h", 20);
        String sql =
                queries()
                        .filter(query -> query.contains("JOIN favorites") && query.contains("'1h'"))
                        .findFirst()
                        .orElseThrow()
                        .replace(";", "");

        assertThat(POSTGRES.query("SELECT symbol, close, rsi FROM (" + sql + ") AS found"))
                .containsExactly("XNAS:AAPL|150.125|25.0");
        setLastRsi("XNAS:AAPL", "1h", 30);
        assertThat(POSTGRES.query("SELECT symbol FROM (" + sql + ") AS found")).isEmpty();
    }

    private static void setLastRsi(String symbol, String timeframe, double rsi) throws Exception {
        String last = " WHERE symbol = '" + symbol + "' AND timeframe = '" + timeframe + "'";
        POSTGRES.execute(
                "UPDATE candles SET rsi_14 = "
                        + rsi
                        + last
                        + " AND open_time = (SELECT max(open_time) FROM candles"
                        + last
                        + ")");
    }

    @Test
    void sumsUpOrders() throws Exception {
        POSTGRES.execute(
                "INSERT INTO order_executions (client_order_id, account, setup, symbol, side,"
                        + " order_type, quantity, status, filled_quantity, average_fill_price, fees,"
                        + " fee_currency) VALUES"
                        + " ('a', 'main', 's', 'A', 'BUY', 'MARKET', 10, 'FILLED', 10, 100, 1, 'USD'),"
                        + " ('b', 'main', 's', 'A', 'BUY', 'MARKET', 30, 'FILLED', 30, 110, 2.5, 'USD'),"
                        + " ('c', 'main', 's', 'A', 'BUY', 'MARKET', 5, 'PENDING', 0, NULL, 0, 'USD')");

        assertThat(
                        POSTGRES.query(
                                "SELECT mode, account, setup, symbol, side, status, orders,"
                                        + " round(quantity, 2), round(filled_quantity, 2),"
                                        + " round(average_fill_price, 2), round(fees, 2), fee_currency"
                                        + " FROM order_execution_summary ORDER BY status"))
                .containsExactly(
                        "paper|main|s|A|BUY|FILLED|2|40.00|40.00|107.50|3.50|USD",
                        "paper|main|s|A|BUY|PENDING|1|5.00|0.00|null|0.00|USD");
    }

    @Test
    void showsGapsAndQuality() throws Exception {
        assertThat(POSTGRES.query("SELECT missing_bars, count(*) FROM candle_gaps GROUP BY 1"))
                .containsExactly("1|150");
        assertThat(
                        POSTGRES.query(
                                "SELECT month, candles, incomplete, bars, expected_bars, percent_complete, revised"
                                        + " FROM candle_quality WHERE symbol = 'XNAS:AAPL' AND timeframe = '5m'"))
                .containsExactly("2025-01-01|50|25|50|75|66.67|2");
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("sql/cookbook.md"))) {
            folder = folder.getParent();
        }
        assertThat(folder).as("a folder above that holds sql/cookbook.md").isNotNull();
        return folder;
    }
}
