package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Older history loaded later, then computed again: the same as all of it at once. */
class RecomputeIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final String CANDLES =
            "SELECT (to_jsonb(c) - 'revision' - 'indicator_revision' - 'ingested_at' - 'job_id'"
                    + " - 'job_version' - 'source')::text"
                    + " FROM candles AS c ORDER BY symbol, timeframe, open_time";
    private static final String SIGNALS =
            "SELECT setup, symbol, timeframe, open_time, strategy, signal_type, price, confidence,"
                    + " indicator_values FROM strategy_signals WHERE status <> 'RETRACTED'"
                    + " ORDER BY 1, 2, 3, 4, 5";

    @TempDir private Path folder;

    @BeforeEach
    void emptyTables() throws Exception {
        POSTGRES.execute(
                "TRUNCATE candles, candle_revisions, strategy_signals, rejected_rows, backfill_jobs,"
                        + " fold_snapshots CASCADE");
    }

    @Test
    void givesWhatLoadingEverythingAtOnceGives() throws Exception {
        load("whole", "2025-04-01", "2025-08-01");
        List<String> candles = POSTGRES.query(CANDLES);
        List<String> signals = POSTGRES.query(SIGNALS);
        assertThat(signals).isNotEmpty();
        emptyTables();

        load("late", "2025-07-01", "2025-08-01");
        load("early", "2025-04-01", "2025-07-01");
        assertThat(POSTGRES.query(CANDLES)).isNotEqualTo(candles);
        recompute("again", "2025-07-01");

        assertThat(POSTGRES.query(CANDLES)).isEqualTo(candles);
        assertThat(POSTGRES.query(SIGNALS)).isEqualTo(signals);
        assertThat(
                        POSTGRES.query(
                                "SELECT count(*) > 0, bool_and(revision = 1), bool_and(indicator_revision ="
                                        + " 2), min(open_time) >= '2025-06-01' FROM candles"
                                        + " WHERE job_id = 'again'"))
                .containsExactly("t|t|t|t");
        assertThat(POSTGRES.query("SELECT status FROM backfill_jobs WHERE id = 'again'"))
                .containsExactly("finished");

        SymbolCounts second = recompute("nothing", "2025-07-01");
        assertThat(second.in).isZero();
        assertThat(POSTGRES.query("SELECT count(*) FROM candles WHERE job_id = 'nothing'"))
                .containsExactly("0");
        assertThat(POSTGRES.query("SELECT count(*) FROM strategy_signals WHERE job_id = 'nothing'"))
                .containsExactly("0");
    }

    @Test
    void aMonthOnceMoreWritesNothingWhateverSnapshotsAreLeft() throws Exception {
        load("first", "2025-03-01", "2025-06-01");
        for (String kept : List.of("at < '2025-04-15'", "false")) {
            POSTGRES.execute("DELETE FROM fold_snapshots WHERE NOT (" + kept + ")");
            load("second", "2025-05-01", "2025-06-01");
        }

        assertThat(POSTGRES.query("SELECT DISTINCT job_id FROM candles")).containsExactly("first");
        assertThat(POSTGRES.query("SELECT DISTINCT job_id FROM strategy_signals"))
                .containsExactly("first");
    }

    @Test
    void aSnapshotThatNoLongerContinuesWhatIsStoredIsForgotten() throws Exception {
        load("late", "2025-05-01", "2025-08-01");
        assertThat(POSTGRES.query("SELECT count(*) > 1 FROM fold_snapshots")).containsExactly("t");

        load("early", "2025-03-01", "2025-05-01");

        assertThat(POSTGRES.query("SELECT count(*) FROM fold_snapshots WHERE at > '2025-05-10'"))
                .containsExactly("0");
    }

    @Test
    void namesSymbolsOfWhichNothingIsStored() {
        assertThatThrownBy(() -> run("none", "--source=stored", "--symbols=XNAS:NONE"))
                .isInstanceOf(PreflightException.class)
                .hasMessageContaining("expected stored 5m candles of XNAS:NONE, found none");
    }

    private void load(String id, String from, String to) throws Exception {
        run(
                id,
                "--source=simulated",
                "--symbols=XNAS:AAPL,BINANCE:BTCUSDT",
                "--from=" + from,
                "--to=" + to);
    }

    private SymbolCounts recompute(String id, String from) throws Exception {
        return run(id, "--source=stored", "--symbols=XNAS:AAPL,BINANCE:BTCUSDT", "--from=" + from);
    }

    private SymbolCounts run(String id, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of(
                        "--job-id=" + id,
                        "--sink=postgres",
                        "--strategies=rsi(14,30,70),sma_cross(5,20)",
                        "--set=postgres.url=" + POSTGRES.settings().url(),
                        "--set=postgres.user=" + POSTGRES.settings().user(),
                        "--parallelism=2"));
        return BackfillRun.run(BackfillRun.options(folder, all.toArray(new String[0])));
    }
}
