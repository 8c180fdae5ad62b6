package dev.candlemill.bar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PackedColumnsTest {

    private static final double[] ODD = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1.0 / 3,
        9_007_199_254_740_993.0,
        1e18,
        1e19
    };

    @Test
    void pricesTakeTheBitsOfTheirSteps() throws IOException {
        double[] closes = {190, 191, 192.01, 193.03};
        assertThat(hex(out -> out.column(closes, 4)))
                .as("steps of cents; 2 bits; 19,000; 100; 0, 1 and 2 above it")
                .isEqualTo("1202" + "f0a802" + "c801" + "24");
        assertExact(closes);
    }

    @Test
    void equidistantTimesTakeNoBitsAtAll() throws IOException {
        long[] times = LongStream.range(0, 78).map(i -> 1_736_173_800_000L + i * 300_000).toArray();
        byte[] bytes = packed(out -> out.longs(times, times.length));
        assertThat(bytes).hasSize(4 + 2 + 6 + 3);
        long[] back = new long[times.length];
        input(bytes).longs(back, back.length);
        assertThat(back).containsExactly(times);
    }

    @Test
    void everyDoubleComesBackBitByBit() throws IOException {
        assertExact(ODD);
        for (double odd : ODD) {
            assertExact(new double[] {odd});
            assertExact(new double[] {1.25, odd, 1.5});
        }
        assertExact(new double[0]);
    }

    @Test
    void decimalsOfAnyKindComeBackBitByBit() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            double power = Math.pow(10, random.nextInt(12));
            long range = 1L << random.nextInt(62);
            double[] values = new double[random.nextInt(70)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (random.nextLong() % range) / power;
                if (random.nextInt(500) == 0) {
                    values[i] = ODD[random.nextInt(ODD.length)];
                }
            }
            assertExact(values);
        }
    }

    @Test
    void integersOfAnySizeComeBack() throws IOException {
        Random random = new Random(8);
        for (int round = 0; round < 20_000; round++) {
            int shift = random.nextInt(64);
            long base = random.nextBoolean() ? 0 : random.nextLong();
            long[] values =
                    random.longs(random.nextInt(70)).map(v -> base + (v >> shift)).toArray();
            byte[] bytes =
                    packed(
                            out -> {
                                out.longs(values, values.length);
                                out.number(base);
                            });
            PackedInput in = input(bytes);
            long[] back = new long[values.length];
            in.longs(back, back.length);
            assertThat(back).isEqualTo(values);
            assertThat(in.number()).isEqualTo(base);
        }
    }

    @Test
    void narrowIntegersComeBack() throws IOException {
        int[] ints = {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE};
        byte[] bytes = {Byte.MIN_VALUE, -1, 0, 1, Byte.MAX_VALUE};
        PackedInput in =
                input(
                        packed(
                                out -> {
                                    out.ints(ints, ints.length);
                                    out.bytes(bytes, bytes.length);
                                }));
        int[] intsBack = new int[ints.length];
        byte[] bytesBack = new byte[bytes.length];
        in.ints(intsBack, intsBack.length);
        in.bytes(bytesBack, bytesBack.length);
        assertThat(intsBack).isEqualTo(ints);
        assertThat(bytesBack).isEqualTo(bytes);
    }

    @Test
    void barsComeBackFromBothForms() throws IOException {
        BarColumns bars = new BarColumns(0);
        Random random = new Random(9);
        double price = 100;
        for (int i = 0; i < 200; i++) {
            price = Math.rint(price * 100 + random.nextInt(41) - 20) / 100;
            double high = Math.rint(price * 100 + 5) / 100;
            double low = Math.rint(price * 100 - 2) / 100;
            bars.add(new Bar(i * 300_000L, price, high, low, price, i * 7.5), BarSize.M5);
        }
        byte[] plain = written(bars, false);
        byte[] packed = written(bars, true);
        assertThat(packed.length * 5).isLessThan(plain.length);
        for (byte[] form : new byte[][] {plain, packed}) {
            BarColumns back = BarColumns.read(new DataInputStream(new ByteArrayInputStream(form)));
            assertThat(written(back, false)).isEqualTo(plain);
        }
    }

    private static byte[] written(BarColumns bars, boolean packed) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        if (packed) {
            bars.writePacked(out);
        } else {
            bars.write(out);
        }
        return bytes.toByteArray();
    }

    private static void assertExact(double[] values) throws IOException {
        byte[] bytes =
                packed(
                        out -> {
                            out.column(values, values.length);
                            out.doubles(values);
                        });
        double[] column = new double[values.length];
        double[] blocks = new double[values.length];
        PackedInput in = input(bytes);
        in.column(column, column.length);
        in.doubles(blocks);
        assertThat(bits(column)).isEqualTo(bits(values));
        assertThat(bits(blocks)).isEqualTo(bits(values));
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private static String hex(Consumer<PackedOutput> values) throws IOException {
        return HexFormat.of().formatHex(packed(values)).substring(2 * Integer.BYTES);
    }

    private static byte[] packed(Consumer<PackedOutput> values) throws IOException {
        PackedOutput packed = new PackedOutput(0);
        values.accept(packed);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        packed.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static PackedInput input(byte[] bytes) throws IOException {
        return new PackedInput(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
