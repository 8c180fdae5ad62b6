package dev.candlemill.jobs.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.kafka.TopicState;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/**
 * A run's rows and records as canonical text, one file per table, topic and CSV: sorted, exact
 * doubles, without revisions, ingestion times and what names the run.
 */
record RunOutput(Path folder) {

    private static final String CANDLES =
            "SELECT symbol, timeframe, open_time, close_time, session_date, open, high, low, close,"
                    + " volume, content_hash, bar_count, expected_bar_count, input_count,"
                    + " is_complete, source, input_bars, sma_20, sma_50, sma_200, ema_12, ema_26,"
                    + " macd, macd_signal, macd_histogram, adx_14, plus_di_14, minus_di_14, rsi_14,"
                    + " stoch_k, stoch_d, cci_20, bb_upper, bb_middle, bb_lower, atr_14, obv, vwap,"
                    + " mfi_14, indicators, indicator_hash FROM candles"
                    + " ORDER BY symbol, timeframe, open_time";
    private static final String SIGNALS =
            "SELECT setup, symbol, timeframe, open_time, close_time, strategy, signal_type, price,"
                    + " confidence, indicator_values, data_source FROM strategy_signals"
                    + " WHERE status <> 'RETRACTED'"
                    + " ORDER BY setup, symbol, timeframe, open_time, strategy";
    private static final String REJECTED =
            "SELECT id, kind, symbol, open_time, reason, place, text, source, sqlstate"
                    + " FROM rejected_rows ORDER BY id";
    private static final List<String> TOPICS =
            List.of("market.candles.v1", "trading.signals.v1", "ops.rejected.v1", "ops.late.v1");
    private static final List<String> CSV_FILES =
            List.of("candles.csv", "rejected.csv", "late.csv");

    void takePostgres(EmbeddedPostgresFixture postgres) throws Exception {
        copy(postgres, CANDLES, "postgres-candles");
        copy(postgres, SIGNALS, "postgres-signals");
        copy(postgres, REJECTED, "postgres-rejected");
    }

    void takeKafka(EmbeddedKafkaFixture kafka, String prefix) throws IOException {
        for (String topic : TOPICS) {
            write(topic, TopicState.newest(kafka.read(prefix + "." + topic)));
        }
    }

    void takeCsv(Path output) throws IOException {
        for (String name : CSV_FILES) {
            Files.copy(output.resolve(name), folder.resolve(name));
        }
        write(
                "candles-without-revisions.csv",
                without(output.resolve("candles.csv"), "revision", "indicator_revision"));
        write("standing-signals.csv", without(output.resolve("signals.csv"), "revision", "status"));
    }

    /** The lines without some columns, and without what was retracted. */
    private static List<String> without(Path csv, String... columns) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        List<String> header = List.of(lines.get(0).split(",", -1));
        List<Integer> dropped =
                Stream.of(columns).map(header::indexOf).sorted(Comparator.reverseOrder()).toList();
        List<String> rows = new ArrayList<>();
        for (String line : lines) {
            if (!line.endsWith(",RETRACTED")) {
                List<String> cells = cells(line);
                dropped.forEach(column -> cells.remove((int) column));
                rows.add(String.join(",", cells));
            }
        }
        return rows;
    }

    /** Strategies stand in quotes, since they hold commas. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            if (c == ',' && !quoted) {
                cells.add(line.substring(begin, i));
                begin = i + 1;
            }
        }
        cells.add(line.substring(begin));
        return cells;
    }

    /**
     * Fails with the first lines that differ.
     *
     * @param withRevisions whether the CSV's revisions are equal too
     */
    void assertSameAs(RunOutput expected, boolean withRevisions) throws IOException {
        assertThat(expected.folder.resolve("postgres-candles")).isNotEmptyFile();
        assertThat(expected.folder.resolve("postgres-signals")).isNotEmptyFile();
        List<String> names = new ArrayList<>();
        names.addAll(List.of("postgres-candles", "postgres-signals", "postgres-rejected"));
        names.addAll(TOPICS);
        names.addAll(
                List.of(
                        "candles-without-revisions.csv",
                        "standing-signals.csv",
                        "rejected.csv",
                        "late.csv"));
        if (withRevisions) {
            names.add("candles.csv");
        }
        for (String name : names) {
            Path mine = folder.resolve(name);
            Path theirs = expected.folder.resolve(name);
            if (Files.mismatch(mine, theirs) >= 0) {
                fail(name + difference(Files.readAllLines(mine), Files.readAllLines(theirs)));
            }
        }
    }

    private static String difference(List<String> mine, List<String> theirs) {
        int line = 0;
        while (line < mine.size()
                && line < theirs.size()
                && mine.get(line).equals(theirs.get(line))) {
            line++;
        }
        return String.format(
                ": %d lines, expected %d; the first that differ:%n%s%n%s",
                mine.size(), theirs.size(), at(mine, line), at(theirs, line));
    }

    private static String at(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line) : "(end)";
    }

    private void copy(EmbeddedPostgresFixture postgres, String query, String name)
            throws Exception {
        try (Connection connection = postgres.connect();
                OutputStream out =
                        new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + query + ") TO STDOUT", out);
        }
    }

    private void write(String name, Iterable<String> lines) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(name))) {
            for (String line : lines) {
                out.write(line);
                out.newLine();
            }
        }
    }
}
