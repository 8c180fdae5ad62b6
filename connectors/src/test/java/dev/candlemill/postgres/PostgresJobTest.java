package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.candle.CandlePage;
import dev.candlemill.wire.WireTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The candle sink in a job that fails once in the middle. */
@Timeout(60)
class PostgresJobTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @Test
    void storesEveryCandleOnceThoughTheJobFailsOnce() throws Exception {
        List<CandlePage> pages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pages.add(Pages.fresh("S" + i % 7, i * 50, i * 50 + 50));
        }
        StreamExecutionEnvironment job =
                StreamExecutionEnvironment.getExecutionEnvironment(restartingOnce());
        job.setParallelism(2);
        job.fromData(WireTypes.CANDLE_PAGE, pages.toArray(new CandlePage[0]))
                .keyBy(CandlePage::symbol)
                .map(new FailingOnce(60))
                .returns(WireTypes.CANDLE_PAGE)
                .sinkTo(PostgresSinks.candles(Runs.options(POSTGRES, "job-1", "XNYS")));
        job.execute();

        assertThat(POSTGRES.count("candles")).isEqualTo(5000);
        assertThat(POSTGRES.query("SELECT DISTINCT revision FROM candles")).containsExactly("1");
    }

    private static Configuration restartingOnce() {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
        return configuration;
    }

    /** Fails at some page in the first attempt, when earlier ones may have been written. */
    private static final class FailingOnce implements MapFunction<CandlePage, CandlePage> {

        private static final long serialVersionUID = 1;

        private static volatile boolean failed;

        private final int page;
        private int seen;

        FailingOnce(int page) {
            this.page = page;
        }

        @Override
        public CandlePage map(CandlePage candles) {
            if (++seen == page && !failed) {
                failed = true;
                throw new IllegalStateException("induced");
            }
            return candles;
        }
    }
}
