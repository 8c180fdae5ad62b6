package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import dev.candlemill.postgres.SetupDraft;
import dev.candlemill.postgres.TradingSetups;
import dev.candlemill.provider.simulated.SimulatedTickers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stored setups through a whole run: signals in Postgres, on the topic and in the file. */
class BackfillSignalsIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(4);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final ObjectMapper JSON = new ObjectMapper();

    private static EmbeddedKafkaFixture kafka;

    @TempDir private Path folder;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafkaFixture.shared();
    }

    @Test
    void sendsTheSameSignalsEverywhereOnce() throws Exception {
        String symbol = SimulatedTickers.stocks(1, 2).get(0);
        add("watched", symbol, "sma_cross(5,20)", "rsi(14,30,70)", "bollinger(20,2)");
        add("unknown", symbol, "sma_cross(50,20)", "macd");
        add("breaking", symbol, "every_candle", "fragile(30)");

        run("first");

        List<String> stored = stored();
        assertThat(stored).anyMatch(row -> row.startsWith("watched|1d|sma_cross(5,20)"));
        assertThat(stored).anyMatch(row -> row.startsWith("watched|1h|bollinger(20,2)"));
        assertThat(stored).noneMatch(row -> row.startsWith("unknown"));
        assertThat(stored.stream().filter(row -> row.startsWith("breaking|1h|fragile")))
                .hasSize(29);
        assertThat(stored.stream().filter(row -> row.startsWith("breaking|1h|every_candle")))
                .hasSize(30);
        assertThat(stored.stream().filter(row -> row.startsWith("breaking|1d"))).hasSize(8);
        assertThat(topic("first")).isEqualTo(stored);
        assertThat(Files.readAllLines(folder.resolve("first/signals.csv")))
                .hasSize(stored.size() + 1);
        assertThat(POSTGRES.query("SELECT status FROM trading_setups ORDER BY id"))
                .containsExactly("stopped", "stopped", "active");
        assertThat(POSTGRES.query("SELECT status_reason FROM trading_setups ORDER BY id"))
                .containsExactly(
                        "fragile(30) on 1h at 2025-01-08T15:30:00Z: java.lang.ArithmeticException:"
                                + " candle 30",
                        "sma_cross(50,20) sma_cross(50,20): expected fast below slow, found 50 and"
                                + " 20",
                        "null");

        run("second");

        assertThat(stored()).isEqualTo(stored);
        assertThat(POSTGRES.count("strategy_signals WHERE job_id = 'second'")).isZero();
        assertThat(POSTGRES.count("candles WHERE job_id = 'second'")).isZero();
        assertThat(kafka.read("second.trading.signals.v1")).isEmpty();
        assertThat(kafka.read("second.market.candles.v1")).isEmpty();
    }

    private static void add(String id, String symbol, String... strategies) throws Exception {
        new TradingSetups(POSTGRES.settings(), SetupDraft.Rules.FORM_ONLY)
                .add(
                        new SetupDraft(
                                id,
                                symbol,
                                List.of("1h", "1d"),
                                List.of("sma(10)"),
                                List.of(strategies)));
    }

    private void run(String id) throws Exception {
        BackfillRun.run(
                BackfillRun.options(
                        folder,
                        "--source=simulated",
                        "--set=job.id=" + id,
                        "--set=simulated.stocks=2",
                        "--set=simulated.crypto=0",
                        "--set=simulated.late=0.001",
                        "--from=2025-01-01",
                        "--to=2025-07-01",
                        "--sink=postgres,kafka,csv",
                        "--output=" + folder.resolve(id),
                        "--set=postgres.url=" + POSTGRES.settings().url(),
                        "--set=postgres.user=" + POSTGRES.settings().user(),
                        "--set=kafka.bootstrap=" + kafka.bootstrapServers(),
                        "--set=kafka.prefix=" + id,
                        "--parallelism=2"));
    }

    private static List<String> stored() throws Exception {
        List<String> rows =
                new ArrayList<>(
                        POSTGRES.query(
                                "SELECT setup || '|' || timeframe || '|' || strategy || '|'"
                                        + " || (extract(epoch FROM open_time) * 1000)::bigint || '|' || signal_type"
                                        + " || '|' || revision || '|' || status FROM strategy_signals"));
        rows.sort(null);
        return rows;
    }

    /** Of each signal the newest revision, as {@link #stored} has it. */
    private static List<String> topic(String prefix) throws Exception {
        Map<String, JsonNode> newest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.read(prefix + ".trading.signals.v1")) {
            JsonNode signal = JSON.readTree(record.value());
            newest.merge(
                    signal.get("event_id").asText(),
                    signal,
                    (old, next) ->
                            next.get("revision").asInt() >= old.get("revision").asInt()
                                    ? next
                                    : old);
        }
        List<String> rows = new ArrayList<>();
        for (JsonNode signal : newest.values()) {
            rows.add(
                    String.join(
                            "|",
                            signal.get("setup").asText(),
                            signal.get("timeframe").asText(),
                            signal.get("strategy").asText(),
                            signal.get("open_time_ms").asText(),
                            signal.get("signal_type").asText(),
                            signal.get("revision").asText(),
                            signal.get("status").asText()));
        }
        rows.sort(null);
        return rows;
    }
}
