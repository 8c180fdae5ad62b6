package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldSnapshot;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.SignalKey;
import dev.candlemill.signal.SignalType;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.RegionStart;
import dev.candlemill.source.SymbolRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresBaselineReaderTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final long FIVE_MINUTES = Duration.ofMinutes(5).toMillis();

    @AfterEach
    void forgetRows() throws Exception {
        POSTGRES.execute("TRUNCATE candles, fold_snapshots, strategy_signals, trading_setups");
    }

    @Test
    void readsBarsRevisionsAndHashesOfEarlierRuns() throws Exception {
        CandlePage page = Pages.fresh("A", 0, 4);
        store("job-1", page, Pages.page("A", Timeframe.H1, 0, 1, 1, true), Pages.fresh("B", 0, 9));
        store("job-1", Pages.revised("A", 2, 3, 2));

        Baseline baseline = read("job-2", "A", Pages.START, Pages.START + 3 * FIVE_MINUTES, true);

        assertThat(baseline.bars().size()).isEqualTo(3);
        assertThat(baseline.bars().bar(0))
                .isEqualTo(new Bar(Pages.START, 100.125, 102.125, 99.125, 101.125, 1000));
        assertThat(baseline.bars().barSize(0)).isEqualTo(BarSize.M5);
        StoredCandles candles = baseline.candles();
        assertThat(candles.size()).isEqualTo(4);
        assertThat(candles.openTime(1)).isEqualTo(Pages.START + FIVE_MINUTES);
        assertThat(candles.contentHash(1)).isEqualTo(page.contentHash(1));
        assertThat(candles.revision(1)).isEqualTo(1);
        assertThat(candles.revision(2)).isEqualTo(2);
        assertThat(candles.isOwn(0)).isFalse();
        assertThat(candles.timeframe(3)).isEqualTo(Timeframe.H1.ordinal());
    }

    @Test
    void aFilledCandleIsKnownAndStandsForNoBar() throws Exception {
        CandlePage filled = Pages.of(Pages.filled("A", 2), true);
        store("job-1", Pages.fresh("A", 0, 2), filled, Pages.fresh("A", 3, 4));

        Baseline baseline = read("job-2", "A", Pages.START, Pages.START + 4 * FIVE_MINUTES, true);

        assertThat(baseline.bars().size()).isEqualTo(3);
        assertThat(baseline.bars().openTime(2)).isEqualTo(Pages.START + 3 * FIVE_MINUTES);
        assertThat(baseline.candles().size()).isEqualTo(4);
        assertThat(baseline.candles().contentHash(2)).isEqualTo(filled.contentHash(0));
        assertThat(baseline.candles().revision(2)).isEqualTo(1);
    }

    @Test
    void sortsByTheTimeframesLength() throws Exception {
        store(
                "job-1",
                Pages.page("A", Timeframe.M10, 0, 1, 1, true),
                Pages.page("A", Timeframe.D1, 0, 1, 1, true),
                Pages.fresh("A", 0, 1),
                Pages.page("A", Timeframe.H12, 0, 1, 1, true));
        StoredCandles candles = read("job-2", "A", Pages.START, Pages.START + 1, true).candles();
        assertThat(candles.size()).isEqualTo(4);
        assertThat(
                        new int[] {
                            candles.timeframe(0),
                            candles.timeframe(1),
                            candles.timeframe(2),
                            candles.timeframe(3)
                        })
                .isSorted();
    }

    @Test
    void givesBackTheInputBarsKeptWithACandle() throws Exception {
        BarColumns minutes =
                BarColumns.of(
                        BarSize.M1,
                        new Bar(Pages.START, 1, 2, 0.5, 1.5, 10),
                        new Bar(Pages.START + 60_000, 1.5, 3, 1, 2, 20));
        store("job-1", Pages.withInputBars(Pages.fresh("A", 0, 2), 0, minutes));
        BarColumns bars =
                read("job-2", "A", Pages.START, Pages.START + Duration.ofDays(1).toMillis(), true)
                        .bars();
        assertThat(bars.size()).isEqualTo(3);
        assertThat(bars.bar(1)).isEqualTo(minutes.bar(1));
        assertThat(bars.barSize(1)).isEqualTo(BarSize.M1);
        assertThat(bars.barSize(2)).isEqualTo(BarSize.M5);
    }

    @Test
    void marksOwnRowsAndLeavesTheirBarsToTheProvider() throws Exception {
        store("job-1", Pages.fresh("A", 0, 2));
        store("job-2", Pages.fresh("A", 2, 4), Pages.revised("A", 1, 2, 2));
        Baseline baseline = read("job-2", "A", Pages.START, Pages.START + 10 * FIVE_MINUTES, true);
        assertThat(baseline.bars().size()).isEqualTo(1);
        assertThat(baseline.candles().isOwn(0)).isFalse();
        assertThat(baseline.candles().isOwn(1)).isTrue();
        assertThat(baseline.candles().revision(1)).isEqualTo(2);
        assertThat(baseline.candles().isOwn(3)).isTrue();
    }

    @Test
    void givesBackTheMinutesOfAnOwnRowSinceSomeMayBeAnEarlierRuns() throws Exception {
        BarColumns minutes =
                BarColumns.of(
                        BarSize.M1,
                        new Bar(Pages.START, 1, 2, 0.5, 1.5, 10),
                        new Bar(Pages.START + 60_000, 1.5, 3, 1, 2, 20));
        store("job-2", Pages.withInputBars(Pages.fresh("A", 0, 2), 0, minutes));
        Baseline baseline = read("job-2", "A", Pages.START, Pages.START + 10 * FIVE_MINUTES, true);
        assertThat(baseline.bars().size()).isEqualTo(2);
        assertThat(baseline.bars().bar(1)).isEqualTo(minutes.bar(1));
        assertThat(baseline.candles().isOwn(0)).isTrue();
    }

    @Test
    void findsAMonthThatOpensBeforeItsFirstBar() throws Exception {
        store("job-1", Pages.fresh("A", 5, 6), Pages.page("A", Timeframe.MN1, -4, -3, 1, true));
        long opened = Pages.START - Duration.ofDays(4).toMillis();
        assertThat(read("job-2", "A", opened, opened + 1, true).candles().size()).isEqualTo(1);
    }

    @Test
    void knowsNothingOfOtherSymbolsAndTimes() throws Exception {
        store("job-1", Pages.fresh("A", 0, 2));
        assertThat(read("job-2", "B", 0, Long.MAX_VALUE / 4, true).candles().isEmpty()).isTrue();
        long day = Duration.ofDays(1).toMillis();
        for (long shift : new long[] {-400, -3, 3, 400}) {
            long from = Pages.START + shift * day;
            assertThat(read("job-2", "A", from, from + day, false).candles().isEmpty()).isTrue();
        }
    }

    @Test
    void startsARegionFromTheSnapshotTakenThere() throws Exception {
        store("job-1", Pages.fresh("A", 0, 1));
        snapshot("A", Pages.START, "XNYS", 1, 2, 3);
        assertThat(read("job-2", "A", Pages.START, Pages.START + 1, true).snapshot())
                .containsExactly(1, 2, 3);
        assertThat(read("job-2", "A", Pages.START, Pages.START + 1, false).snapshot()).isEmpty();
        assertThat(read("job-2", "A", Pages.START + 1, Pages.START + 2, true).snapshot()).isEmpty();
        snapshot("A", Pages.START, "XLON", 1, 2, 3);
        assertThat(read("job-2", "A", Pages.START, Pages.START + 1, true).snapshot()).isEmpty();
    }

    @Test
    void aRegionBeginsAtTheNewestSnapshotElseAtTheFirstCandle() throws Exception {
        assertThat(startOf("A", Pages.START)).isEmpty();
        store("job-1", Pages.fresh("A", 3, 9));
        long first = Pages.START + 3 * FIVE_MINUTES;
        assertThat(startOf("A", first)).isEmpty();
        assertThat(startOf("A", first + 1)).contains(new RegionStart(first, false));
        snapshot("A", first + FIVE_MINUTES, "XNYS", 1);
        snapshot("A", first + 2 * FIVE_MINUTES, "XNYS", 2);
        snapshot("A", first + 3 * FIVE_MINUTES, "XLON", 3);
        assertThat(startOf("A", first + 1)).contains(new RegionStart(first, false));
        assertThat(startOf("A", first + FIVE_MINUTES))
                .contains(new RegionStart(first + FIVE_MINUTES, true));
        assertThat(startOf("A", first + 9 * FIVE_MINUTES))
                .contains(new RegionStart(first + 2 * FIVE_MINUTES, true));
    }

    /** Candles and signals have writers of their own, and one may be ahead in a crash. */
    @Test
    void knowsOfSignalsWhoseCandlesAreNotStored() throws Exception {
        POSTGRES.execute(
                "INSERT INTO strategy_signals (id, setup, symbol, timeframe, strategy, open_time,"
                        + " close_time, signal_type, price, confidence, candle_revision, revision,"
                        + " status, data_source, content_hash, job_id, epoch) VALUES"
                        + " (gen_random_uuid(), 's', 'A', '1h', 'rsi(14,30,70)',"
                        + " to_timestamp("
                        + Pages.START / 1000
                        + "), to_timestamp("
                        + (Pages.START / 1000 + 3600)
                        + "), 'SELL', 1, 0.5, 1, 2, 'REVISED', 'file', 7, 'job-1', 1)");

        Baseline baseline = read("job-1", "A", Pages.START, Pages.START + 1, true);

        assertThat(baseline.candles().isEmpty()).isTrue();
        assertThat(baseline.signals().size()).isEqualTo(1);
        assertThat(baseline.signals().row(0))
                .isEqualTo(
                        new StoredSignals.Row(
                                Timeframe.H1.ordinal(),
                                Pages.START,
                                SignalKey.of("s", "rsi(14,30,70)"),
                                2,
                                7,
                                SignalType.SELL.ordinal(),
                                StoredSignals.Origin.OWN));
        assertThat(read("job-2", "A", Pages.START, Pages.START + 1, true).signals().row(0).origin())
                .isEqualTo(StoredSignals.Origin.EARLIER);
        assertThat(read("job-2", "B", Pages.START, Pages.START + 1, true).signals().size())
                .isZero();
    }

    @Test
    void bringsTheBarsOfOwnRowsThatTheRunDoesNotReadAgain() throws Exception {
        store("job-2", Pages.fresh("A", 0, 4));
        SymbolRange read =
                new SymbolRange("A", Pages.START + FIVE_MINUTES, Pages.START + 3 * FIVE_MINUTES);
        try (BaselineReader reader =
                PostgresBaselineReader.factory(Runs.options(POSTGRES, "job-2", "XNYS")).open()) {
            Baseline baseline =
                    reader.read(
                            new BaselineRequest(
                                    "A",
                                    Pages.START,
                                    Pages.START + 10 * FIVE_MINUTES,
                                    true,
                                    List.of(read)));
            assertThat(baseline.candles().size()).isEqualTo(4);
            assertThat(baseline.bars().size()).isEqualTo(2);
            assertThat(baseline.bars().openTime(0)).isEqualTo(Pages.START);
            assertThat(baseline.bars().openTime(1)).isEqualTo(read.to());
        }
    }

    @Test
    void regionsOfABarThatComesLaterHaveTheSetupsOfThen() throws Exception {
        TradingSetups setups =
                new TradingSetups(POSTGRES.settings("candlemill_api"), SetupDraft.Rules.FORM_ONLY);
        TradingSetup mine = setups.add(draft("mine", "A"));
        TradingSetup always =
                new TradingSetup(
                        "always",
                        "*",
                        List.of(Timeframe.H1),
                        List.of(),
                        List.of(),
                        TradingSetup.Status.ACTIVE);
        PostgresSinkOptions options = Runs.options(POSTGRES, "job-2", "XNYS");
        try (BaselineReader reader =
                PostgresBaselineReader.endlessWithSetups(options, List.of(always)).open()) {
            TradingSetup other = setups.add(draft("other", "A"));
            setups.add(draft("not-its-own", "B"));
            assertThat(setupsOf(reader, true)).containsExactly(mine, other, always.onSymbol("A"));

            setups.pause("mine", "");
            assertThat(setupsOf(reader, true)).containsExactly(other, always.onSymbol("A"));
            assertThat(setupsOf(reader, false)).isNull();
        }
    }

    private static List<TradingSetup> setupsOf(BaselineReader reader, boolean starts)
            throws Exception {
        return reader.read(
                        new BaselineRequest(
                                "A", Pages.START, Pages.START + FIVE_MINUTES, starts, List.of()))
                .setups();
    }

    private static SetupDraft draft(String id, String symbol) {
        return new SetupDraft(id, symbol, List.of("1h"), List.of(), List.of("rsi(14,30,70)"));
    }

    private static Optional<RegionStart> startOf(String symbol, long from) throws Exception {
        try (BaselineReader reader =
                PostgresBaselineReader.factory(Runs.options(POSTGRES, "job-2", "XNYS")).open()) {
            return reader.startOf(symbol, from);
        }
    }

    private static void snapshot(String symbol, long at, String fingerprint, int... values)
            throws Exception {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        PostgresSinkOptions options = Runs.options(POSTGRES, "job-1", fingerprint);
        Runs.write(PostgresSinks.snapshots(options), new FoldSnapshot(symbol, at, 20_000, bytes));
    }

    private static Baseline read(String jobId, String symbol, long from, long to, boolean starts)
            throws Exception {
        try (BaselineReader reader =
                PostgresBaselineReader.factory(Runs.options(POSTGRES, jobId, "XNYS")).open()) {
            return reader.read(
                    new BaselineRequest(
                            symbol, from, to, starts, List.of(new SymbolRange(symbol, from, to))));
        }
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
