package dev.candlemill.jobs.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.Forgotten;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Bars;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.candle.SymbolReport;
import dev.candlemill.source.MarketClock;
import dev.candlemill.source.UnsettledReader;
import dev.candlemill.wire.WireTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CandleOperatorTest {

    private static final Instant BEGUN = Instant.parse("2025-07-01T14:00:00Z");

    private static final FollowedMarket MARKET =
            new FollowedMarket(MarketClock.real(), BEGUN, List.of());
    private static final List<String> ASKED = new ArrayList<>();
    private static final int WAVES = 50;
    private static final int OF_A_WAVE = 200;
    private static final int MAX_TASKS = 128;
    private static final long OPEN = Bars.at("2025-07-01T14:30:00Z");

    @Test
    void countsLeaveAheadOfTheBarrierOfSymbolsThatHadInput() throws Exception {
        try (var harness = harness(MARKET, null)) {
            harness.processElement(page("A", 0, 3), 0);
            harness.processElement(page("B", 0, 2), 0);
            harness.processElement(page("A", 2, 4), 0);
            harness.prepareSnapshotPreBarrier(1);
            assertThat(reports(harness)).containsExactly("A: 5 = 4 + 1 + 0", "B: 2 = 2 + 0 + 0");

            harness.processElement(page("A", 4, 4), 0);
            harness.prepareSnapshotPreBarrier(2);
            assertThat(reports(harness)).as("after an empty page").hasSize(2);

            harness.processElement(rejected("B", 3), 0);
            harness.prepareSnapshotPreBarrier(3);
            assertThat(reports(harness)).last().isEqualTo("B: 5 = 2 + 0 + 3");
        }
    }

    @Test
    void theCountsOfADrainedJobLeaveBeforeItsLastBarrier() throws Exception {
        try (var harness = harness(MARKET, null)) {
            harness.processElement(page("A", 0, 3), 0);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            harness.endInput();
            harness.getOperator().finish();
            assertThat(reports(harness)).as("once").containsExactly("A: 3 = 3 + 0 + 0");

            harness.prepareSnapshotPreBarrier(1);
            assertThat(reports(harness)).as("sinks take nothing more").hasSize(1);
        }
    }

    @Test
    void aRestoredSymbolGoesOnCountingFromTheCheckpoint() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = harness(MARKET, null)) {
            harness.processElement(page("A", 0, 3), 0);
            harness.prepareSnapshotPreBarrier(1);
            checkpoint = harness.snapshot(1, 1);
            harness.processElement(page("A", 3, 5), 0);
            harness.prepareSnapshotPreBarrier(2);
            assertThat(reports(harness)).last().isEqualTo("A: 5 = 5 + 0 + 0");
        }
        try (var harness = harness(MARKET, checkpoint)) {
            harness.prepareSnapshotPreBarrier(3);
            assertThat(reports(harness)).isEmpty();

            harness.processElement(page("A", 3, 6), 0);
            harness.prepareSnapshotPreBarrier(4);
            assertThat(reports(harness)).containsExactly("A: 6 = 6 + 0 + 0");
        }
    }

    @Test
    void aRunThatFollowsNoMarketReportsOnlyWhenItsInputEnds() throws Exception {
        try (var harness = harness(null, null)) {
            harness.processElement(page("A", 0, 3), 0);
            harness.prepareSnapshotPreBarrier(1);
            assertThat(reports(harness)).isEmpty();
        }
    }

    @Test
    void symbolsThatComeAndGoLeaveTheirCounts() throws Exception {
        try (var harness = harness(MARKET, null)) {
            int symbols = 0;
            for (int wave = 0; wave < WAVES; wave++) {
                for (int i = 0; i < OF_A_WAVE; i++) {
                    harness.processElement(page("S" + (symbols + i), 0, 30), 0);
                }
                assertThat(harness.numKeyedStateEntries())
                        .as("while a wave is there")
                        .isGreaterThan(symbols + 4 * OF_A_WAVE);
                for (int i = 0; i < OF_A_WAVE; i++) {
                    harness.processElement(new Forgotten("S" + symbols++), 0);
                }
                assertThat(harness.numKeyedStateEntries()).isEqualTo(symbols);
            }

            harness.processElement(page("S7", 30, 33), 0);
            harness.prepareSnapshotPreBarrier(1);
            assertThat(reports(harness)).contains("S7: 33 = 33 + 0 + 0");
        }
    }

    @Test
    void aRestoredSymbolGoesOnFromWhatAFailedAttemptStored() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = harness(MARKET, null)) {
            harness.processElement(page("A", 0, 6), 0);
            harness.processElement(page("B", 0, 6), 0);
            checkpoint = harness.snapshot(1, Bars.at("2025-07-01T15:00:00Z"));
        }
        try (var harness = harness(marketThatStores("A", candleAtRevision(3)), checkpoint)) {
            assertThat(ASKED)
                    .containsExactlyInAnyOrder(
                            "A 2025-07-01T15:00:00Z",
                            "B 2025-07-01T15:00:00Z",
                            "ours 2025-07-01T15:00:00Z");

            harness.processElement(corrected("A"), 0);
            harness.processElement(corrected("B"), 0);
            assertThat(harness.extractOutputValues())
                    .extracting(page -> page.symbol() + " " + page.candle(0).revision())
                    .containsExactly("A 4", "B 2");
        }
    }

    @Test
    void anAttemptWithoutACheckpointAsksForWhatWasLetOutSinceTheJobWasBegun() throws Exception {
        try (var harness = harness(marketThatStores("A", candleAtRevision(3)), null)) {
            assertThat(ASKED).containsExactly("ours " + BEGUN);

            harness.processElement(beginning("A"), 0);
            harness.processElement(page("A", 0, 6), 0);
            assertThat(harness.extractOutputValues())
                    .extracting(page -> page.candle(0).revision())
                    .containsExactly(4);
        }
    }

    @Test
    void checkpointsKeepSinceWhenToAskUntilTheirSymbolsHaveBegun() throws Exception {
        FollowedMarket market = marketThatStores("A", candleAtRevision(3));
        Instant soon = BEGUN.plus(Duration.ofMinutes(9));
        Instant later = BEGUN.plus(Duration.ofHours(1));
        try (var harness = harness(market, null)) {
            assertThat(asked(market, harness.snapshot(1, soon.toEpochMilli())))
                    .containsExactly("ours " + BEGUN);
            assertThat(asked(market, harness.snapshot(2, later.toEpochMilli())))
                    .as("not for ever")
                    .containsExactly("ours " + later.minus(Duration.ofMinutes(10)));

            harness.processElement(beginning("A"), 0);
            assertThat(asked(market, harness.snapshot(3, soon.toEpochMilli())))
                    .containsExactly("A " + soon, "ours " + soon);
        }
    }

    @Test
    void aLaterMonthsBaselineDoesNotHideWhatWasSentBesides() throws Exception {
        Baseline later =
                new Baseline(
                        "A",
                        OPEN,
                        Long.MAX_VALUE,
                        false,
                        new byte[0],
                        new BarColumns(0),
                        candleAtRevision(1));
        try (var harness = harness(marketThatStores("A", candleAtRevision(3)), null)) {
            harness.processElement(beginning("A"), 0);
            harness.processElement(later, 0);
            harness.processElement(page("A", 0, 6), 0);
            assertThat(harness.extractOutputValues())
                    .extracting(page -> page.candle(0).revision())
                    .containsExactly(4);
        }
    }

    @Test
    void eachSymbolIsAskedForByTheTaskThatItComesTo() throws Exception {
        for (String symbol : List.of("A", "B", "C", "D", "E", "F")) {
            FollowedMarket market = marketThatStores(symbol, candleAtRevision(3));
            for (int task = 0; task < 2; task++) {
                harness(market, null, 2, task).close();
            }
            assertThat(ASKED).as(symbol).containsExactly("ours " + BEGUN);
        }
    }

    @Test
    void nothingWaitsForASymbolThatWasForgotten() throws Exception {
        FollowedMarket market = marketThatStores("A", candleAtRevision(3));
        try (var harness = harness(market, null)) {
            harness.processElement(new Forgotten("A"), 0);
            Instant soon = BEGUN.plus(Duration.ofMinutes(9));
            assertThat(asked(market, harness.snapshot(1, soon.toEpochMilli())))
                    .containsExactly("ours " + soon);
        }
    }

    private static List<String> asked(FollowedMarket market, OperatorSubtaskState restored)
            throws Exception {
        ASKED.clear();
        try (var harness = harness(market, restored)) {
            return List.copyOf(ASKED);
        }
    }

    private static Baseline beginning(String symbol) {
        return Baseline.nothing(symbol, OPEN, Long.MAX_VALUE, true);
    }

    private static StoredCandles candleAtRevision(int revision) {
        StoredCandles candles = new StoredCandles(1);
        candles.add(new StoredCandles.Row(Timeframe.M5.ordinal(), OPEN, revision, 99, 1, 0, true));
        return candles;
    }

    /** The first bar of {@link #page}, at another price. */
    private static BarPage corrected(String symbol) {
        BarColumns bar = new BarColumns(1);
        bar.add(Bars.flat(OPEN, 101), BarSize.M5);
        long covered = OPEN + 6 * 300_000L;
        return BarPage.of(symbol, bar, covered, covered, "test");
    }

    private static FollowedMarket marketThatStores(String symbol, StoredCandles candles) {
        ASKED.clear();
        UnsettledRows rows = new UnsettledRows(symbol, candles, new StoredSignals(0));
        return new FollowedMarket(
                MarketClock.real(),
                BEGUN,
                List.of(
                        () ->
                                new UnsettledReader() {
                                    @Override
                                    public List<UnsettledRows> unsettled(
                                            Collection<String> held,
                                            Predicate<String> ours,
                                            Instant since) {
                                        held.forEach(one -> ASKED.add(one + " " + since));
                                        if (!ours.test(symbol)) {
                                            return List.of();
                                        }
                                        ASKED.add("ours " + since);
                                        return List.of(rows);
                                    }

                                    @Override
                                    public void close() {}
                                }));
    }

    private static List<String> reports(
            KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage> harness) {
        List<String> reports = new ArrayList<>();
        var sent = harness.getSideOutput(CandleFunction.REPORTS);
        if (sent != null) {
            sent.stream().map(StreamRecord::getValue).forEach(r -> reports.add(text(r)));
        }
        return reports;
    }

    /** {@code in = accepted + duplicate + rejected}. */
    private static String text(SymbolReport report) {
        SymbolCounts counts = report.counts();
        return "%s: %d = %d + %d + %d"
                .formatted(
                        report.symbol(),
                        counts.in,
                        counts.accepted,
                        counts.duplicate,
                        counts.rejected());
    }

    private static BarPage page(String symbol, int from, int to) {
        BarColumns bars = new BarColumns(to - from);
        for (int i = from; i < to; i++) {
            bars.add(Bars.flat(OPEN + i * 300_000L, 100), BarSize.M5);
        }
        long covered = OPEN + to * 300_000L;
        return BarPage.of(symbol, bars, covered, covered, "test");
    }

    private static BarPage rejected(String symbol, int count) {
        int[] byReason = new int[RejectReason.values().length];
        byReason[RejectReason.FUTURE.ordinal()] = count;
        return page(symbol, 0, 0).validated(new BarColumns(0), byReason);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage> harness(
            @Nullable FollowedMarket market, @Nullable OperatorSubtaskState restored)
            throws Exception {
        return harness(market, restored, 1, 0);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage> harness(
            @Nullable FollowedMarket market,
            @Nullable OperatorSubtaskState restored,
            int tasks,
            int task)
            throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage>(
                        new CandleOperator(
                                new CandleFunction(
                                        CandleFunctionTest.CALENDARS,
                                        FoldOptions.DEFAULT,
                                        market,
                                        false)),
                        SymbolEvent::symbol,
                        Types.STRING,
                        MAX_TASKS,
                        tasks,
                        task);
        harness.setup(
                WireTypes.CANDLE_PAGE.createSerializer(
                        harness.getExecutionConfig().getSerializerConfig()));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }
}
