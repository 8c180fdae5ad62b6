package dev.candlemill.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Resolves {@code ${file:/run/secrets/x}} to the file's text. Found by the Kafka client by name.
 */
public final class SecretFileProvider implements ConfigProvider {

    @Override
    public ConfigData get(String path) {
        return new ConfigData(Map.of());
    }

    @Override
    public ConfigData get(String path, Set<String> files) {
        Map<String, String> secrets = new HashMap<>();
        for (String file : files) {
            secrets.put(file, read(file));
        }
        return new ConfigData(secrets);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new ConfigException("cannot read the secret in " + file + ": " + e);
        }
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
