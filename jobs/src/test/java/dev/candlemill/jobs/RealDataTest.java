package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.RejectReason;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.RealData.Label;
import dev.candlemill.provider.file.FileInputException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Candles of real bars against those that third parties made of them. Where they differ the data's
 * README says why, and the test how often: {@code compared, all equal, O/H/L/C/V equal, ours that
 * they lack}.
 */
class RealDataTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @TempDir private Path folder;

    @ParameterizedTest(name = "{0} to {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    fx/FXCM_EURUSD_BID_1m_20140501-20140515 | FXCM | SESSION | 1h | HOUR | fx/FXCM_EURUSD_BID_1h_20120103-20171229 | 268, 268, 268/268/268/268/268, 0
                    fx/FXCM_EURUSD_ASK_1m_20140501-20140515 | FXCM | SESSION | 1h | HOUR | fx/FXCM_EURUSD_ASK_1h_20140401-20140630 | 268, 268, 268/268/268/268/268, 0
                    fx/FXCM_EURUSD_BID_1m_20140501-20140515 | FXCM | UTC | 1h | HOUR | fx/FXCM_EURUSD_BID_1h_20120103-20171229 | 268, 268, 268/268/268/268/268, 0
                    fx/FXCM_EURUSD_BID_1m_20140501-20140515 | FXCM | SESSION | 1d | FIXED_DATE | fx/FXCM_EURUSD_BID_1d_20120103-20171229 | 13, 13, 13/13/13/13/13, 0
                    crypto/COINBASE_BTCUSD_1m_20161007-20161009 | CRYPTO | SESSION | 1d | UTC_DATE | crypto/COINBASE_BTCUSD_1d_20141201-20180813 | 3, 3, 3/3/3/3/3, 0
                    crypto/COINBASE_BTCUSD_1m_20180404-20180406 | CRYPTO | SESSION | 1d | UTC_DATE | crypto/COINBASE_BTCUSD_1d_20141201-20180813 | 3, 3, 3/3/3/3/3, 0
                    futures/CME_ESZ13_1m_20131006-20131011 | CMEG | SESSION | 1h | HOUR | futures/CME_ESZ13_1h_20131006-20131011 | 115, 115, 115/115/115/115/115, 5
                    futures/CME_ESZ13_1m_20131006-20131011 | CMEG | UTC | 1h | HOUR | futures/CME_ESZ13_1h_20131006-20131011 | 115, 115, 115/115/115/115/115, 5
                    equity_us/LEAN_SPY_1m_20131004-20131011 | XNYS | CLOCK | 1h | HOUR | equity_us/LEAN_SPY_1h_19980102-20141231 | 42, 21, 31/36/36/35/42, 0
                    equity_us/LEAN_SPY_1m_20131004-20131011 | XNYS | CLOCK | 1d | NEW_YORK_DATE | equity_us/LEAN_SPY_1d_19980102-20141231 | 6, 5, 6/6/5/6/6, 0
                    equity_us/LEAN_IBM_1m_20131004-20131011 | XNYS | CLOCK | 1h | HOUR | equity_us/LEAN_IBM_1h_20130102-20141231 | 42, 3, 32/24/29/27/37, 0
                    equity_us/LEAN_IBM_1m_20131004-20131011 | XNYS | CLOCK | 1d | NEW_YORK_DATE | equity_us/LEAN_IBM_1d_20130102-20141231 | 6, 0, 6/3/5/6/1, 0
                    equity_us/LEAN_AAPL_1m_20140605-20140609 | XNAS | CLOCK | 1h | HOUR | equity_us/LEAN_AAPL_1h_20130102-20141231 | 21, 8, 15/14/17/17/21, 0
                    equity_us/LEAN_AAPL_1m_20140605-20140609 | XNAS | CLOCK | 1d | NEW_YORK_DATE | equity_us/LEAN_AAPL_1d_20130102-20141231 | 3, 1, 3/1/2/3/3, 0
                    equity_us/NT_SPY_1m_20110301-20110331 | XNYS | CLOCK | 1h | HOUR | equity_us/LEAN_SPY_1h_19980102-20141231 | 161, 0, 115/133/129/101/0, 0
                    index/MPF_SPX_1m_20191105-20191108 | XNYS | SESSION | 1d | NEW_YORK_DATE | index/MPF_SPX_1d_20191101-20191129 | 4, 0, 4/3/4/0/0, 0
                    """)
    void agreesWithThirdParties(
            String file,
            String venue,
            String alignment,
            String timeframe,
            Label label,
            String theirs,
            String expected)
            throws Exception {
        RealFold fold = RealFold.of(folder, file, venue, "--alignment=" + alignment);

        assertThat(RealData.agreement(fold.candles(timeframe), theirs, label)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "crypto/BINANCEUS_ETHUSD_5m_20230313-20230315, CRYPTO, regular, 580, 0",
        "crypto/COINBASE_BTCUSD_1m_20161007-20161009, CRYPTO, regular, 4216, 0",
        "crypto/COINBASE_BTCUSD_1m_20180404-20180406, CRYPTO, regular, 3887, 0",
        "crypto/COINBASE_ETHUSD_1m_20170903-20170904, CRYPTO, regular, 2880, 0",
        "equity_us/LEAN_AAPL_1m_20140605-20140609, XNAS, regular, 1170, 1133",
        "equity_us/LEAN_IBM_1m_20131004-20131011, XNYS, regular, 2338, 228",
        "equity_us/LEAN_SPY_1m_20131004-20131011, XNYS, regular, 2340, 2499",
        "equity_us/NT_SPY_1m_20110301-20110331, XNYS, regular, 8970, 8607",
        "equity_us/SKENDER_SPY_1m_20201215-20201218, XNYS, regular, 1560, 4",
        "futures/CME_ESZ13_1m_20131006-20131011, CMEG, regular, 6826, 0",
        "fx/FXCM_EURUSD_ASK_1m_20140501-20140515, FXCM, regular, 15857, 0",
        "fx/FXCM_EURUSD_BID_1m_20140501-20140515, FXCM, regular, 15857, 0",
        "index/LEAN_SPX_1m_20230626-20230703, XNYS, regular, 990, 0",
        "index/MPF_SPX_1m_20191105-20191108, XNYS, regular, 1560, 3",
        "equity_us/LEAN_AAPL_1m_20140605-20140609, XNAS, extended, 2303, 0",
        "equity_us/LEAN_IBM_1m_20131004-20131011, XNYS, extended, 2566, 0",
        "equity_us/LEAN_SPY_1m_20131004-20131011, XNYS, extended, 4839, 0",
        "equity_us/NT_SPY_1m_20110301-20110331, XNYS, extended, 17576, 1",
    })
    void countsEveryBarOnce(String file, String venue, String session, int accepted, int outside)
            throws Exception {
        RealFold fold = RealFold.of(folder, file, venue, "--session=" + session);

        SymbolCounts counts = fold.counts();
        assertThat(counts.isBalanced()).isTrue();
        assertThat(counts.in).isEqualTo(accepted + outside);
        assertThat(counts.accepted).isEqualTo(accepted);
        assertThat(counts.duplicate).isZero();
        assertThat(counts.late).isZero();
        assertThat(counts.rejected()).isEqualTo(outside);
        assertThat(fold.rejected())
                .isEqualTo(outside == 0 ? Map.of() : Map.of(RejectReason.OUTSIDE_SESSION, outside));
        assertThat(fold.candles("5m").stream().mapToInt(Candle::inputCount).sum())
                .isEqualTo(accepted);
        assertThat(fold.candles("1M").stream().mapToInt(Candle::inputCount).sum())
                .isEqualTo(accepted);
    }

    @Test
    void knowsEveryIntradayFileOfTheData() throws Exception {
        CsvSource known =
                RealDataTest.class
                        .getDeclaredMethod(
                                "countsEveryBarOnce",
                                String.class,
                                String.class,
                                String.class,
                                int.class,
                                int.class)
                        .getAnnotation(CsvSource.class);

        assertThat(new TreeSet<>(RealData.intradayFiles()))
                .isEqualTo(
                        new TreeSet<>(
                                Arrays.stream(known.value())
                                        .map(row -> row.split(",")[0])
                                        .toList()));
    }

    @Test
    void leavesOnlyTheLastQuarterHourOfFuturesDaysUnmatched() throws Exception {
        RealFold fold = RealFold.of(folder, "futures/CME_ESZ13_1m_20131006-20131011", "CMEG");

        assertThat(fold.candles("1h"))
                .filteredOn(hour -> hour.expectedBarCount() < 12)
                .extracting(hour -> Instant.ofEpochMilli(hour.openTime()))
                .containsExactly(
                        Instant.parse("2013-10-07T21:00:00Z"),
                        Instant.parse("2013-10-08T21:00:00Z"),
                        Instant.parse("2013-10-09T21:00:00Z"),
                        Instant.parse("2013-10-10T21:00:00Z"),
                        Instant.parse("2013-10-11T21:00:00Z"));
        assertThat(fold.candles("1d"))
                .hasSize(5)
                .allMatch(day -> day.expectedBarCount() == 23 * 12 + 3);
    }

    @Test
    void givesTheClosingAuctionAQuarterHourOfItsOwn() throws Exception {
        RealFold fold =
                RealFold.of(
                        folder,
                        "equity_us/SKENDER_SPY_1m_20201215-20201218",
                        "XNYS",
                        "--session=extended");

        List<String> golden = golden();
        List<Candle> ours = fold.candles("15m");
        assertThat(golden).hasSize(108);
        assertThat(ours).hasSize(108);
        for (int i = 0; i < golden.size(); i++) {
            String[] cells = golden.get(i).split(",");
            assertThat(ours.get(i).openTime())
                    .isEqualTo(
                            LocalDateTime.parse(cells[0])
                                    .atZone(NEW_YORK)
                                    .toInstant()
                                    .toEpochMilli());
            assertThat(RealData.values(ours.get(i)))
                    .as(cells[0])
                    .isEqualTo(RealData.values(cells, 1));
        }
        assertThat(ours)
                .filteredOn(candle -> candle.inputCount() == 1)
                .extracting(candle -> localTime(candle.openTime()))
                .containsExactly("16:00", "16:00", "16:00", "16:00");
    }

    @Test
    void mergesTheClosingAuctionIntoTheDayOnRequest() throws Exception {
        String file = "equity_us/SKENDER_SPY_1m_20201215-20201218";
        RealFold merged = RealFold.of(folder, file, "XNYS", "--outside=merge-close");
        List<String> golden = golden();

        assertThat(merged.counts().accepted).isEqualTo(1564);
        assertThat(merged.rejected()).isEmpty();
        List<Candle> days = merged.candles("1d");
        assertThat(days).hasSize(4).allMatch(day -> day.inputCount() == 391);
        for (int i = 0; i < 4; i++) {
            List<String> quarters = golden.subList(27 * i, 27 * i + 27);
            BigDecimal volume =
                    quarters.stream()
                            .map(row -> new BigDecimal(row.split(",")[5]))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(days.get(i).volume()).isEqualTo(volume.doubleValue());
            assertThat(days.get(i).close())
                    .isEqualTo(Double.parseDouble(quarters.get(26).split(",")[4]));
            assertThat(localTime(days.get(i).closeTime())).isEqualTo("16:00");
        }
        assertThat(merged.candles("15m")).hasSize(104);
    }

    @Test
    void endsTheEarlyCloseOfAnIndexAtOne() throws Exception {
        RealFold fold = RealFold.of(folder, "index/LEAN_SPX_1m_20230626-20230703", "XNYS");

        List<Candle> days = fold.candles("1d");
        assertThat(days).extracting(Candle::inputCount).containsExactly(390, 390, 210);
        Candle early = days.get(2);
        assertThat(early.sessionDate()).isEqualTo((int) LocalDate.of(2023, 7, 3).toEpochDay());
        assertThat(early.closeTime())
                .isEqualTo(Instant.parse("2023-07-03T17:00:00Z").toEpochMilli());
        assertThat(early.barCount()).isEqualTo(42).isEqualTo(early.expectedBarCount());
        assertThat(early.volume()).isZero();
        assertThat(fold.candles("1h"))
                .filteredOn(hour -> hour.sessionDate() == early.sessionDate())
                .extracting(hour -> localTime(hour.openTime()) + "-" + localTime(hour.closeTime()))
                .containsExactly("09:30-10:30", "10:30-11:30", "11:30-12:30", "12:30-13:00");
    }

    @Test
    void passesFiveMinuteBarsThroughAsTheyAre() throws Exception {
        String file = "crypto/BINANCEUS_ETHUSD_5m_20230313-20230315";
        RealFold fold = RealFold.of(folder, file, "CRYPTO");

        assertThat(RealData.sameBars(fold.candles("5m"), file)).isEqualTo(580);
        assertThat(fold.candles("1d")).extracting(Candle::barCount).containsExactly(72, 288, 220);
        assertThat(fold.candles("1d"))
                .extracting(Candle::isComplete)
                .containsExactly(false, true, false);
        assertThat(fold.candles("1h")).filteredOn(Candle::isComplete).hasSize(48);
    }

    @Test
    void opensSessionsAtTheRightHourAroundTheClockChange() throws Exception {
        RealFold fold = RealFold.of(folder, "equity_us/NT_SPY_1m_20110301-20110331", "XNYS");

        List<Candle> days = fold.candles("1d");
        assertThat(days).hasSize(23).allMatch(day -> day.barCount() == 78);
        for (Candle day : days) {
            boolean winter = day.sessionDate() < LocalDate.of(2011, 3, 13).toEpochDay();
            LocalDate date = LocalDate.ofEpochDay(day.sessionDate());
            assertThat(Instant.ofEpochMilli(day.openTime()))
                    .isEqualTo(Instant.parse(date + (winter ? "T14:30:00Z" : "T13:30:00Z")));
        }
        assertThat(fold.candles("5m")).hasSize(23 * 78);
        assertThat(fold.candles("1M").get(0).barCount()).isEqualTo(23 * 78);
        // March begins on a Tuesday and ends on a Thursday.
        assertThat(fold.candles("1w"))
                .extracting(Candle::barCount)
                .containsExactly(4 * 78, 5 * 78, 5 * 78, 5 * 78, 4 * 78);
    }

    @Test
    void refusesDailyBarsWithTheSizeThatItFound() throws Exception {
        Path daily = RealData.folder().resolve("edge/skender_mismatch_unsorted.csv");
        BackfillOptions options =
                BackfillRun.options(
                        folder,
                        "--source=file",
                        "--input=" + daily,
                        "--symbol=TEST",
                        "--tz=America/New_York",
                        "--venue=XNYS",
                        "--sink=csv",
                        "--output=" + folder.resolve("out"));

        assertThatThrownBy(() -> BackfillSource.provider(options, 0).plan())
                .isInstanceOf(FileInputException.class)
                .hasMessageContaining("expected 1m or 5m bars")
                .hasMessageContaining("TEST");
    }

    private static List<String> golden() throws Exception {
        List<String> lines =
                Files.readAllLines(
                        RealData.folder().resolve("golden_agg/skender_spy_1m_to_15m.csv"));
        return new ArrayList<>(lines.subList(1, lines.size()));
    }

    private static String localTime(long time) {
        return Instant.ofEpochMilli(time).atZone(NEW_YORK).toLocalTime().toString();
    }
}
