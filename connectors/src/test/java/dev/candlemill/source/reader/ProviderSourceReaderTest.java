package dev.candlemill.source.reader;

import static dev.candlemill.source.reader.EventScript.at;
import static dev.candlemill.source.reader.EventScript.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.FakeProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.ProviderSourceOptions;
import dev.candlemill.source.RegionStart;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.ProviderSplit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProviderSourceReaderTest {

    private static final SymbolRange RANGE =
            new SymbolRange("S", at("2025-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z"));

    /** One in the task's hands, two in the queue, one being read. */
    private static final int MOST_AHEAD = 4;

    private final AtomicInteger pagesRead = new AtomicInteger();
    private final AtomicInteger baselinesRead = new AtomicInteger();
    private final TestingReaderContext context = new TestingReaderContext();
    private final TestingReaderOutput<SymbolEvent> output = new TestingReaderOutput<>();
    private @Nullable ProviderSourceReader reader;

    @AfterEach
    void close() throws Exception {
        if (reader != null) {
            reader.close();
        }
    }

    @Test
    void readsOnlyAFewPagesAhead() throws Exception {
        List<BarPage> pages =
                IntStream.range(0, 100).mapToObj(i -> page("S", time(i), time(i))).toList();
        start(counting(new FakeProvider(List.of(RANGE), range -> pages)));
        await().until(() -> pagesRead.get() > 1);
        await().during(Duration.ofMillis(200)).until(() -> pagesRead.get() <= MOST_AHEAD);
        while (!isFinished()) {
            int emitted = emitted(BarPage.class);
            assertThat(pagesRead.get() - emitted).isLessThanOrEqualTo(MOST_AHEAD);
            poll();
        }
        assertThat(pagesRead).hasValue(100);
    }

    @Test
    void readsOnlyAFewBaselinesAheadOfAPageThatSpansAYear() throws Exception {
        BarPage year =
                page("S", "2026-01-01T00:00:00Z", "2025-01-01T00:00:00Z", "2025-12-31T00:00:00Z");
        start(new FakeProvider(List.of(RANGE), range -> List.of(year)));
        await().until(() -> baselinesRead.get() > 1);
        await().during(Duration.ofMillis(200)).until(() -> baselinesRead.get() <= MOST_AHEAD);
        while (!isFinished()) {
            int emitted = emitted(Baseline.class);
            assertThat(baselinesRead.get() - emitted).isLessThanOrEqualTo(MOST_AHEAD);
            poll();
        }
        assertThat(baselinesRead).hasValue(12);
    }

    @Test
    void asksForWorkWhenItHasNone() throws Exception {
        start(new FakeProvider(List.of(RANGE), range -> List.of()));
        assertThat(context.getNumSplitRequests()).isZero();
        while (!isFinished()) {
            poll();
        }
        await().until(
                        () -> {
                            reader.pollNext(output);
                            return context.getNumSplitRequests() == 1;
                        });
        assertThat(reader.snapshotState(1)).isEmpty();
    }

    @Test
    void snapshotsTheSplitAsFarAsItIsEmitted() throws Exception {
        List<BarPage> pages = List.of(page("S", time(0), time(0)), page("S", time(1), time(1)));
        start(new FakeProvider(List.of(RANGE), range -> pages));
        while (output.getEmittedRecords().size() < 2) {
            poll();
        }
        ProviderSplit saved = reader.snapshotState(1).get(0);
        assertThat(saved.position().cursor()).isEqualTo(1);
        assertThat(saved.position().emitted()).isZero();
    }

    @Test
    void anErrorOfTheProviderNamesSymbolAndRange() throws Exception {
        start(
                new FakeProvider(
                        List.of(RANGE),
                        range -> {
                            throw new IllegalStateException("truncated gzip");
                        }));
        assertThatThrownBy(
                        () -> {
                            while (!isFinished()) {
                                poll();
                            }
                        })
                .hasStackTraceContaining(
                        "reading S [2025-01-01T00:00:00Z, 2026-01-01T00:00:00Z) from fake,"
                                + " page at position 0: truncated gzip");
    }

    private void start(BarProvider provider) {
        BaselineReader.Factory counted =
                () -> {
                    BaselineReader empty = BaselineReader.Factory.nothingStored().open();
                    return new BaselineReader() {
                        @Override
                        public Optional<RegionStart> startOf(String symbol, long from) {
                            return Optional.empty();
                        }

                        @Override
                        public Baseline read(BaselineRequest request) throws IOException {
                            baselinesRead.incrementAndGet();
                            return empty.read(request);
                        }

                        @Override
                        public void close() {}
                    };
                };
        reader =
                new ProviderSourceReader(
                        provider,
                        counted,
                        new ProviderSourceOptions(RANGE.to(), EventScript.CRYPTO),
                        context);
        reader.addSplits(List.of(ProviderSplit.of("S", List.of(RANGE))));
        reader.start();
    }

    private void poll() throws Exception {
        if (reader.pollNext(output) == InputStatus.NOTHING_AVAILABLE) {
            reader.isAvailable().get();
        }
    }

    private boolean isFinished() {
        List<SymbolEvent> emitted = output.getEmittedRecords();
        return !emitted.isEmpty()
                && emitted.get(emitted.size() - 1) instanceof BarPage page
                && page.endOfInput();
    }

    private int emitted(Class<? extends SymbolEvent> type) {
        return (int) output.getEmittedRecords().stream().filter(type::isInstance).count();
    }

    private static String time(int hours) {
        return Instant.ofEpochMilli(RANGE.from()).plus(Duration.ofHours(hours)).toString();
    }

    private BarProvider counting(FakeProvider provider) {
        return new BarProvider() {
            @Override
            public String name() {
                return provider.name();
            }

            @Override
            public List<SymbolRange> plan() {
                return provider.plan();
            }

            @Override
            public PageCursor open(SymbolRange range, long position) {
                PageCursor cursor = provider.open(range, position);
                return new PageCursor() {
                    @Override
                    public @Nullable BarPage next() throws IOException {
                        BarPage page = cursor.next();
                        pagesRead.addAndGet(page == null ? 0 : 1);
                        return page;
                    }

                    @Override
                    public long position() {
                        return cursor.position();
                    }

                    @Override
                    public void close() throws IOException {
                        cursor.close();
                    }
                };
            }
        };
    }
}
