package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools that read stored candles, over three simulated months. */
final class ToolCommandsTest {

    @TempDir static Path folder;

    @BeforeAll
    static void storeCandles() throws IOException {
        TestProject.Run run =
                project()
                        .run(
                                "backfill",
                                "--source",
                                "simulated",
                                "--symbols",
                                "XNAS:AAPL,BINANCE:BTCUSDT",
                                "--from",
                                "2025-04-01",
                                "--to",
                                "2025-07-01",
                                "--sink",
                                "postgres");
        assertThat(run.code()).as(run.err()).isZero();
        Path future =
                Files.writeString(
                        folder.resolve("future.csv"),
                        "time,open,high,low,close,volume\n"
                                + "2013-12-02T00:00:00Z,-10,-8,-11,-9,1\n"
                                + "2013-12-02T00:05:00Z,-9,-4,-9,-5,1\n");
        TestProject.Run files =
                project()
                        .run(
                                "backfill",
                                "--input=" + future,
                                "--symbol=CMEG:CLF14",
                                "--venue=CMEG",
                                "--bar=5m",
                                "--warm-up=stable",
                                "--grace=90s",
                                "--to=2013-12-03");
        assertThat(files.code()).as(files.err()).isZero();
    }

    private static TestProject project() {
        return new TestProject(folder);
    }

    private static TestProject.Run evaluate(String... more) {
        String[] all = new String[more.length + 5];
        all[0] = "evaluate";
        all[1] = "--symbol";
        all[2] = "BINANCE:BTCUSDT";
        all[3] = "--timeframe";
        all[4] = "1h";
        System.arraycopy(more, 0, all, 5, more.length);
        return project().run(all);
    }

    @Test
    void evaluatesAStrategy() throws IOException {
        Path csv = folder.resolve("trades.csv");
        TestProject.Run run =
                evaluate(
                        "--strategy",
                        "sma_cross(5,20)",
                        "--from",
                        "2025-05-01",
                        "--fee-bps",
                        "5",
                        "--csv",
                        csv.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith(
                        "sma_cross(5,20) on BINANCE:BTCUSDT 1h, long, fee 5 bps, slippage 0 bps")
                .contains("side | entry")
                .containsPattern("first candle +\\| +2025-05-01T00:00:00Z")
                .contains("buy and hold", "max drawdown", "exposure", "*");
        List<String> equity = Files.readAllLines(folder.resolve("trades-equity.csv"));
        assertThat(equity)
                .hasSize(1 + 61 * 24)
                .first()
                .isEqualTo("open_time,close_time,close,equity");
        long trades = Files.readAllLines(csv).size() - 1;
        assertThat(run.out()).containsPattern("trades +\\| +" + trades + "\n");
        String last = equity.get(equity.size() - 1);
        double total = Double.parseDouble(last.substring(last.lastIndexOf(',') + 1)) - 1;
        assertThat(run.out()).contains(Numbers.percent(total));
    }

    @Test
    void isToldByTheNewestRunWhenAStrategySpeaks() {
        assertThat(evaluate("--strategy", "rsi").out()).contains("indicators stable, grace 90 s");
        assertThat(evaluate("--strategy", "rsi", "--warm-up=usable", "--grace=5s").out())
                .contains("indicators usable, grace 5 s");
    }

    @Test
    void tellsNoReturnOfPricesBelowZero() {
        TestProject.Run run =
                project()
                        .run("evaluate", "--symbol=CMEG:CLF14", "--timeframe=5m", "--strategy=rsi");
        assertRefused(run, "at 2013-12-02T00:00:00Z has a price of 0 or less");
    }

    @Test
    void evaluatesAsJsonAndOnEitherSide() {
        assertThat(evaluate("--strategy", "rsi", "--side", "both", "--json").out())
                .startsWith(
                        "{\"strategy\":\"rsi(14,30,70)\",\"symbol\":\"BINANCE:BTCUSDT\",\"timeframe\":\"1h\"")
                .contains("\"side\":\"both\"", "\"side\":\"short\"", "\"max_drawdown\":");
    }

    @Test
    void searchesAGrid() {
        TestProject.Run run =
                evaluate("--strategy", "sma_cross", "--grid", "fast=5..20/5,slow=20..40/10");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("sma_cross(5,40)", "(the best 11 of 11 by the first 1529 candles")
                .contains("1 combinations were refused: ");
        assertThat(evaluate("--strategy", "sma_cross", "--grid", "fst=5..20").err())
                .contains("did you mean fast?");
        assertThat(evaluate("--strategy", "sma_cross", "--grid", "fast=60..70").err())
                .contains("no valid combination, 11 were refused");
    }

    @Test
    void refusesWhatCannotBeEvaluated() {
        assertRefused(evaluate(), "--strategy: found nothing");
        assertRefused(evaluate("--strategy", "rsj"), "did you mean rsi?");
        assertRefused(
                evaluate("--strategy", "rsi", "--side", "up"), "expected long, short or both");
        assertRefused(evaluate("--strategy", "rsi", "--warm-up", "hot"), "defined, usable, stable");
        assertRefused(evaluate("--strategy", "rsi", "--fee-bps", "-1"), "fee expected from 0");
        assertRefused(
                evaluate("--strategy", "rsi", "--from", "2026-01-01"), "the last one opens at");
        assertRefused(
                project()
                        .run(
                                "evaluate",
                                "--strategy",
                                "rsi",
                                "--symbol",
                                "BINANCE:BTCUSD",
                                "--timeframe",
                                "1h"),
                "did you mean BINANCE:BTCUSDT?");
        assertRefused(evaluate("--strategy", "rsi", "--splt", "1"), "--splt");
    }

    private static void assertRefused(TestProject.Run run, String reason) {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains(reason);
    }

    @Test
    void screensNewestCandles() {
        TestProject.Run run = project().run("screen", "close > 0", "--timeframe", "1d");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("BINANCE:BTCUSDT", "XNAS:AAPL", "(2 symbols)");

        TestProject.Run json =
                project().run("screen", "sma_20 > 0 and close < 0", "--timeframe", "1d", "--json");
        assertThat(json.out()).isEqualToIgnoringNewLines("[]");
        assertThat(project().run("screen", "close > 0", "--timeframe", "1d", "--favorites").out())
                .contains("(0 symbols)");
        assertRefused(
                project().run("screen", "rsi_41 < 30", "--timeframe", "1d"),
                "at character 1: no column 'rsi_41'");
        assertRefused(project().run("screen", "close > 0"), "--timeframe");
    }

    @Test
    void comparesAnExportOfItsOwnRows() throws IOException {
        String query =
                "SELECT date_part('epoch', open_time)::bigint AS time, close, rsi_14 AS \"RSI\", macd AS"
                        + " \"MACD\", 1 AS \"Plot\" FROM candles WHERE symbol = 'XNAS:AAPL' AND timeframe"
                        + " = '1h' ORDER BY 1";
        Path export = folder.resolve("export.csv");
        String csv = project().run("sql", "-o", "csv", query).out();
        Files.writeString(export, csv);

        TestProject.Run same = compare(export);
        assertThat(same.code()).as(same.err()).isZero();
        assertThat(same.out())
                .containsPattern("RSI +\\| rsi_14 +\\| +\\d+ \\| +0 \\| +0 \\| +0 \\|")
                .contains("not compared, name them with --map HEADER=COLUMN: Plot");

        Files.writeString(export, csv.replaceFirst("\n(\\d+),[^,]*,", "\n$1,1,"));
        TestProject.Run other = compare(export);
        assertThat(other.code()).isEqualTo(ExitCodes.FAILURE);
        assertThat(other.err()).contains("beyond the tolerance: close (1 rows)");
    }

    private static TestProject.Run compare(Path export) {
        return project()
                .run(
                        "compare",
                        "--with",
                        export.toString(),
                        "--symbol",
                        "XNAS:AAPL",
                        "--timeframe",
                        "1h",
                        "--tolerance",
                        "1e-9");
    }

    @Test
    void listsWhatCanBeComputed() {
        assertThat(project().run("strategies").out())
                .contains("sma_cross(20,50)")
                .contains("\nrsi(14,30,70): RSI enters")
                .contains("  confidence: `d / (d + 5)` with `d = |RSI - threshold|`")
                .containsPattern("rsi +\\| trigger +\\| enter exit +\\| enter");
        assertThat(project().run("strategies", "--json").out())
                .contains(
                        "{\"name\":\"fast\",\"kind\":\"integer\",\"unit\":\"candles\",\"min\":1.0");
        assertThat(project().run("indicators").out())
                .containsPattern(
                        "rsi\\(14\\) +\\| Relative strength index +\\| momentum +\\| % +\\| rsi_14");
        assertThat(project().run("indicators", "--json").out())
                .contains("\"values\":[\"macd\",\"macd_signal\",\"macd_histogram\"]")
                .contains("\"stable_after\":null");
    }
}
