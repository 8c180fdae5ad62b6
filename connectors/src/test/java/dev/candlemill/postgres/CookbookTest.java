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
