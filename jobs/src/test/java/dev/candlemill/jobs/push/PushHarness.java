package dev.candlemill.jobs.push;

import static org.awaitility.Awaitility.await;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.Forgotten;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.WantedTimeframes;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.candle.Bars;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.MarketClock;
import dev.candlemill.source.ProgressStore;
import dev.candlemill.wire.WireTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** A {@link PushFunction} whose clock the test turns. */
final class PushHarness implements AutoCloseable {

    static final CalendarSettings CALENDARS =
            CalendarSettings.of("XNYS", Alignment.SESSION, Hours.REGULAR);
    static final long GRACE = 5_000;
    static final Duration CATCH_UP = Duration.ofSeconds(30);
    static final Duration FORGET_AFTER = Duration.ofDays(8);

    /** Its events are not shown. */
    static final String OTHER = "OTHER";

    private final KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, SymbolEvent> harness;
    private int seen;

    private PushHarness(
            KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, SymbolEvent> harness) {
        this.harness = harness;
    }

    static PushHarness open(String time) throws Exception {
        return open(
                time,
                "hashmap",
                null,
                BaselineReader.Factory.nothingStored(),
                ProgressStore.Factory.forgetful());
    }

    static PushHarness open(
            String time,
            String backend,
            OperatorSubtaskState restored,
            BaselineReader.Factory baselines,
            ProgressStore.Factory progress)
            throws Exception {
        return open(time, backend, restored, Set.of(), baselines, progress);
    }

    /** In a job that polls all other symbols. */
    static PushHarness beside(String time, String... pushed) throws Exception {
        return beside(time, null, pushed);
    }

    static PushHarness beside(String time, OperatorSubtaskState restored, String... pushed)
            throws Exception {
        return open(
                time,
                "hashmap",
                restored,
                Set.of(pushed),
                BaselineReader.Factory.nothingStored(),
                ProgressStore.Factory.forgetful());
    }

    private static PushHarness open(
            String time,
            String backend,
            OperatorSubtaskState restored,
            Set<String> pushed,
            BaselineReader.Factory baselines,
            ProgressStore.Factory progress)
            throws Exception {
        PushOptions options =
                new PushOptions(
                        pushed,
                        "kafka",
                        CALENDARS,
                        MarketClock.real(),
                        GRACE,
                        false,
                        CATCH_UP,
                        FORGET_AFTER.toMillis(),
                        baselines,
                        progress);
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, SymbolEvent>(
                        new KeyedProcessOperator<>(new PushFunction(options)),
                        SymbolEvent::symbol,
                        Types.STRING);
        harness.setStateBackend(
                backend.equals("rocksdb")
                        ? new EmbeddedRocksDBStateBackend(true)
                        : new HashMapStateBackend());
        harness.setup(
                WireTypes.SYMBOL_EVENT.createSerializer(
                        harness.getExecutionConfig().getSerializerConfig()));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.setProcessingTime(Bars.at(time));
        harness.open();
        return new PushHarness(harness);
    }

    /** A bar of 5 minutes, as it comes from a topic. */
    static BarPage bar(String symbol, String openTime) {
        Bar bar = Bars.flat(Bars.at(openTime), 100);
        return BarPage.of(symbol, BarColumns.of(BarSize.M5, bar), BarPage.UNKNOWN, 0, "kafka");
    }

    /** As the job is told of a symbol. */
    static BarPage settled(String symbol, String until) {
        return BarPage.of(symbol, new BarColumns(0), Bars.at(until), 0, "control");
    }

    void send(SymbolEvent event) throws Exception {
        harness.processElement(event, 0);
    }

    void turnTo(String time) throws Exception {
        harness.setProcessingTime(Bars.at(time));
    }

    /** Looks now and then, by the harness' clock, until something new has come out. */
    List<String> awaitLines(int count) {
        List<String> lines = new ArrayList<>();
        await().until(
                        () -> {
                            harness.setProcessingTime(harness.getProcessingTime() + 20);
                            lines.addAll(lines());
                            return lines.size() >= count;
                        });
        return lines;
    }

    /** What has come out since the last look. */
    List<String> lines() {
        List<SymbolEvent> all = harness.extractOutputValues();
        List<String> lines =
                all.subList(seen, all.size()).stream()
                        .filter(event -> !event.symbol().equals(OTHER))
                        .map(PushHarness::line)
                        .toList();
        seen = all.size();
        return lines;
    }

    OperatorSubtaskState snapshot(long id) throws Exception {
        return harness.snapshot(id, id);
    }

    void complete(long checkpoint) throws Exception {
        harness.notifyOfCompletedCheckpoint(checkpoint);
    }

    int timers() {
        return harness.numProcessingTimeTimers();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }

    private static String line(SymbolEvent event) {
        if (event instanceof Baseline stored) {
            String kind = stored.startsRegion() ? " region " : " month ";
            return stored.symbol() + kind + time(stored.from()) + " to " + time(stored.to());
        }
        if (event instanceof BarPage page) {
            StringBuilder line = new StringBuilder(page.symbol());
            for (int i = 0; i < page.bars().size(); i++) {
                line.append(" bar ").append(time(page.bars().openTime(i)));
            }
            page.badLines().forEach(bad -> line.append(" bad"));
            boolean isKnown = page.coveredUntil() != BarPage.UNKNOWN;
            return line + (isKnown ? " until " + time(page.coveredUntil()) : "");
        }
        if (event instanceof ActiveSetups active) {
            return event.symbol() + " setups " + active.setups().size();
        }
        if (event instanceof WantedTimeframes wanted) {
            return event.symbol() + " wanted " + wanted.timeframes().size();
        }
        return event instanceof HandedBars handed
                ? event.symbol() + " handed " + handed.upTo()
                : event.symbol() + (event instanceof Forgotten ? " forgotten" : " forming");
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis)
                .toString()
                .replaceAll("(T00:00)?(:00)?(\\.\\d+)?Z$", "");
    }
}
