package dev.candlemill.jobs.config;

import java.util.stream.Collectors;

/** The page of all settings, {@code docs/config.md}. */
final class ConfigReference {

    private static final String HEAD =
            """
            # Settings

            This page is generated from the table of keys (`dev.candlemill.jobs.config`); a test fails when it is stale.

            A setting is looked up in this order: flag, environment, file, default. Every key can be written
            - as a flag of its own, where it has one, or as `--set key=value`;
            - as an environment variable: `CANDLEMILL_` and the key in capitals, with `_` for `.` and `-`;
            - in a YAML file (`--config FILE` or `CANDLEMILL_CONFIG`), nested or dotted.

            `--print-config` shows every value and where it comes from. Secrets are masked, may be references
            (`${env:NAME}`, `${file:/path}`) that are resolved where they are used, and have no flag.
            """;

    private ConfigReference() {}

    static String markdown() {
        return HEAD
                + ConfigKeys.groups().stream()
                        .map(ConfigReference::table)
                        .collect(Collectors.joining());
    }

    private static String table(KeyGroup group) {
        return "\n## "
                + group.title()
                + "\n\n| key | flag | value | default | meaning |\n|---|---|---|---|---|\n"
                + group.keys().stream().map(ConfigReference::row).collect(Collectors.joining());
    }

    private static String row(ConfigKey<?> key) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        key.name(),
                        key.flag().map(ConfigReference::code).orElse(""),
                        cell(key.type().expected()),
                        key.defaultText().map(ConfigReference::code).orElse(""),
                        cell(key.description()));
    }

    private static String code(String text) {
        return '`' + text + '`';
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
