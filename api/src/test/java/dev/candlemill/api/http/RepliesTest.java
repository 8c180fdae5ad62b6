package dev.candlemill.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, gzip", "gzip;q=0.5", "deflate, gzip; q=1.0, *;q=0"})
    void compressesForWhoTakesIt(String header) {
        assertThat(Replies.takesGzip(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "br", "identity, gzip;q=0", "gzip; q=0.00", "gzipped"})
    void doesNotForOthers(String header) {
        assertThat(Replies.takesGzip(header)).isFalse();
        assertThat(Replies.takesGzip(null)).isFalse();
    }

    @Test
    void aDocumentIsCompressedOnce() throws IOException {
        byte[] json = "[1,2,3]".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        Document document = new Document(json);

        byte[] packed = document.packed();

        assertThat(document.packed()).isSameAs(packed);
        assertThat(packed.length).isLessThan(json.length / 2);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            assertThat(in.readAllBytes()).isEqualTo(json);
        }
    }
}
