package dev.candlemill.provider.file;

import static dev.candlemill.provider.file.InputFolder.HEADER;
import static dev.candlemill.provider.file.InputFolder.gzipped;
import static dev.candlemill.provider.file.InputFolder.line;
import static dev.candlemill.provider.file.InputFolder.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipMembersTest {

    private static final long START = time("2024-07-02T13:30:00Z");
    private static final String FIRST = HEADER + line("A", START, 1);
    private static final String SECOND = line("A", START + 300_000, 2);

    @TempDir Path dir;
    private InputFolder folder;

    @BeforeEach
    void createFolder() {
        folder = new InputFolder(dir);
    }

    @Test
    void readsMembersOneAfterTheOther() throws IOException {
        folder.write("a.csv.gz", joined(gzipped(FIRST), gzipped(""), gzipped(SECOND)));

        assertThat(InputFolder.read(folder.settings().build()).bars("A")).hasSize(2);
    }

    @Test
    void readsMembersOfAnySizeHoweverTheirBytesCome() throws IOException {
        Random random = new Random(1);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int size : new int[] {0, 1, 100_000, 65_536, 300_000, 7}) {
            String some =
                    random.ints(size, ' ', '~')
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
            text.writeBytes(some.getBytes(StandardCharsets.US_ASCII));
            packed.writeBytes(gzipped(some));
        }

        assertThat(unpacked(packed.toByteArray(), random)).isEqualTo(text.toByteArray());
    }

    @Test
    void readsAHeaderWithEveryField() throws IOException {
        byte[] plain = gzipped(FIRST);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0x1e, 1, 2, 3, 4, 0, 3});
        header.writeBytes(new byte[] {3, 0, 9, 9, 9});
        header.writeBytes("a.csv\0from elsewhere\0".getBytes(StandardCharsets.US_ASCII));
        CRC32 crc = new CRC32();
        crc.update(header.toByteArray());
        header.write((int) crc.getValue());
        header.write((int) crc.getValue() >> 8);
        byte[] body = Arrays.copyOfRange(plain, 10, plain.length);
        folder.write("a.csv.gz", joined(header.toByteArray(), body));

        assertThat(InputFolder.read(folder.settings().build()).bars("A")).hasSize(1);
    }

    @Test
    void refusesPlainTextAfterAMember() throws IOException {
        byte[] first = gzipped(FIRST);
        folder.write("a.csv.gz", joined(first, SECOND.getBytes(StandardCharsets.US_ASCII)));

        assertRefused(
                "a.csv.gz:2: corrupt gzip (expected the end of the file or another gzip member at"
                        + " byte "
                        + first.length
                        + ", found neither), found after this line");
    }

    @Test
    void refusesEveryBrokenByteOfTheSecondMembersHeaderAndTrailer() throws IOException {
        byte[] first = gzipped(FIRST);
        byte[] whole = joined(first, gzipped(SECOND));
        int[] places = {0, 1, 2};
        for (int place : places) {
            byte[] broken = whole.clone();
            broken[first.length + place] ^= 0x10;
            folder.write("a.csv.gz", broken);
            assertRefused("a.csv.gz:2: corrupt gzip (expected");
        }
        for (int fromEnd = 1; fromEnd <= 8; fromEnd++) {
            byte[] broken = whole.clone();
            broken[whole.length - fromEnd] ^= 0x10;
            folder.write("a.csv.gz", broken);
            assertRefused("corrupt gzip (a member's checksum or length does not match, at byte ");
        }
    }

    @Test
    void refusesASecondMemberThatEndsTooEarly() throws IOException {
        byte[] first = gzipped(FIRST);
        byte[] whole = joined(first, gzipped(SECOND));
        for (int length = first.length + 2; length < whole.length; length++) {
            folder.write("a.csv.gz", Arrays.copyOf(whole, length));
            assertRefused(": truncated gzip, found after this line");
        }
        folder.write("a.csv.gz", Arrays.copyOf(whole, first.length + 1));
        assertRefused("a.csv.gz:2: corrupt gzip (expected the end of the file or another");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> InputFolder.read(folder.settings().build()))
                .isInstanceOf(FileInputException.class)
                .hasMessageContaining(message);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] unpacked(byte[] packed, Random random) throws IOException {
        ByteArrayInputStream inPieces =
                new ByteArrayInputStream(packed) {
                    @Override
                    public synchronized int read(byte[] into, int offset, int length) {
                        return super.read(into, offset, 1 + random.nextInt(length));
                    }
                };
        try (GzipMembers members = new GzipMembers(inPieces)) {
            return members.readAllBytes();
        }
    }
}
