package dev.candlemill.provider.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    /** Lines around the limit and far above it, handed over in pieces of any size. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsTheSameLinesHoweverTheBytesCome(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int length =
                    switch (random.nextInt(4)) {
                        case 0 -> LineReader.MAX_LINE - 2 + random.nextInt(4);
                        case 1 -> random.nextInt(600_000);
                        default -> random.nextInt(200);
                    };
            lines.add(String.valueOf((char) ('a' + i % 26)).repeat(length));
        }
        String end = random.nextBoolean() ? "\n" : "";
        byte[] bytes = (String.join("\n", lines) + "x" + end).getBytes(StandardCharsets.US_ASCII);
        lines.set(59, lines.get(59) + "x");
        LineReader reader = new LineReader(inPieces(bytes, random));
        for (String line : lines) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.tooLong()).isEqualTo(line.length() > LineReader.MAX_LINE);
            assertThat(line).startsWith(reader.text());
            assertThat(reader.tooLong() || line.equals(reader.text())).isTrue();
        }
        assertThat(reader.next()).isFalse();
        assertThat(reader.number()).isEqualTo(60);
    }

    private static InputStream inPieces(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, 1 + random.nextInt(length));
            }
        };
    }
}
