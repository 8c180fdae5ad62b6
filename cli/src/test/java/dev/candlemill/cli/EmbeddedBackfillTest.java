package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a newcomer: from an empty folder to an answer, and again. */
final class EmbeddedBackfillTest {

    private static final String[] BACKFILL = {
        "backfill",
        "--source",
        "simulated",
        "--symbols",
        "XNAS:AAPL,BINANCE:BTCUSDT",
        "--from",
        "2025-06-01",
        "--to",
        "2025-07-15",
        "--sink",
        "postgres,kafka"
    };

    @TempDir Path folder;

    @Test
    void storesCandlesOnceAndAnswersQuestions() {
        TestProject project = new TestProject(folder);

        TestProject.Run first = project.run(BACKFILL);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).containsPattern("1d +73 +0\n").doesNotContain("nothing added");

        TestProject.Run second = project.run(BACKFILL);
        assertThat(second.code()).isZero();
        assertThat(second.out()).contains("nothing added and nothing changed");
        assertThat(folder.resolve(".candlemill/checkpoints")).isEmptyDirectory();

        assertAnswers(project);
    }

    private static void assertAnswers(TestProject project) {
        String days =
                "SELECT symbol, count(*) AS days, max(revision) AS revision FROM candles"
                        + " WHERE timeframe = '1d' GROUP BY symbol ORDER BY symbol";
        assertThat(project.run("sql", days).out())
                .isEqualToNormalizingNewlines(
                        """
                        symbol          | days | revision
                        ----------------+------+---------
                        BINANCE:BTCUSDT |   44 |        1
                        XNAS:AAPL       |   29 |        1
                        (2 rows)
                        """);
        assertThat(project.run("sql", "-o", "csv", days).out())
                .startsWith("symbol,days,revision\nBINANCE:BTCUSDT,44,1\n");
        assertThat(project.run("sql", "-o", "json", days).out())
                .startsWith("[{\"symbol\":\"BINANCE:BTCUSDT\",\"days\":44,\"revision\":1},");

        TestProject.Run write = project.run("sql", "DELETE FROM candles");
        assertThat(write.code()).isEqualTo(ExitCodes.FAILURE);
        assertThat(write.err()).contains("read-only");
        TestProject.Run escape = project.run("sql", "COMMIT; DELETE FROM candles");
        assertThat(escape.code()).isEqualTo(ExitCodes.FAILURE);
        assertThat(project.run("sql", "SELECT nonsense").code()).isEqualTo(ExitCodes.FAILURE);
    }
}
