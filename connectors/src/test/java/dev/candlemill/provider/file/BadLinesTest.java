package dev.candlemill.provider.file;

import static dev.candlemill.provider.file.InputFolder.HEADER;
import static dev.candlemill.provider.file.InputFolder.line;
import static dev.candlemill.provider.file.InputFolder.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.provider.file.InputFolder.Delivered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadLinesTest {

    private static final long START = time("2024-07-02T13:30:00Z");
    private static final long SIZE = 300_000L;

    @TempDir Path dir;
    private InputFolder folder;

    @BeforeEach
    void createFolder() {
        folder = new InputFolder(dir);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    NaN,12,9,11,1         | NOT_FINITE
                    10,1e400,9,11,1       | NOT_FINITE
                    10,12,9,-inf,1        | NOT_FINITE
                    10,12,9,11,Infinity   | NOT_FINITE
                    10,9,12,11,1          | HIGH_BELOW_LOW
                    13,12,9,11,1          | OUTSIDE_RANGE
                    10,12,9,8,1           | OUTSIDE_RANGE
                    10,12,9,11,-1         | NEGATIVE_VOLUME
                    10,12,0,11,1          | NEGATIVE_PRICE
                    -10,12,-12,11,1       | NEGATIVE_PRICE
                    10,12,9,null,1        | UNPARSABLE
                    10,12,9,,1            | UNPARSABLE
                    10,12,9,11,0x1p3      | UNPARSABLE
                    10,12,9,11f,1         | UNPARSABLE
                    10,12,9,11            | UNPARSABLE
                    10,12,9,11,1,2        | UNPARSABLE
                    10,12,9,"11,1         | UNPARSABLE
                    """)
    void givesAReasonForImpossibleValues(String values, RejectReason reason) throws IOException {
        folder.write(
                "a.csv",
                HEADER
                        + line("A", START, 1)
                        + "A,2024-07-02T13:35:00Z,"
                        + values
                        + "\n"
                        + line("A", START + 2 * SIZE, 1));
        Delivered delivered = InputFolder.read(folder.settings().build());
        assertThat(delivered.badLines())
                .extracting(BadLine::reason, BadLine::place)
                .containsExactly(tuple(reason, "a.csv:3"));
        assertThat(delivered.badLines().get(0).text()).startsWith("A,2024-07-02T13:35:00Z,");
        assertThat(delivered.bars("A")).hasSize(2);
        assertThat(delivered.prepared().counts()).isEqualTo(new LineCounts(3, 2, 1, 0, 0));
    }

    @Test
    void allowsNegativePricesWhereTheVenueOfTheSymbolDoes() throws IOException {
        String values = ",2020-04-20T18:30:00Z,-37.63,-30,-40.32,-37,1\n";
        folder.write("a.csv", HEADER + "CMEG:CLK20" + values + "AAPL" + values + "CL" + values);

        Delivered stocks = InputFolder.read(folder.settings().calendars(venue("XNYS")).build());
        Delivered futures = InputFolder.read(folder.settings().calendars(venue("CMEG")).build());
        Delivered unasked = InputFolder.read(folder.settings().build());

        assertThat(stocks.bars("CMEG:CLK20")).extracting(Bar::open).containsExactly(-37.63);
        assertThat(stocks.badLines())
                .extracting(BadLine::reason, BadLine::place)
                .containsExactly(
                        tuple(RejectReason.NEGATIVE_PRICE, "a.csv:3"),
                        tuple(RejectReason.NEGATIVE_PRICE, "a.csv:4"));
        assertThat(stocks.prepared().counts()).isEqualTo(new LineCounts(3, 1, 2, 0, 0));
        assertThat(futures.badLines()).isEmpty();
        assertThat(unasked.badLines()).hasSize(3);
    }

    private static CalendarSettings venue(String name) {
        return CalendarSettings.of(name, Hours.REGULAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2024-13-01T00:00:00Z",
                "2023-02-29T00:00Z",
                "2024-07-02T24:00:00Z",
                "2024-07-02T13:30:00+1",
                "2024-07-02T1x:30:00Z",
                "99999999999999999999",
                "12.5.2024",
                "2024-07-02T13:60",
                "-",
                "07/02/2024 09:30",
                "2024-07-02Z13:30:00"
            })
    void rejectsTimesThatAreNone(String stamp) throws IOException {
        folder.write("a.csv", HEADER + "A," + stamp + ",10,12,9,11,1\n" + line("A", START, 1));
        Delivered delivered = InputFolder.read(folder.settings().build());
        assertThat(delivered.badLines())
                .extracting(BadLine::reason)
                .containsExactly(RejectReason.UNPARSABLE);
        assertThat(delivered.badLines().get(0).text()).contains("(time: ");
        assertThat(delivered.bars("A")).hasSize(1);
    }

    @Test
    void survivesLongLinesNulBytesAndBrokenText() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((HEADER + line("A", START, 1)).getBytes(StandardCharsets.UTF_8));
        byte[] longLine = new byte[10_000_000];
        Arrays.fill(longLine, (byte) '7');
        bytes.writeBytes(longLine);
        bytes.writeBytes(("\n" + line("A", START + SIZE, 1)).getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(
                "A,2024-07-02T13:40:00Z,10,12,9,11,\0001\n".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(
                "A,2024-07-02T13:40:00Z,10,12,9,11,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(line("A", START + 2 * SIZE, 1).getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(longLine);
        folder.write("a.csv", bytes.toByteArray());
        Delivered delivered = InputFolder.read(folder.settings().build());
        assertThat(delivered.bars("A")).hasSize(3);
        assertThat(delivered.badLines())
                .extracting(BadLine::place)
                .containsExactly("a.csv:3", "a.csv:5", "a.csv:6", "a.csv:8");
        assertThat(delivered.badLines().get(0).text()).contains("(longer than 65536 bytes)");
        assertThat(delivered.badLines().get(1).text()).contains("NUL");
        assertThat(delivered.badLines().get(2).text()).contains("not UTF-8");
    }

    @Test
    void bringsHostileSymbolsTogetherUnderOneName() throws IOException {
        List<String> hostile =
                List.of(
                        "'; DROP TABLE candles;--",
                        "../../etc/passwd",
                        "<script>alert(1)</script>",
                        "=cmd()",
                        "\u202eLPAA",
                        "AA\u200bPL",
                        "X".repeat(10_000),
                        "\ud83d\ude80",
                        "",
                        "A\tB");
        StringBuilder text = new StringBuilder(HEADER);
        hostile.forEach(symbol -> text.append(line(symbol, START, 1)));
        text.append(line("A\0B", START, 1));
        List<String> legal = List.of("BRK.B", "BTC-USD", "^GSPC", "XNAS:AAPL");
        legal.forEach(symbol -> text.append(line(symbol, START, 1)));
        folder.write("a.csv", text.toString());
        Delivered delivered = InputFolder.read(folder.settings().build());
        assertThat(delivered.pages().keySet())
                .containsExactlyInAnyOrder(
                        "BRK.B", "BTC-USD", "^GSPC", "XNAS:AAPL", FileProvider.UNKNOWN_SYMBOL);
        assertThat(delivered.badLines()).hasSize(11);
        assertThat(delivered.badLines())
                .extracting(BadLine::reason)
                .containsOnly(RejectReason.BAD_SYMBOL, RejectReason.UNPARSABLE)
                .filteredOn(RejectReason.BAD_SYMBOL::equals)
                .hasSize(10);
        assertThat(delivered.prepared().counts().isBalanced()).isTrue();
    }

    @Test
    void rejectsAllLinesOfAFileWithAHostileName() throws IOException {
        folder.write("=cmd().csv", "time,o,h,l,c\n2024-07-02T13:30:00Z,1,1,1,1\n");
        Delivered delivered = InputFolder.read(folder.settings().build());
        assertThat(delivered.badLines())
                .extracting(BadLine::reason)
                .containsExactly(RejectReason.BAD_SYMBOL);
        assertThat(delivered.pages().keySet()).containsExactly(FileProvider.UNKNOWN_SYMBOL);
    }

    @Test
    void rejectsLinesOffTheDeclaredGrid() throws IOException {
        folder.write(
                "a.csv",
                HEADER
                        + line("A", START, 1)
                        + line("A", START + 60_000, 1)
                        + line("A", START + SIZE, 1));
        Delivered delivered = InputFolder.read(folder.settings().bar("5m").build());
        assertThat(delivered.badLines())
                .extracting(BadLine::reason, BadLine::place)
                .containsExactly(tuple(RejectReason.OFF_GRID, "a.csv:3"));
        assertThat(delivered.bars("A")).hasSize(2);
    }

    @Test
    void deliversImpossibleTimesWithoutProgressOrRange() throws IOException {
        folder.write(
                "a.csv",
                HEADER
                        + line("A", time("2262-04-11T23:45:00Z"), 1)
                        + line("A", 0, 2)
                        + line("A", START, 3)
                        + line("A", START + SIZE, 4)
                        + line("F", time("2262-04-11T23:45:00Z"), 5));
        FileProvider provider = new FileProvider(folder.settings().pageBars(2).build());
        Delivered delivered = InputFolder.read(folder.settings().pageBars(2).build());
        assertThat(provider.plan().get(0).from()).isEqualTo(START);
        assertThat(provider.plan().get(0).to()).isEqualTo(START + 2 * SIZE);
        assertThat(provider.plan().get(1).to()).isEqualTo(InputFolder.CLOCK);
        assertThat(delivered.bars("A")).extracting(Bar::volume).containsExactly(3.0, 4.0, 1.0, 2.0);
        assertThat(delivered.pages().get("A"))
                .extracting(BarPage::coveredUntil)
                .containsOnly(START + 2 * SIZE);
        assertThat(delivered.pages().get("F"))
                .extracting(BarPage::coveredUntil)
                .containsExactly(BarPage.UNKNOWN);
    }

    @Test
    void countsWhatFiltersLeaveOutAndStillDeliversTheFuture() throws IOException {
        folder.write(
                "a.csv",
                HEADER
                        + line("A", START, 1)
                        + "\n"
                        + line("A", START + SIZE, 2)
                        + "A,garbage\n"
                        + line("A", START + 2 * SIZE, 3)
                        + line("B", START + SIZE, 4)
                        + line("=x", START + SIZE, 5)
                        + "A,2024-07-02T13:35:00Z,9,1,2,3,4\n"
                        + line("A", time("2262-01-01T00:00:00Z"), 6));
        Delivered delivered =
                InputFolder.read(
                        folder.settings()
                                .symbols(List.of("A"))
                                .from(START + SIZE)
                                .to(START + 2 * SIZE)
                                .build());
        assertThat(delivered.bars("A")).extracting(Bar::volume).containsExactly(2.0, 6.0);
        assertThat(delivered.prepared().counts()).isEqualTo(new LineCounts(9, 2, 2, 4, 1));
        assertThat(delivered.records()).isEqualTo(4);
    }

    @Test
    void warnsOfSymbolsThatNoFileHas() throws IOException {
        folder.write("a.csv", HEADER + line("A", START, 1));
        PreparedFiles prepared =
                InputFolder.read(folder.settings().symbols(List.of("A", "MSFT")).build())
                        .prepared();
        assertThat(prepared.warnings())
                .containsExactly("MSFT: asked for, but the input has no bar of it");
    }

    /** Damaged bytes are bad lines or an error with a place, never anything else. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void losesNoLineOfDamagedFiles(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 300; i++) {
            text.append(line("A", START + i * 60_000L, i));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 100; i++) {
            int at = HEADER.length() + random.nextInt(bytes.length - HEADER.length());
            bytes[at] = (byte) ("\n\r\0,;\"-.9ZT \u00e9".charAt(random.nextInt(13)));
        }
        folder.write("a.csv", bytes);
        Delivered delivered = InputFolder.read(folder.settings().bar("1m").build());
        LineCounts counts = delivered.prepared().counts();
        assertThat(counts.isBalanced()).isTrue();
        assertThat(counts.badLines()).isPositive();
        assertThat(delivered.records()).isEqualTo(counts.bars() + counts.badLines());
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1).lines().count())
                .isGreaterThanOrEqualTo(counts.lines());
    }
}
