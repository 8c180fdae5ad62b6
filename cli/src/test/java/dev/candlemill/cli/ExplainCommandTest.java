package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads some weeks, computes them again, and asks where a candle comes from. */
final class ExplainCommandTest {

    private static final String SYMBOL = "XNAS:AAPL";

    @TempDir Path folder;

    @Test
    void explainsACandleBeforeAndAfterItIsComputedAgain() throws Exception {
        TestProject project = new TestProject(folder);
        backfill(project, "2025-06-02", "2025-06-21");
        TestProject.Run added =
                project.run(
                        "setup",
                        "add",
                        "mine",
                        "--symbol",
                        SYMBOL,
                        "--timeframes",
                        "1h",
                        "--strategy",
                        "sma_cross(5,21)");
        assertThat(added.code()).as(added.err()).isZero();
        assertExplains(project);
        assertNamesTheNearest(project);

        backfill(project, "2025-05-01", "2025-06-01");
        TestProject.Run recomputed =
                project.run("recompute", "--symbol", SYMBOL, "--from", "2025-06-02");
        assertThat(recomputed.code()).as(recomputed.err()).isZero();
        assertThat(recomputed.out()).startsWith("recompute-").containsPattern("1h +\\d+ +\\d+");
        assertThat(project.run("recompute", "--all").out()).contains("nothing added");

        JsonNode after = explain(project, "1h", "2025-06-03T14:00Z");
        assertThat(after.at("/candle/revision").asInt()).isEqualTo(1);
        assertThat(after.at("/candle/indicator_revision").asInt()).isEqualTo(2);
        assertThat(after.at("/candle/sma_20").isNumber()).isTrue();
        assertThat(after.at("/indicators/0/inputs_from").asText())
                .startsWith("2025-05-29T15:30:00");
        assertThat(after.at("/indicators/0/remembers_earlier").asBoolean()).isFalse();
        assertThat(project.run("explain", SYMBOL, "1h", "2025-06-03T14:00Z").out())
                .contains("(20 candles since 2025-05-29T15:30:00Z)")
                .containsPattern("ema\\(12\\) .*\\(12 candles since .*, and all before\\)");
        assertThat(after.path("revisions")).hasSize(1);
        assertThat(after.at("/revisions/0/sma_20").isNull()).isTrue();
        assertThat(after.at("/revisions/0/indicator_revision").asInt()).isEqualTo(1);
    }

    private static void assertExplains(TestProject project) throws Exception {
        JsonNode hour = explain(project, "1h", "2025-06-03T14:00Z");
        assertThat(hour.at("/bucket/why").asText())
                .isEqualTo("bucket 1 of 7 in the session of 2025-06-03, aligned to the session");
        assertThat(hour.at("/bucket/session_open").asText()).isEqualTo("2025-06-03T13:30:00Z");
        assertThat(hour.at("/bucket/session_close").asText()).isEqualTo("2025-06-03T20:00:00Z");
        assertThat(hour.at("/bucket/expected_bars").asInt()).isEqualTo(12);
        assertThat(hour.path("constituents")).hasSize(12);
        assertThat(hour.path("missing")).isEmpty();
        assertThat(hour.path("revisions")).isEmpty();
        assertThat(hour.at("/candle/sma_20").isNull()).isTrue();
        assertThat(hour.at("/indicators/0/indicator").asText()).isEqualTo("sma(20)");
        assertThat(hour.at("/indicators/0/defined_after").asInt()).isEqualTo(20);
        assertThat(hour.at("/indicators/0/candles_so_far").asInt()).isEqualTo(8);
        assertThat(hour.at("/indicators/0").has("inputs_from")).isFalse();
        assertThat(hour.path("indicators").findValuesAsText("indicator"))
                .as("what a setup asks for")
                .contains("sma(5)", "sma(21)");
        assertThat(hour.path("inputs")).hasSize(8);
        assertThat(hour.at("/inputs/7/close")).isEqualTo(hour.at("/candle/close"));

        JsonNode last = explain(project, "1h", "2025-06-03T19:45:00Z");
        assertThat(last.at("/bucket/why").asText())
                .endsWith("; 30 minutes long, since a session cuts it");
        assertThat(explain(project, "1w", "2025-06-04").at("/bucket/why").asText())
                .isEqualTo("the week of 2025-06-02: sessions 2025-06-02 to 2025-06-06");

        TestProject.Run text = project.run("explain", SYMBOL, "1h", "2025-06-03T14:00Z");
        assertThat(text.out())
                .startsWith("XNAS:AAPL 1h 2025-06-03T13:30:00Z to 2025-06-03T14:30:00Z")
                .contains(
                        "  session 2025-06-03 of XNAS: 2025-06-03T13:30:00Z to 2025-06-03T20:00:00Z",
                        "  12 of 12 bars, 12 input bars, complete",
                        "5m candles: 12",
                        "Indicators, after 8 candles",
                        "sma_20 - (defined after 20)",
                        "Signals: 0");
    }

    private static void assertNamesTheNearest(TestProject project) {
        TestProject.Run closed = project.run("explain", SYMBOL, "1h", "2025-06-07T14:00Z");
        assertThat(closed.code()).isEqualTo(ExitCodes.FAILURE);
        assertThat(closed.err())
                .contains(
                        "no stored 1h candle of XNAS:AAPL at 2025-06-07T14:00:00Z, and XNAS has no 1h"
                                + " bucket then: the nearest stored candle opens at"
                                + " 2025-06-06T19:30:00Z");
        assertThat(project.run("explain", "XNAS:NONE", "1h", "2025-06-03").err())
                .contains("nothing is stored of this symbol and timeframe");
        TestProject.Run wrong = project.run("explain", SYMBOL, "7h", "2025-06-03");
        assertThat(wrong.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(wrong.err()).contains("unknown timeframe \"7h\"");
        assertThat(project.run("explain", SYMBOL, "1h").err())
                .contains("expected SYMBOL TIMEFRAME TIME");
        assertThat(project.run("recompute").err())
                .contains("expected --symbol S[,S2...] or --all, found neither");
    }

    private static JsonNode explain(TestProject project, String timeframe, String time)
            throws Exception {
        TestProject.Run run = project.run("explain", SYMBOL, timeframe, time, "--json");
        assertThat(run.code()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private static void backfill(TestProject project, String from, String to) {
        TestProject.Run run =
                project.run(
                        "backfill",
                        "--source=simulated",
                        "--symbols=" + SYMBOL,
                        "--from=" + from,
                        "--to=" + to,
                        "--sink=postgres");
        assertThat(run.code()).as(run.err()).isZero();
    }
}
