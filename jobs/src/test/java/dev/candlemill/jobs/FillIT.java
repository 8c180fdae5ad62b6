package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Venues;
import dev.candlemill.candle.Bars;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files with holes in, filled candles in Postgres and candles.csv, through the whole job. */
class FillIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(1);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final String CANDLES =
            "SELECT (to_jsonb(c) - 'revision' - 'indicator_revision' - 'ingested_at' - 'job_id')::text"
                    + " FROM candles AS c ORDER BY symbol, timeframe, open_time";

    private static final String END = "2025-07-11";
    private static final long LATE = Bars.at("2025-07-08T14:00:00Z");

    @TempDir private Path folder;

    /** The afternoon of the 7th and all but an hour of the 8th are missing. */
    private final List<Bar> bars =
            Bars.of(
                            Venues.shipped().calendar("XNYS", Alignment.SESSION, Hours.REGULAR),
                            BarSize.M5,
                            "2025-07-01",
                            "2025-07-10",
                            7)
                    .stream()
                    .filter(without("2025-07-07T18:00:00Z", "2025-07-08T14:00:00Z"))
                    .filter(without("2025-07-08T14:05:00Z", "2025-07-09T13:30:00Z"))
                    .toList();

    @BeforeEach
    void emptyTables() throws Exception {
        POSTGRES.execute(
                "TRUNCATE candles, candle_revisions, backfill_jobs, fold_snapshots CASCADE");
    }

    @Test
    void aSecondRunWritesNothingAndALateBarReplacesWhatWasFilled() throws Exception {
        toPostgres("whole", bars);
        List<String> whole = POSTGRES.query(CANDLES);
        emptyTables();
        List<Bar> withoutLate = bars.stream().filter(bar -> bar.openTime() != LATE).toList();

        toPostgres("first", withoutLate);
        assertThat(
                        POSTGRES.query(
                                "SELECT count(*), sum(volume), bool_and(NOT is_complete), count(DISTINCT close)"
                                        + " FROM candles WHERE timeframe = '5m' AND bar_count = 0"))
                .containsExactly("102|0|t|1");
        assertThat(
                        POSTGRES.query(
                                "SELECT session_date FROM candles WHERE timeframe = '1d' AND bar_count = 0"))
                .containsExactly("2025-07-08");

        toPostgres("second", withoutLate);
        assertThat(POSTGRES.query("SELECT DISTINCT job_id FROM candles")).containsExactly("first");

        toPostgres("late", bars);
        assertThat(POSTGRES.query(CANDLES)).isEqualTo(whole);
        assertThat(
                        POSTGRES.query(
                                "SELECT DISTINCT revision FROM candles WHERE job_id = 'late' AND"
                                        + " open_time BETWEEN '2025-07-08 14:00Z' AND '2025-07-08 20:00Z'"))
                .containsExactly("2");
        assertThat(
                        POSTGRES.query(
                                "SELECT revision, bar_count, volume > 0 FROM candles WHERE timeframe = '5m'"
                                        + " AND open_time = '2025-07-08 14:00Z'"))
                .containsExactly("2|1|t");
        assertThat(
                        POSTGRES.query(
                                "SELECT count(*) FROM candles WHERE revision > 1 AND close_time <="
                                        + " '2025-07-08 14:00Z'"))
                .containsExactly("0");
    }

    @Test
    void afterTheFirstHalfTheFileIsThatOfOneRun() throws Exception {
        toFile("whole", bars, END);
        List<String> whole = lines("whole");

        toFile("half", bars.subList(0, 370), "2025-07-08T17:00:00Z");
        toFile("half", bars, END);

        assertThat(lines("half")).isEqualTo(whole);
        assertThat(whole)
                .filteredOn(line -> line.startsWith("TEST,1d,2025-07-08"))
                .singleElement(as(STRING))
                .endsWith(",1,78");
    }

    private static Predicate<Bar> without(String from, String to) {
        return bar -> bar.openTime() < Bars.at(from) || bar.openTime() >= Bars.at(to);
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name + "/candles.csv")).stream()
                .map(line -> String.join(",", List.of(line.split(",")).subList(0, 12)))
                .toList();
    }

    private void toPostgres(String id, List<Bar> input) throws Exception {
        run(
                input,
                "--to=" + END,
                "--job-id=" + id,
                "--sink=postgres",
                "--set=postgres.url=" + POSTGRES.settings().url(),
                "--set=postgres.user=" + POSTGRES.settings().user());
    }

    private void toFile(String name, List<Bar> input, String to) throws Exception {
        run(input, "--to=" + to, "--sink=csv", "--output=" + folder.resolve(name));
    }

    private void run(List<Bar> input, String... more) throws Exception {
        BarFile.write(folder.resolve("TEST.csv"), input);
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(
                List.of(
                        "--source=file",
                        "--input=" + folder.resolve("TEST.csv"),
                        "--venue=XNYS",
                        "--fill=previous-close",
                        "--parallelism=1"));
        BackfillRun.run(BackfillRun.options(folder, all.toArray(new String[0])));
    }
}
