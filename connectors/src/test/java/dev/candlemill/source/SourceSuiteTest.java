package dev.candlemill.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.wire.WireTypes;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.testframe.environment.MiniClusterTestEnvironment;
import org.apache.flink.connector.testframe.external.ExternalContextFactory;
import org.apache.flink.connector.testframe.external.ExternalSystemSplitDataWriter;
import org.apache.flink.connector.testframe.external.source.DataStreamSourceExternalContext;
import org.apache.flink.connector.testframe.external.source.TestingSourceSettings;
import org.apache.flink.connector.testframe.junit.annotations.TestContext;
import org.apache.flink.connector.testframe.junit.annotations.TestEnv;
import org.apache.flink.connector.testframe.junit.annotations.TestSemantics;
import org.apache.flink.connector.testframe.testsuites.SourceTestSuiteBase;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/**
 * Flink's own suite for sources. Its three bounded tests run: one split, several splits, more
 * readers than splits. The others (savepoint, scaling, metrics, a lost task manager) write to a
 * source that never ends records that it then expects, and nobody writes to a market; they are
 * aborted. Restores are {@code SourceFailoverTest}'s and the live job's tests'.
 */
class SourceSuiteTest extends SourceTestSuiteBase<SymbolEvent> {

    @TestEnv MiniClusterTestEnvironment cluster = new MiniClusterTestEnvironment();

    @TestSemantics
    CheckpointingMode[] semantics = new CheckpointingMode[] {CheckpointingMode.EXACTLY_ONCE};

    @TestContext ExternalContextFactory<Market> market = testName -> new Market();

    /** The source puts baselines and progress around what was written; the bars are compared. */
    @Override
    protected void checkResultWithSemantic(
            CloseableIterator<SymbolEvent> results,
            List<List<SymbolEvent>> testData,
            CheckpointingMode semantic,
            @Nullable Integer limit) {
        List<SymbolEvent> expected = new ArrayList<>();
        testData.forEach(expected::addAll);
        List<SymbolEvent> found = new ArrayList<>();
        results.forEachRemaining(found::add);
        assertThat(barsBySymbol(found)).isEqualTo(barsBySymbol(expected));
    }

    private static Map<String, List<Bar>> barsBySymbol(List<SymbolEvent> events) {
        Map<String, List<Bar>> bars = new TreeMap<>();
        for (SymbolEvent event : events) {
            if (event instanceof BarPage page) {
                List<Bar> own = bars.computeIfAbsent(page.symbol(), s -> new ArrayList<>());
                for (int i = 0; i < page.bars().size(); i++) {
                    own.add(page.bars().bar(i));
                }
            }
        }
        return bars;
    }

    /** The "external system": pages by symbol, in the memory that test and mini cluster share. */
    static final class Market implements DataStreamSourceExternalContext<SymbolEvent> {

        private static final Map<String, List<BarPage>> PAGES = new ConcurrentHashMap<>();
        private static final long START = Instant.parse("2025-01-20T00:00:00Z").toEpochMilli();
        private static final long END = Instant.parse("2025-06-01T00:00:00Z").toEpochMilli();

        @Override
        public Source<SymbolEvent, ?, ?> createSource(TestingSourceSettings settings) {
            if (settings.getBoundedness() != Boundedness.BOUNDED) {
                throw new UnsupportedOperationException(
                        "the suite cannot write to a market that never ends");
            }
            return ProviderSource.between(
                    new MarketProvider(),
                    BaselineReader.Factory.nothingStored(),
                    new ProviderSourceOptions(
                            END, CalendarSettings.of("CRYPTO", Alignment.SESSION, Hours.REGULAR)));
        }

        @Override
        public ExternalSystemSplitDataWriter<SymbolEvent> createSourceSplitDataWriter(
                TestingSourceSettings settings) {
            return new ExternalSystemSplitDataWriter<>() {
                @Override
                public void writeRecords(List<SymbolEvent> records) {
                    for (SymbolEvent record : records) {
                        PAGES.computeIfAbsent(record.symbol(), s -> new ArrayList<>())
                                .add((BarPage) record);
                    }
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public List<SymbolEvent> generateTestData(
                TestingSourceSettings settings, int splitIndex, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            String symbol = "S" + splitIndex;
            List<SymbolEvent> pages = new ArrayList<>();
            long time = START;
            for (int p = 0; p < 50; p++) {
                BarColumns bars = new BarColumns(20);
                for (int i = 0; i < 20; i++) {
                    bars.add(new Bar(time, 1, 2, 0.5, 1, random.nextDouble()), BarSize.M5);
                    time += 300_000L * random.nextLong(1, 60);
                }
                pages.add(BarPage.of(symbol, bars, time, time, "market"));
            }
            return pages;
        }

        @Override
        public TypeInformation<SymbolEvent> getProducedType() {
            return WireTypes.SYMBOL_EVENT;
        }

        @Override
        public List<URL> getConnectorJarPaths() {
            return List.of();
        }

        @Override
        public void close() {
            PAGES.clear();
        }
    }

    private record MarketProvider() implements BarProvider {

        @Override
        public String name() {
            return "market";
        }

        @Override
        public List<SymbolRange> plan() {
            return Market.PAGES.keySet().stream()
                    .sorted()
                    .map(symbol -> new SymbolRange(symbol, Market.START, Market.END))
                    .toList();
        }

        @Override
        public PageCursor open(SymbolRange range, long position) {
            List<BarPage> pages = List.copyOf(Market.PAGES.get(range.symbol()));
            return new FakeProvider(List.of(range), r -> pages).open(range, position);
        }
    }
}
