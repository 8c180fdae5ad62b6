package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.RealData.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Real bars through the whole job into candles.csv, against what third parties made of them. */
class RealDataIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    @TempDir private Path folder;

    @Test
    void writesTheHoursAndDaysOfAForexVenue() throws Exception {
        String file = "fx/FXCM_EURUSD_BID_1m_20140501-20140515";

        SymbolCounts counts = run(file, "--venue=FXCM");

        assertThat(counts.in).isEqualTo(15857).isEqualTo(counts.accepted);
        assertThat(
                        RealData.agreement(
                                candles("1h"),
                                "fx/FXCM_EURUSD_BID_1h_20120103-20171229",
                                Label.HOUR))
                .isEqualTo("268, 268, 268/268/268/268/268, 0");
        assertThat(
                        RealData.agreement(
                                candles("1d"),
                                "fx/FXCM_EURUSD_BID_1d_20120103-20171229",
                                Label.FIXED_DATE))
                .isEqualTo("13, 13, 13/13/13/13/13, 0");
    }

    @Test
    void writesTheClockHoursOfAStockAndRejectsWhatLiesOutside() throws Exception {
        String file = "equity_us/LEAN_SPY_1m_20131004-20131011";

        SymbolCounts counts = run(file, "--venue=XNYS", "--alignment=CLOCK");

        assertThat(counts.isBalanced()).isTrue();
        assertThat(counts.accepted).isEqualTo(2340);
        assertThat(counts.rejected()).isEqualTo(2499);
        assertThat(Files.readAllLines(folder.resolve("out/rejected.csv"))).hasSize(2500);
        assertThat(
                        RealData.agreement(
                                candles("1h"),
                                "equity_us/LEAN_SPY_1h_19980102-20141231",
                                Label.HOUR))
                .isEqualTo("42, 21, 31/36/36/35/42, 0");
        assertThat(
                        RealData.agreement(
                                candles("1d"),
                                "equity_us/LEAN_SPY_1d_19980102-20141231",
                                Label.NEW_YORK_DATE))
                .isEqualTo("6, 5, 6/6/5/6/6, 0");
    }

    @Test
    void changesNothingWhenTheSameMinutesComeAgain() throws Exception {
        String file = "equity_us/LEAN_IBM_1m_20131004-20131011";
        run(file, "--venue=XNYS");
        List<String> first = Files.readAllLines(folder.resolve("out/candles.csv"));

        SymbolCounts again = run(file, "--venue=XNYS");

        assertThat(again.isBalanced()).isTrue();
        assertThat(again.in).isEqualTo(2566);
        assertThat(Timeframe.all().stream().mapToLong(again::candles).sum()).isZero();
        assertThat(Files.readAllLines(folder.resolve("out/candles.csv"))).isEqualTo(first);
    }

    private SymbolCounts run(String file, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of(
                        "--source=file",
                        "--input=" + RealData.file(file),
                        "--sink=csv",
                        "--output=" + folder.resolve("out"),
                        "--parallelism=1"));
        return BackfillRun.run(BackfillRun.options(folder, all.toArray(new String[0])));
    }

    private List<Candle> candles(String timeframe) throws IOException {
        return Files.readAllLines(folder.resolve("out/candles.csv")).stream()
                .skip(1)
                .map(row -> row.split(","))
                .filter(cells -> cells[1].equals(timeframe))
                .map(RealDataIT::candle)
                .toList();
    }

    private static Candle candle(String[] cells) {
        return new Candle(
                cells[0],
                Timeframe.parse(cells[1]),
                Instant.parse(cells[2]).toEpochMilli(),
                Instant.parse(cells[3]).toEpochMilli(),
                (int) LocalDate.parse(cells[4]).toEpochDay(),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[6]),
                Double.parseDouble(cells[7]),
                Double.parseDouble(cells[8]),
                Double.parseDouble(cells[9]),
                Integer.parseInt(cells[10]),
                Integer.parseInt(cells[11]),
                0,
                Integer.parseInt(cells[12]));
    }
}
