package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.IndicatorPages;
import dev.candlemill.signal.SignalKey;
import dev.candlemill.signal.SignalType;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class IndicatorColumnsTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final long HOUR = 3_600_000;

    private PostgresSinkOptions options;

    @BeforeEach
    void beginARun() throws Exception {
        options = Runs.options(POSTGRES, "job-1", "XNYS");
    }

    @AfterEach
    void forgetRows() throws Exception {
        POSTGRES.execute("TRUNCATE candles, candle_revisions, strategy_signals, rejected_rows");
    }

    @Test
    void everyCatalogueValueHasAColumnOfItsType() throws Exception {
        assertThat(
                        POSTGRES.query(
                                "SELECT attname FROM pg_attribute WHERE attrelid = 'candles'::regclass"
                                        + " AND atttypid = 'double precision'::regtype"
                                        + " AND attname NOT IN ('open', 'high', 'low', 'close', 'volume')"
                                        + " ORDER BY attnum"))
                .isEqualTo(CandleTable.INDICATORS)
                .hasSize(22);
    }

    @Test
    void copiesValuesAndLeavesWhatIsUndefinedNull() throws Exception {
        CandlePage page =
                page(0, 1, 1, Map.of("sma_20", 100.5, "mfi_14", 55.25, "sma_10", 101.125));
        write(page);

        assertThat(
                        POSTGRES.query(
                                "SELECT sma_20, sma_50, rsi_14, mfi_14, indicators, indicator_revision,"
                                        + " indicator_hash FROM candles"))
                .containsExactly(
                        "100.5|null|null|55.25|{\"sma_10\": 101.125}|1|" + page.indicatorHash(0));
    }

    @Test
    void mergesLikeItCopies() throws Exception {
        write(page(0, 1, 1, Map.of("obv", -3.0, "sma_10", 1e-10)));
        write(page(0, 1, 2, Map.of("obv", 1e12)), page(1, 1, 1, Map.of()));

        assertThat(
                        POSTGRES.query(
                                "SELECT obv, indicators, indicator_revision FROM candles ORDER BY open_time"))
                .containsExactly("1000000000000|null|2", "null|null|1");
        assertThat(
                        POSTGRES.query(
                                "SELECT obv, indicators, revision, indicator_revision FROM candle_revisions"))
                .containsExactly("-3|{\"sma_10\": 0.00000000010}|1|1");
    }

    @Test
    void theHigherPairOfRevisionsWinsAndOfEqualOnesTheLast() throws Exception {
        write(page(0, 2, 1, Map.of("rsi_14", 21.0)));
        write(page(0, 1, 9, Map.of("rsi_14", 19.0)));
        assertThat(POSTGRES.query("SELECT rsi_14 FROM candles")).containsExactly("21");
        write(page(0, 2, 1, Map.of("rsi_14", 20.0)));
        assertThat(POSTGRES.query("SELECT rsi_14 FROM candles")).containsExactly("20");
        write(
                page(0, 2, 3, Map.of("rsi_14", 23.0)),
                page(0, 2, 2, Map.of("rsi_14", 22.0)),
                page(0, 1, 7, Map.of("rsi_14", 17.0)));
        assertThat(POSTGRES.query("SELECT rsi_14, revision, indicator_revision FROM candles"))
                .containsExactly("23|2|3");
    }

    @Test
    void setsAsideAValueThatIsNotFinite() throws Exception {
        write(
                page(0, 1, 1, Map.of("rsi_14", Double.POSITIVE_INFINITY)),
                page(1, 1, 1, Map.of("rsi_14", 50.0)));

        assertThat(POSTGRES.query("SELECT rsi_14 FROM candles")).containsExactly("50");
        assertThat(POSTGRES.query("SELECT reason FROM rejected_rows"))
                .containsExactly("candles_indicators_finite");
    }

    @Test
    void aRunBeginsWithRevisionsHashesAndSignals() throws Exception {
        CandlePage page = page(0, 1, 4, Map.of("rsi_14", 29.0));
        write(page);
        signal(0, "SELL", 3, "77", "job-1");
        signal(1, "BUY", 1, "5", "job-1");
        signal(2, "HOLD", 1, "5", "job-1");
        signal(900, "BUY", 1, "5", "job-1");

        Baseline baseline = read("job-2");
        assertThat(baseline.candles().indicatorRevision(0)).isEqualTo(4);
        assertThat(baseline.candles().indicatorHash(0)).isEqualTo(page.indicatorHash(0));
        StoredSignals signals = baseline.signals();
        assertThat(signals.size()).isEqualTo(2);
        assertThat(List.of(signals.row(0), signals.row(1)))
                .containsExactlyInAnyOrder(
                        row(0, SignalType.SELL, 3, 77), row(1, SignalType.BUY, 1, 5));
        assertThat(read("job-1").signals().row(0).origin())
                .isEqualTo(StoredSignals.Origin.OWN_AS_NEW);
    }

    private Baseline read(String jobId) throws Exception {
        PostgresSinkOptions run = Runs.options(POSTGRES, jobId, "XNYS");
        try (BaselineReader reader = PostgresBaselineReader.factory(run).open()) {
            return reader.read(
                    new BaselineRequest(
                            "A", Pages.START, Pages.START + 24 * HOUR, false, List.of()));
        }
    }

    private static StoredSignals.Row row(int hour, SignalType type, int revision, long hash) {
        return new StoredSignals.Row(
                Timeframe.H1.ordinal(),
                Pages.START + hour * HOUR,
                SignalKey.of("a", "rsi(14,30,70)"),
                revision,
                hash,
                type.ordinal(),
                StoredSignals.Origin.EARLIER);
    }

    private static void signal(int hour, String type, int revision, String hash, String job)
            throws Exception {
        POSTGRES.execute(
                "INSERT INTO strategy_signals (id, setup, symbol, timeframe, strategy, open_time,"
                        + " close_time, signal_type, price, confidence, candle_revision, revision,"
                        + " status, data_source, content_hash, job_id, epoch)"
                        + " SELECT gen_random_uuid(), 'a', 'A', '1h', 'rsi(14,30,70)', t,"
                        + " t + interval '1 hour', '%s', 1, 0.5, 1, %d, 'NEW', 'file', %s, '%s', 1"
                                .formatted(type, revision, hash, job)
                        + " FROM (SELECT to_timestamp(%d) + interval '%d hours' AS t) AS times"
                                .formatted(Pages.START / 1000, hour));
    }

    /** 5m candles, since what a run knows begins with these. */
    private static CandlePage page(
            int i, int revision, int indicatorRevision, Map<String, Double> values) {
        Candle candle = Pages.candle("A", Timeframe.M5, i, revision);
        return IndicatorPages.of(candle, indicatorRevision, List.of("sma(10)"), values);
    }

    private void write(CandlePage... pages) throws Exception {
        try (CandleWriter writer = new CandleWriter(options, WriterMetrics.unreported())) {
            for (CandlePage page : pages) {
                writer.write(page, Runs.NO_CONTEXT);
            }
            writer.flush(true);
        }
    }
}
