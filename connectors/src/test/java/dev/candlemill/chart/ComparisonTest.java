package dev.candlemill.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.chart.ColumnDifference.Largest;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

    private static final long FIRST = Instant.parse("2025-01-06T14:30:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;

    private static ChartExport export(String text) throws IOException {
        return ChartExport.read(new StringReader(text), "export.csv");
    }

    private static StoredRow row(int hour, Map<String, Double> values) {
        int date = (int) LocalDate.of(2025, 1, 6).toEpochDay() + hour / 24;
        return new StoredRow(FIRST + hour * HOUR, date, values);
    }

    @Test
    void countsMatchesAndWhatOneSideLacks() throws Exception {
        ChartExport export =
                export(
                        "time,close,RSI,Plot\n"
                                + "2025-01-06T14:30:00Z,100,,1\n"
                                + "2025-01-06T09:30:00-06:00,101,50,1\n"
                                + "1736181000,102.5,60,1\n"
                                + "1736184600000,103,NaN,1\n"
                                + "2025-01-06 18:30,104,70,1\n");
        List<StoredRow> stored =
                List.of(
                        row(-1, Map.of("close", 99.0, "rsi_14", 1.0)),
                        row(0, Map.of("close", 100.0)),
                        row(1, Map.of("close", 101.0, "rsi_14", 50.5)),
                        row(2, Map.of("close", 102.0, "rsi_14", 60.0)),
                        row(3, Map.of("close", 103.0, "rsi_14", 65.0)),
                        row(5, Map.of("close", 105.0)));
        ColumnMapping mapping = ColumnMapping.of(export.columns(), Map.of(), List.of());

        assertThat(mapping.unknown()).containsExactly("Plot");
        assertThat(new Comparison(export, 0.005).with(stored, mapping))
                .containsExactly(
                        new ColumnDifference(
                                "close",
                                "close",
                                4,
                                1,
                                0,
                                0,
                                new Largest(0.5, "2025-01-06T16:30:00Z"),
                                new Largest(0.5 / 102.5, "2025-01-06T16:30:00Z")),
                        new ColumnDifference(
                                "RSI",
                                "rsi_14",
                                2,
                                1,
                                1,
                                1,
                                new Largest(0.5, "2025-01-06T15:30:00Z"),
                                new Largest(0.5 / 50.5, "2025-01-06T15:30:00Z")));
    }

    @Test
    void tellsColumnsOfOneHeaderApart() throws Exception {
        ChartExport export = export("time,MA,MA\n2025-01-06T14:30:00Z,100,90\n");
        List<StoredRow> stored = List.of(row(0, Map.of("sma_20", 100.0, "sma_50", 90.0)));

        ColumnMapping guessed = ColumnMapping.of(export.columns(), Map.of(), List.of());
        assertThat(guessed.ours()).containsExactly(Map.entry("MA", "sma_20"));
        assertThat(guessed.unknown()).containsExactly("MA#2");

        ColumnMapping said =
                ColumnMapping.of(export.columns(), Map.of("MA#2", "sma_50"), List.of());
        assertThat(new Comparison(export, 0).with(stored, said))
                .extracting(ColumnDifference::beyond)
                .containsExactly(0, 0);
    }

    @Test
    void matchesDatesBySession() throws Exception {
        ChartExport export = export("date,close\n2025-01-06,100\n2025-01-07,101\n");
        List<StoredRow> stored =
                List.of(row(0, Map.of("close", 100.0)), row(24, Map.of("close", 101.0)));

        assertThat(
                        new Comparison(export, 0)
                                .with(
                                        stored,
                                        ColumnMapping.of(export.columns(), Map.of(), List.of())))
                .containsExactly(
                        new ColumnDifference(
                                "close",
                                "close",
                                2,
                                0,
                                0,
                                0,
                                new Largest(0, ""),
                                new Largest(0, "")));
    }

    @Test
    void understandsWhatChartsCallOurColumns() {
        List<String> headers =
                List.of(
                        "Volume",
                        "MA",
                        "SMA 50",
                        "SMA (200)",
                        "EMA 12",
                        "MACD",
                        "Signal",
                        "Histogram",
                        "+DI",
                        "-DI",
                        "%K",
                        "%D",
                        "Upper",
                        "Basis",
                        "Lower",
                        "ATR",
                        "OBV",
                        "MA 10",
                        "RSI",
                        "RSI 14");

        ColumnMapping mapping = ColumnMapping.of(headers, Map.of(), List.of("sma_10"));

        assertThat(mapping.ours().values())
                .containsExactly(
                        "volume",
                        "sma_20",
                        "sma_50",
                        "sma_200",
                        "ema_12",
                        "macd",
                        "macd_signal",
                        "macd_histogram",
                        "plus_di_14",
                        "minus_di_14",
                        "stoch_k",
                        "stoch_d",
                        "bb_upper",
                        "bb_middle",
                        "bb_lower",
                        "atr_14",
                        "obv",
                        "sma_10",
                        "rsi_14");
        assertThat(mapping.unknown()).as("compared already").containsExactly("RSI 14");
    }

    @Test
    void doesWhatItIsTold() {
        ColumnMapping mapping =
                ColumnMapping.of(List.of("RSI", "Plot"), Map.of("Plot", "rsi_14"), List.of());

        assertThat(mapping.ours()).containsExactly(Map.entry("Plot", "rsi_14"));
        assertThat(mapping.unknown()).containsExactly("RSI");
        assertThatThrownBy(
                        () -> ColumnMapping.of(List.of("RSI"), Map.of("RSI", "rsi_41"), List.of()))
                .isInstanceOf(ChartExportException.class)
                .hasMessageContaining("did you mean rsi_14?");
        assertThatThrownBy(
                        () -> ColumnMapping.of(List.of("RSI"), Map.of("RSJ", "rsi_14"), List.of()))
                .hasMessageContaining("no column 'RSJ' in the export")
                .hasMessageContaining("did you mean RSI?");
    }

    @Test
    void namesTheLineThatItCannotRead() {
        assertRefused("", "export.csv is empty");
        assertRefused("open,close\n1,2\n", "expected a column 'time'");
        assertRefused("time,close\nnoon,2\n", "line 2: expected a time", "found 'noon'");
        assertRefused("time,close\n2025-01-06,x\n", "line 2, close: expected a number, found 'x'");
        assertRefused("time,close\n2025-01-06\n", "line 2: expected 2 fields, found 1");
        assertRefused("time,close\n\"2025-01-06,1\n", "line 2: expected 2 fields, found 1");
        assertRefused(
                "time,close\n2025-01-06,1\n2025-01-06,1\n", "line 3: a second row of 2025-01-06");
    }

    private static void assertRefused(String text, String... reasons) {
        assertThatThrownBy(() -> export(text))
                .isInstanceOf(ChartExportException.class)
                .hasMessageContainingAll(reasons);
    }
}
