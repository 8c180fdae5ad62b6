package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Columns;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Savepoints and stored fold snapshots of earlier versions are read as what they were. */
class OldBytesTest {

    private static final int COUNT = Timeframe.count();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    @Test
    void readsFoldsThatWereNotPacked() throws IOException {
        FoldState fold = someFold();
        out.writeByte(2);
        out.write(fold.status);
        Columns.write(out, fold.openTime, COUNT);
        Columns.write(out, fold.closeTime, COUNT);
        Columns.write(out, fold.sessionDate, COUNT);
        Columns.write(out, fold.open, COUNT);
        Columns.write(out, fold.high, COUNT);
        Columns.write(out, fold.low, COUNT);
        Columns.write(out, fold.close, COUNT);
        Columns.write(out, fold.volume, COUNT);
        Columns.write(out, fold.barCount, COUNT);
        Columns.write(out, fold.expectedBarCount, COUNT);
        Columns.write(out, fold.inputCount, COUNT);
        Columns.write(out, fold.fullCount, COUNT);
        Columns.write(out, fold.endSlot, COUNT);
        out.writeInt(fold.slot);
        out.writeByte(fold.slotMinutes);
        out.writeBoolean(fold.slotCompound);
        out.writeBoolean(fold.slotApplied);
        out.writeBoolean(fold.dayApplied);
        fold.pending.writePending(out);

        FoldState back = FoldState.read(written());

        assertThat(bytesOf(back)).isEqualTo(bytesOf(fold));
        assertThat(back.volume).isEqualTo(fold.volume);
        assertThat(back.slot).isEqualTo(17);
    }

    @Test
    void readsCountsThatWereNotPacked() throws IOException {
        out.writeByte(1);
        for (long count : new long[] {9, 8, 7, 6, 5, 4, 3}) {
            out.writeLong(count);
        }
        out.writeByte(1);
        out.writeLong(2);
        for (int timeframes = 0; timeframes < 2; timeframes++) {
            out.writeByte(COUNT);
            for (int t = 0; t < COUNT; t++) {
                out.writeLong(100L + t);
            }
        }

        SymbolCounts back = SymbolCounts.read(written());

        assertThat(back.in).isEqualTo(9);
        assertThat(back.lastBar).isEqualTo(3);
        assertThat(back.rejectedByReason()).containsEntry(RejectReason.values()[0], 2L);
        assertThat(back.revised(Timeframe.of(3))).isEqualTo(103);
    }

    @Test
    void foldsKeepEveryBit() throws IOException {
        FoldState fold = someFold();
        FoldState back =
                FoldState.read(new DataInputStream(new ByteArrayInputStream(bytesOf(fold))));
        assertThat(back).usingRecursiveComparison().isEqualTo(fold);
    }

    private static FoldState someFold() {
        FoldState fold = new FoldState();
        Random random = new Random(5);
        for (int t = 0; t < COUNT; t++) {
            fold.status[t] = FoldState.OPEN;
            fold.openTime[t] = 1_736_173_800_000L + t;
            fold.closeTime[t] = 1_736_173_800_000L + 300_000L * t;
            fold.sessionDate[t] = 20_000 + t;
            fold.open[t] = 100 + t * 0.01;
            fold.high[t] = 101 + t;
            fold.low[t] = random.nextDouble();
            fold.close[t] = random.nextInt() / 100.0;
            fold.volume[t] = t == 3 ? -0.0 : random.nextInt(1_000_000);
            fold.barCount[t] = t * t;
            fold.expectedBarCount[t] = 78;
            fold.inputCount[t] = random.nextInt();
            fold.fullCount[t] = 1;
            fold.endSlot[t] = -t;
        }
        fold.slot = 17;
        fold.slotMinutes = 3;
        fold.dayApplied = false;
        return fold;
    }

    private DataInputStream written() {
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static byte[] bytesOf(FoldState fold) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        fold.write(new DataOutputStream(packed));
        return packed.toByteArray();
    }
}
