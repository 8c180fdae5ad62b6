package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

class PostgresSettingsTest {

    @Test
    void neverShowsThePassword() {
        assertThat(
                        PostgresSettings.of(
                                        "jdbc:postgresql://db/candles",
                                        "candlemill_job",
                                        Password.of("hunter2"))
                                .toString())
                .contains("candlemill_job", "******")
                .doesNotContain("hunter2");
    }

    @Test
    void looksReferencesUpWhereTheyAreNeeded(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "from a file\n");
        assertThat(Password.of("${file:" + file + "}").reveal()).isEqualTo("from a file");
        assertThat(Password.of("${env:PATH}").reveal()).isEqualTo(System.getenv("PATH"));
        assertThat(Password.of("plain").reveal()).isEqualTo("plain");
        assertThatThrownBy(() -> Password.of("${env:CANDLEMILL_NOT_SET}").reveal())
                .hasMessageContaining("CANDLEMILL_NOT_SET, which is not set");
        assertThatThrownBy(() -> Password.of("${file:/does/not/exist}").reveal())
                .hasMessageContaining("/does/not/exist, which cannot be read");
    }

    /** The JDK would hold it, and with it all classes of the job, until the cluster ends. */
    @Test
    void aDriverThatAJobBroughtIsNotRegistered() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(path).toUri().toURL());
        }
        try (URLClassLoader job =
                new URLClassLoader(
                        classPath.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            assertThat(isDriverRegistered(job)).isTrue();
            Class.forName(PostgresSettings.class.getName(), true, job);
            assertThat(isDriverRegistered(job)).isFalse();
        }
        assertThat(Driver.isRegistered()).isTrue();
    }

    private static boolean isDriverRegistered(ClassLoader loader)
            throws ReflectiveOperationException {
        Class<?> driver = Class.forName(Driver.class.getName(), true, loader);
        return (boolean) driver.getMethod("isRegistered").invoke(null);
    }

    @Test
    void takesOnlyHarmlessUrlParameters() {
        url("jdbc:postgresql://a:5432,b/candles?sslmode=verify-full&targetServerType=primary");
        assertThatThrownBy(() -> url("jdbc:postgresql://db/c?socketFactory=evil.Factory"))
                .hasMessageContaining("parameter \"socketFactory\" is not allowed")
                .hasMessageContaining("sslmode");
        assertThatThrownBy(() -> url("jdbc:postgresql://db/c?password=hunter2"))
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> url("jdbc:postgresql://me:hunter2@db/c"))
                .hasMessageContaining("carries credentials")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> url("jdbc:mysql://db/c"))
                .hasMessageContaining("begins with jdbc:postgresql:");
    }

    @Test
    void waitsLongerEachTimeUpToALimit() {
        RetryPolicy retries = RetryPolicy.standard();
        assertThat(retries.delayMillis(1, 0)).isEqualTo(100);
        assertThat(retries.delayMillis(3, 0)).isEqualTo(400);
        assertThat(retries.delayMillis(3, 0.999)).isBetween(200L, 201L);
        assertThat(retries.delayMillis(99, 0)).isEqualTo(5000);
    }

    private static void url(String url) {
        PostgresSettings.of(url, "user", Password.none());
    }
}
