package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CandlePageBytesTest {

    @Test
    void keepsTheInputBarsOfTheRowsThatHaveThem() throws IOException {
        CandleRows rows = new CandleRows();
        rows.add(candle(1));
        rows.add(candle(2));
        rows.setInputBars(1, BarColumns.of(BarSize.M1, new Bar(60_000, 1, 2, 0.5, 1.5, 10)));

        CandlePage back = roundTrip(rows.toPage("S", "file", false));

        assertThat(back.size()).isEqualTo(2);
        assertThat(back.candle(1)).isEqualTo(candle(2));
        assertThat(back.inputBars(0)).isNull();
        assertThat(back.inputBars(1).bar(0)).isEqualTo(new Bar(60_000, 1, 2, 0.5, 1.5, 10));
        assertThat(back.inputBars(1).barSize(0)).isEqualTo(BarSize.M1);
    }

    @Test
    void refusesAnUnknownVersion() {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[] {9}));
        assertThatThrownBy(() -> CandlePage.read(in))
                .isInstanceOf(IOException.class)
                .hasMessage("candle page of version 9: expected 2 or 3");
    }

    private static CandlePage roundTrip(CandlePage page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        page.write(new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        CandlePage back = CandlePage.read(in);
        assertThat(in.available()).isZero();
        return back;
    }

    private static Candle candle(long openTime) {
        return new Candle(
                "S", Timeframe.M5, openTime, openTime + 5, 3, 1.5, 2.5, 0.5, 2, 10, 1, 1, 5, 1);
    }
}
