package dev.candlemill.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ConfigReferenceTest {

    /**
     * Run with {@code -Dsurefire.arguments=-Dcandlemill.regenerate=true} to write the page anew.
     */
    @Test
    void describesEveryKeyInTheDocs() throws Exception {
        Path page = Path.of(System.getProperty("candlemill.root", "..")).resolve("docs/config.md");
        if (Boolean.getBoolean("candlemill.regenerate")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, ConfigReference.markdown());
        }

        assertThat(page)
                .as("stale: regenerate it with `make docs`")
                .exists()
                .hasContent(ConfigReference.markdown());
    }
}
