package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.signal.SignalKey;
import dev.candlemill.signal.SignalType;
import dev.candlemill.source.BaselineReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job called "live", whose newest checkpoint was begun an hour ago. */
class UnsettledQueryTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final String START = "to_timestamp(" + Pages.START / 1000 + ")";

    @BeforeEach
    void candlesAtTheirFirstRevision() throws Exception {
        store("live", Pages.fresh("A", 0, 4), Pages.fresh("B", 0, 4));
    }

    @AfterEach
    void forgetRows() throws Exception {
        POSTGRES.execute("TRUNCATE candles, candle_revisions, strategy_signals");
    }

    @Test
    void whatWasNotCorrectedIsNotTold() throws Exception {
        assertThat(unsettled()).isEmpty();
    }

    @Test
    void aCorrectedCandleIsToldAsItIsNow() throws Exception {
        store("live", Pages.revised("A", 2, 3, 2));
        CandlePage twice = Pages.revised("A", 2, 3, 3);
        store("live", twice);

        List<UnsettledRows> all = unsettled();

        assertThat(all).extracting(UnsettledRows::symbol).containsExactly("A");
        StoredCandles candles = all.get(0).candles();
        assertThat(candles.size()).isEqualTo(1);
        assertThat(candles.row(0))
                .isEqualTo(
                        new StoredCandles.Row(
                                Timeframe.M5.ordinal(),
                                Pages.START + 2 * Timeframe.SLOT_MILLIS,
                                3,
                                twice.contentHash(0),
                                twice.indicatorRevision(0),
                                twice.indicatorHash(0),
                                true));
        assertThat(all.get(0).signals().size()).isZero();
    }

    @Test
    void whoeverCorrectedItIsTold() throws Exception {
        store("another", Pages.revised("A", 2, 3, 2));

        assertThat(unsettled().get(0).candles().isOwn(0)).isFalse();
    }

    @Test
    void aCandleThatWasCorrectedBeforeItWasStoredIsTold() throws Exception {
        store("live", Pages.fresh("A", 4, 6), Pages.revised("A", 5, 6, 2));

        assertThat(POSTGRES.count("candle_revisions")).isZero();
        StoredCandles candles = unsettled().get(0).candles();
        assertThat(candles.size()).isEqualTo(1);
        assertThat(candles.row(0).openTime()).isEqualTo(Pages.START + 5 * Timeframe.SLOT_MILLIS);
        assertThat(candles.row(0).revision()).isEqualTo(2);
    }

    @Test
    void aCandleWhoseIndicatorsWereCorrectedIsTold() throws Exception {
        POSTGRES.execute("UPDATE candles SET indicator_revision = 1 WHERE symbol = 'A'");
        assertThat(unsettled()).as("its first indicators").isEmpty();

        POSTGRES.execute(
                "UPDATE candles SET indicator_revision = 2 WHERE symbol = 'A' AND open_time = "
                        + START);
        StoredCandles candles = unsettled().get(0).candles();
        assertThat(candles.size()).isEqualTo(1);
        assertThat(candles.row(0).indicatorRevision()).isEqualTo(2);
    }

    @Test
    void anIndexHoldsTheCorrectedOnes() throws Exception {
        POSTGRES.execute(
                "INSERT INTO candles SELECT later.* FROM generate_series(10, 30000) i, candles stored,"
                        + " jsonb_populate_record(stored, jsonb_build_object("
                        + "'open_time', stored.open_time + i * interval '5 minutes',"
                        + " 'close_time', stored.close_time + i * interval '5 minutes')) later"
                        + " WHERE stored.symbol = 'A' AND stored.open_time = "
                        + START);
        store("live", Pages.revised("A", 2, 3, 2));
        StringBuilder plan = new StringBuilder();
        try (Connection connection = POSTGRES.settings().open();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE candles");
            String sql =
                    UnsettledQuery.CANDLES
                            .replaceFirst("\\?", "'live'")
                            .replaceFirst("\\?", "now() - interval '1 hour'")
                            .replaceFirst("\\?", "'{A}'");
            ResultSet lines = statement.executeQuery("EXPLAIN " + sql);
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        assertThat(plan.toString())
                .containsPattern("Index Scan (using|on) candles_\\w+_ingested_at_idx")
                .doesNotContain("Seq Scan");
    }

    @Test
    void correctionsOfBeforeTheCheckpointAreKnown() throws Exception {
        store("live", Pages.revised("A", 2, 3, 2), Pages.revised("B", 2, 3, 2));
        POSTGRES.execute(
                "UPDATE candles SET ingested_at = now() - interval '71 minutes' WHERE symbol = 'A'");
        POSTGRES.execute(
                "UPDATE candles SET ingested_at = now() - interval '69 minutes' WHERE symbol = 'B'");

        assertThat(unsettled())
                .as("clocks differ by ten minutes at most")
                .extracting(UnsettledRows::symbol)
                .containsExactly("B");
    }

    @Test
    void signalsAreToldNewOnesToo() throws Exception {
        signal("rsi(14,30,70)", "now()");
        signal("sma_cross(5,20)", "now() - interval '2 hours'");

        List<UnsettledRows> all = unsettled();

        assertThat(all).hasSize(1);
        assertThat(all.get(0).candles().isEmpty()).isTrue();
        assertThat(all.get(0).signals().size()).isEqualTo(1);
        assertThat(all.get(0).signals().row(0))
                .isEqualTo(
                        new StoredSignals.Row(
                                Timeframe.H1.ordinal(),
                                Pages.START,
                                SignalKey.of("s", "rsi(14,30,70)"),
                                1,
                                7,
                                SignalType.SELL.ordinal(),
                                StoredSignals.Origin.OWN_AS_NEW));
    }

    @Test
    void ofSymbolsThatWereNotAskedForNothingIsTold() throws Exception {
        store("live", Pages.revised("A", 2, 3, 2), Pages.revised("B", 2, 3, 2));
        try (BaselineReader reader = reader()) {
            assertThat(reader.unsettled(List.of("B", "C"), symbol -> true, anHourAgo()))
                    .extracting(UnsettledRows::symbol)
                    .containsExactly("B");
            assertThat(reader.unsettled(List.of(), symbol -> true, anHourAgo())).isEmpty();
        }
    }

    private static void signal(String strategy, String knownAt) throws Exception {
        POSTGRES.execute(
                ("INSERT INTO strategy_signals (id, setup, symbol, timeframe, strategy, open_time,"
                                + " close_time, signal_type, price, confidence, candle_revision,"
                                + " revision, status, data_source, content_hash, job_id, epoch,"
                                + " known_at) VALUES (gen_random_uuid(), 's', 'A', '1h', '%s', %s,"
                                + " %2$s + interval '1 hour', 'SELL', 1, 0.5, 1, 1, 'NEW', 'file',"
                                + " 7, 'live', 1, %s)")
                        .formatted(strategy, START, knownAt));
    }

    private static List<UnsettledRows> unsettled() throws Exception {
        try (BaselineReader reader = reader()) {
            return reader.unsettled(List.of("A", "B"), symbol -> true, anHourAgo());
        }
    }

    private static Instant anHourAgo() {
        return Instant.now().minus(Duration.ofHours(1));
    }

    private static BaselineReader reader() throws Exception {
        return PostgresBaselineReader.endless(Runs.options(POSTGRES, "live", "XNYS")).open();
    }

    private static void store(String jobId, CandlePage... pages) throws Exception {
        PostgresSinkOptions options = Runs.options(POSTGRES, jobId, "XNYS");
        try (SinkWriter<CandlePage> writer =
                new CandleWriter(options, WriterMetrics.unreported())) {
            for (CandlePage page : pages) {
                writer.write(page, Runs.NO_CONTEXT);
            }
            writer.flush(true);
        }
    }
}
