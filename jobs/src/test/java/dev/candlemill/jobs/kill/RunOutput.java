package dev.candlemill.jobs.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postgresql.PGConnection;

/**
 * A run's rows and records as canonical text, one file per table, topic and CSV: sorted, exact
 * doubles, without revisions, ingestion times and what names the run.
 */
record RunOutput(Path folder) {

    private static final String CANDLES =
            "SELECT symbol, timeframe, open_time, close_time, session_date, open, high, low, close,"
                    + " volume, content_hash, bar_count, expected_bar_count, input_count,"
                    + " is_complete, source, input_bars FROM candles"
                    + " ORDER BY symbol, timeframe, open_time";
    private static final String REJECTED =
            "SELECT id, kind, symbol, open_time, reason, place, text, source, sqlstate"
                    + " FROM rejected_rows ORDER BY id";
    private static final List<String> TOPICS =
            List.of("market.candles.v1", "ops.rejected.v1", "ops.late.v1");
    private static final List<String> CSV_FILES =
            List.of("candles.csv", "rejected.csv", "late.csv");

    /** Of JSON: what differs between runs that agree. */
    private static final Pattern REVISION = Pattern.compile("\"revision\":(\\d+),");

    private static final Pattern RUN = Pattern.compile(",\"job_id\":\"[^\"]*\",\"epoch\":\\d+");
    private static final int REVISION_COLUMN = 12;

    void takePostgres(EmbeddedPostgresFixture postgres) throws Exception {
        copy(postgres, CANDLES, "postgres-candles");
        copy(postgres, REJECTED, "postgres-rejected");
    }

    void takeKafka(EmbeddedKafkaFixture kafka, String prefix) throws IOException {
        for (String topic : TOPICS) {
            write(topic, newest(kafka.read(prefix + "." + topic)));
        }
    }

    void takeCsv(Path output) throws IOException {
        for (String name : CSV_FILES) {
            Files.copy(output.resolve(name), folder.resolve(name));
        }
        List<String> rows = new ArrayList<>();
        for (String line : Files.readAllLines(output.resolve("candles.csv"))) {
            List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
            cells.remove(REVISION_COLUMN);
            rows.add(String.join(",", cells));
        }
        write("candles-without-revisions.csv", rows);
    }

    /**
     * Fails with the first lines that differ.
     *
     * @param withRevisions whether the CSV's revisions are equal too
     */
    void assertSameAs(RunOutput expected, boolean withRevisions) throws IOException {
        assertThat(expected.folder.resolve("postgres-candles")).isNotEmptyFile();
        List<String> names = new ArrayList<>();
        names.addAll(List.of("postgres-candles", "postgres-rejected"));
        names.addAll(TOPICS);
        names.addAll(List.of("candles-without-revisions.csv", "rejected.csv", "late.csv"));
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

    /** Replays share an event id: of each the record of the highest revision, of these the last. */
    private static Iterable<String> newest(List<ConsumerRecord<byte[], byte[]>> records) {
        TreeMap<String, String> newest = new TreeMap<>();
        TreeMap<String, Integer> revisions = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String id =
                    new String(
                            record.headers().lastHeader("event_id").value(),
                            StandardCharsets.UTF_8);
            String value = new String(record.value(), StandardCharsets.UTF_8);
            Matcher matcher = REVISION.matcher(value);
            int revision = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
            if (revision >= revisions.getOrDefault(id, 0)) {
                revisions.put(id, revision);
                String content =
                        RUN.matcher(REVISION.matcher(value).replaceFirst("")).replaceFirst("");
                newest.put(id, new String(record.key(), StandardCharsets.UTF_8) + content);
            }
        }
        return newest.values();
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
