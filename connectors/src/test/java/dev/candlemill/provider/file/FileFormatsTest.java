package dev.candlemill.provider.file;

import static dev.candlemill.provider.file.InputFolder.HEADER;
import static dev.candlemill.provider.file.InputFolder.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.provider.file.InputFolder.Delivered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatsTest {

    private static final Bar FIRST = new Bar(time("2024-07-02T13:30:00Z"), 10.5, 12.25, 9, 11, 100);
    private static final Bar SECOND =
            new Bar(time("2024-07-02T13:35:00Z"), 11, 11.5, 10.75, 11.25, 200.5);

    @TempDir Path dir;
    private InputFolder folder;

    @BeforeEach
    void createFolder() {
        folder = new InputFolder(dir);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "symbol,timestamp_utc_iso8601", "Ticker,Date", "SYMBOL,time", "symbol,open_time",
                "symbol,Timestamp", "symbol,datetime", "symbol,bar_open_utc", "symbol,t"
            })
    void readsTheUsualNames(String names) throws IOException {
        folder.write(
                "any.csv",
                names
                        + ",Open,High,Low,Close,Volume\n"
                        + "AAPL,2024-07-02T13:30:00Z,10.5,12.25,9,11,100\n"
                        + "AAPL,2024-07-02T13:35:00Z,11,11.5,10.75,11.25,200.5\n");
        assertReadsBoth("AAPL", folder.settings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1719927000,1719927300",
                "1719927000.0,1719927300.0",
                "1719927000000,1719927300000",
                "1719927000000000,1719927300000000",
                "1719927000000000000,1719927300000000000",
                "2024-07-02T13:30:00Z,2024-07-02T13:35:00.000Z",
                "2024-07-02 13:30,2024-07-02 13:35:00",
                "2024-07-02T09:30:00-04:00,2024-07-02T09:35-0400",
                "2024-07-02 22:30:00+09,2024-07-02 13:35:00 UTC",
                "2024/07/02 13:30,\"2024-07-02 13:35\"",
            })
    void readsEveryFormOfTime(String times) throws IOException {
        String[] two = times.split(",");
        folder.write(
                "AAPL.csv",
                "time,o,h,l,c,v\n"
                        + two[0]
                        + ",10.5,12.25,9,11,100\n"
                        + two[1]
                        + ",11,11.5,10.75,11.25,200.5\n");
        assertReadsBoth("AAPL", folder.settings());
    }

    @Test
    void readsZonelessTimesInTheGivenZone() throws IOException {
        folder.write(
                "AAPL.csv",
                "time,o,h,l,c,v\n2024-07-02 09:30,10.5,12.25,9,11,100\n"
                        + "2024-07-02T09:35:00,11,11.5,10.75,11.25,200.5\n");
        assertReadsBoth("AAPL", folder.settings().zone("America/New_York"));
    }

    @Test
    void rejectsLocalTimesThatAClockChangeSkipsOrRepeats() throws IOException {
        folder.write(
                "BTC.csv",
                "time,o,h,l,c,v\n2025-03-09 02:30,1,1,1,1,1\n2025-03-09 03:00,1,1,1,1,1\n"
                        + "2025-11-02 01:30,1,1,1,1,1\n2025-11-02 02:00,1,1,1,1,1\n");
        Delivered delivered = InputFolder.read(folder.settings().zone("America/New_York").build());
        assertThat(delivered.bars("BTC"))
                .extracting(Bar::openTime)
                .containsExactly(time("2025-03-09T07:00:00Z"), time("2025-11-02T07:00:00Z"));
        assertThat(delivered.badLines())
                .extracting("text")
                .satisfiesExactly(
                        text -> assertThat(text).asString().contains("skipped in America/New_York"),
                        text -> assertThat(text).asString().contains("ambiguous in America"));
    }

    @Test
    void readsYahoosRawCloseAndIgnoresTheAdjustedOne() throws IOException {
        folder.write(
                "AAPL.csv",
                "Datetime,Open,High,Low,Close,Adj Close,Volume\n"
                        + "2024-07-02 13:30:00+00:00,10.5,12.25,9,11,5.5,100\n"
                        + "2024-07-02 13:35:00+00:00,11,11.5,10.75,11.25,5.6,200.5\n");
        assertReadsBoth("AAPL", folder.settings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "000000"})
    void readsKlinesWithoutAHeaderInMillisAndMicros(String fraction) throws IOException {
        String rest = "9999,1000.5,12,50,500.25,0\n";
        folder.write(
                "BTCUSDT-5m-2024-07.csv",
                "1719927000"
                        + fraction
                        + ",10.50000000,12.25,9,11.0,100,1719927299"
                        + rest
                        + "1719927300"
                        + fraction
                        + ",11,11.5,10.75,11.25,200.5,1719927599"
                        + rest);
        assertReadsBoth("BTCUSDT", folder.settings());
    }

    @Test
    void readsOtherDelimitersMarksQuotesAndLineEnds() throws IOException {
        folder.write(
                "semicolon/A.csv",
                "\uFEFF\"time\";\"open\";high;low;close;volume\r\n"
                        + "\"2024-07-02T13:30:00Z\";10.5;\"12.25\"; 9 ;11;100\r\n\r\n"
                        + "2024-07-02T13:35:00Z;11;11.5;10.75;11.25;200.5;\r\n");
        folder.write(
                "tab/B.csv",
                "time\topen\thigh\tlow\tclose\tvolume\n2024-07-02T13:30:00Z\t10.5\t12.25\t9\t11\t100\n"
                        + "2024-07-02T13:35:00Z\t11\t11.5\t10.75\t11.25\t200.5");
        assertReadsBoth("A", folder.settings());
        assertReadsBoth("B", folder.settings());
    }

    @Test
    void readsGzipWhateverTheName() throws IOException {
        byte[] gzipped =
                InputFolder.gzipped(
                        HEADER
                                + "AAPL,2024-07-02T13:30:00Z,10.5,12.25,9,11,100\n"
                                + "AAPL,2024-07-02T13:35:00Z,11,11.5,10.75,11.25,200.5\n");
        folder.write("x.csv.gz", gzipped);
        assertReadsBoth("AAPL", folder.settings());
        folder.write("x.csv.gz", new String("time,o,h,l,c\n").getBytes(StandardCharsets.UTF_8));
        Path plain = folder.write("y.csv", gzipped);
        assertReadsBoth("AAPL", folder.emptySettings().input(plain));
    }

    @Test
    void readsClosingStampsWithDeclaredAndInferredSize() throws IOException {
        folder.write(
                "AAPL.csv",
                "close_time,o,h,l,c,v\n2024-07-02T13:35:00Z,10.5,12.25,9,11,100\n"
                        + "2024-07-02T13:39:59.999Z,11,11.5,10.75,11.25,200.5\n");
        assertReadsBoth("AAPL", folder.settings().stamp("close").bar("5m"));
        assertReadsBoth("AAPL", folder.settings().stamp("close"));
    }

    @Test
    void readsMappedColumnsAndMissingVolume() throws IOException {
        folder.write(
                "AAPL.csv", "When,First,Top,Bottom,Last\n2024-07-02T13:30:00Z,10.5,12.25,9,11\n");
        Delivered delivered =
                InputFolder.read(
                        folder.settings()
                                .columns("time=when,open=First")
                                .columns("high=Top,low=Bottom,close=Last")
                                .build());
        assertThat(delivered.bars("AAPL"))
                .containsExactly(new Bar(FIRST.openTime(), 10.5, 12.25, 9, 11, 0));
    }

    @Test
    void takesTheSymbolFromTheOptionThenTheColumnThenTheName() throws IOException {
        String row = "2024-07-02T13:30:00Z,10.5,12.25,9,11,100\n";
        folder.write("BRK.B.csv", "time,o,h,l,c,v\n" + row);
        folder.write("other.csv", HEADER + "^GSPC," + row);
        assertThat(InputFolder.read(folder.settings().build()).pages().keySet())
                .containsExactly("BRK.B", "^GSPC");
        assertThat(InputFolder.read(folder.settings().symbol("XNAS:A").build()).bars("XNAS:A"))
                .containsExactly(FIRST, FIRST);
    }

    @Test
    void readsAFolderInItsOrderAndWarnsOfOtherFiles() throws IOException {
        folder.write("b/1.csv", HEADER + "AAPL,2024-07-02T13:30:00Z,2,2,2,2,2\n");
        folder.write("a.csv", HEADER + "AAPL,2024-07-02T13:30:00Z,1,1,1,1,1\n");
        folder.write("notes.md", "hello");
        folder.write(".hidden.csv", "hello");
        Delivered delivered = InputFolder.read(folder.settings().build());
        assertThat(delivered.bars("AAPL")).extracting(Bar::volume).containsExactly(1.0, 2.0);
        assertThat(delivered.prepared().files()).isEqualTo(2);
        assertThat(delivered.prepared().warnings()).hasSize(2).allMatch(w -> w.contains("ignored"));
    }

    private static void assertReadsBoth(String symbol, FileSettingsBuilder settings)
            throws IOException {
        Delivered delivered = InputFolder.read(settings.build());
        assertThat(delivered.badLines()).isEmpty();
        assertThat(delivered.bars(symbol)).isEqualTo(List.of(FIRST, SECOND));
    }
}
