package dev.candlemill.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretTest {

    @Test
    void neverPrintsItsValue() {
        assertThat(new Secret("sesame")).hasToString("******");
    }

    @Test
    void masksCredentialsInAddresses() {
        assertThat(Secret.masked("jdbc:postgresql://me:sesame@db/x?password=sesame&ssl=on"))
                .isEqualTo("jdbc:postgresql://******@db/x?password=******&ssl=on");
    }

    @Test
    void readsAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "sesame\n");

        assertThat(new Secret("${file:" + file + "}").reveal()).isEqualTo("sesame");
    }

    @Test
    void readsAnEnvironmentVariable() {
        assertThat(new Secret("${env:PATH}").reveal()).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void saysWhatAReferenceLacks() {
        assertThatThrownBy(() -> new Secret("${env:CANDLEMILL_TEST_UNSET}").reveal())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CANDLEMILL_TEST_UNSET");
        assertThatThrownBy(() -> new Secret("${file:/no/such/file}").reveal())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("/no/such/file");
    }
}
