package dev.candlemill.jobs.config;

import dev.candlemill.jobs.UnknownSymbols;
import dev.candlemill.jobs.config.SinkKeys.SinkKind;
import dev.candlemill.jobs.config.SourceKeys.SourceKind;
import dev.candlemill.provider.file.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What settings need of each other. */
final class Requirements {

    private final Settings settings;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private Requirements(Settings settings) {
        this.settings = settings;
    }

    static List<ConfigProblem> missingFrom(Settings settings) {
        Requirements requirements = new Requirements(settings);
        settings.get(SourceKeys.SOURCE).ifPresent(requirements::checkSource);
        settings.get(SinkKeys.SINKS).ifPresent(requirements::checkSinks);
        requirements.checkRange();
        settings.get(SourceKeys.FILE_COLUMNS)
                .ifPresent(columns -> columns.keySet().forEach(requirements::checkColumn));
        requirements.problems.addAll(SimulatedRequirements.missingFrom(settings));
        return requirements.problems;
    }

    /** What a live job needs: a source that goes on, and Postgres, which says who is live. */
    static List<ConfigProblem> missingFromLive(Settings settings) {
        Requirements requirements = new Requirements(settings);
        settings.get(SourceKeys.SOURCE).ifPresent(requirements::checkLiveSource);
        settings.get(LiveKeys.TOPIC_SYMBOLS).ifPresent(requirements::checkTopicSymbols);
        settings.get(SinkKeys.SINKS).ifPresent(requirements::checkSinks);
        settings.get(SinkKeys.SINKS).ifPresent(requirements::checkLiveSinks);
        requirements.problems.addAll(SimulatedRequirements.missingFrom(settings));
        return requirements.problems;
    }

    private void checkLiveSource(SourceKind kind) {
        if (kind == SourceKind.KAFKA && !sendsToKafka()) {
            need(SinkKeys.KAFKA_BOOTSTRAP, SinkKeys.KAFKA_BOOTSTRAP.type().expected());
        } else if (kind == SourceKind.FILE || kind == SourceKind.STORED) {
            problems.add(
                    ConfigProblem.wrong(
                            SourceKeys.SOURCE.name(),
                            settings.shown(SourceKeys.SOURCE).orElse(""),
                            "simulated or kafka: the others end",
                            settings.origin(SourceKeys.SOURCE).orElse("")));
        }
    }

    /** Each symbol has one source. */
    private void checkTopicSymbols(List<String> symbols) {
        if (settings.get(SourceKeys.SOURCE).filter(SourceKind.KAFKA::equals).isPresent()) {
            refuseTopicSymbols(
                    "none, since all bars come from the topic with source.kind kafka; symbols says"
                            + " of which symbols");
            return;
        }
        if (!sendsToKafka()) {
            need(SinkKeys.KAFKA_BOOTSTRAP, SinkKeys.KAFKA_BOOTSTRAP.type().expected());
        }
        List<String> polled = settings.get(SourceKeys.SYMBOLS).orElse(List.of());
        List<String> both = symbols.stream().filter(polled::contains).toList();
        if (!both.isEmpty()) {
            refuseTopicSymbols("symbols that are not polled, too: symbols has " + both);
        }
    }

    private void refuseTopicSymbols(String expected) {
        problems.add(
                ConfigProblem.wrong(
                        LiveKeys.TOPIC_SYMBOLS.name(),
                        settings.shown(LiveKeys.TOPIC_SYMBOLS).orElse(""),
                        expected,
                        settings.origin(LiveKeys.TOPIC_SYMBOLS).orElse("")));
    }

    private boolean sendsToKafka() {
        return settings.get(SinkKeys.SINKS)
                .filter(chosen -> chosen.contains(SinkKind.KAFKA))
                .isPresent();
    }

    private void checkLiveSinks(Set<SinkKind> chosen) {
        if (!chosen.contains(SinkKind.POSTGRES) || chosen.contains(SinkKind.CSV)) {
            problems.add(
                    ConfigProblem.wrong(
                            SinkKeys.SINKS.name(),
                            settings.shown(SinkKeys.SINKS).orElse(""),
                            "postgres or postgres,kafka: a live job continues what Postgres holds,"
                                    + " and CSV files are written when a run ends",
                            settings.origin(SinkKeys.SINKS).orElse("")));
        }
    }

    private void checkSource(SourceKind kind) {
        if (kind == SourceKind.FILE) {
            need(SourceKeys.INPUT, "a file or folder, since source.kind is file");
            need(MarketKeys.VENUE, "the venue of the bars, for example XNYS or CRYPTO");
        } else if (kind == SourceKind.STORED) {
            checkStored();
        } else if (kind == SourceKind.KAFKA) {
            problems.add(
                    ConfigProblem.wrong(
                            SourceKeys.SOURCE.name(),
                            "kafka",
                            "file, simulated or stored: a topic has no end, ./candlemill live reads it",
                            settings.origin(SourceKeys.SOURCE).orElse("")));
        } else if (settings.origin(MarketKeys.FROM).orElse("").equals("default")) {
            problems.add(
                    ConfigProblem.missing(
                            MarketKeys.FROM, "where simulated bars begin, for example 2023-01-01"));
        }
    }

    private void checkStored() {
        boolean hasPostgres =
                settings.get(SinkKeys.SINKS)
                        .filter(chosen -> chosen.contains(SinkKind.POSTGRES))
                        .isPresent();
        if (!hasPostgres) {
            problems.add(
                    ConfigProblem.wrong(
                            SinkKeys.SINKS.name(),
                            settings.shown(SinkKeys.SINKS).orElse(""),
                            "postgres among them, since source.kind is stored",
                            settings.origin(SinkKeys.SINKS).orElse("")));
        }
    }

    private void checkSinks(Set<SinkKind> chosen) {
        if (chosen.contains(SinkKind.CSV)) {
            need(SinkKeys.CSV_OUTPUT, "a folder, since sinks has csv");
        } else if (settings.isPresent(SinkKeys.CSV_OUTPUT)) {
            problems.add(
                    ConfigProblem.wrong(
                            SinkKeys.SINKS.name(),
                            settings.shown(SinkKeys.SINKS).orElse(""),
                            "csv among them, since csv.output is set",
                            settings.origin(SinkKeys.SINKS).orElse("")));
        }
        boolean rejectsUnknown =
                settings.get(MarketKeys.UNKNOWN_SYMBOLS)
                        .filter(choice -> choice == UnknownSymbols.REJECT)
                        .isPresent();
        if (rejectsUnknown && !chosen.contains(SinkKind.POSTGRES)) {
            problems.add(
                    ConfigProblem.wrong(
                            MarketKeys.UNKNOWN_SYMBOLS.name(),
                            "reject",
                            "accept, since the symbol index is in Postgres, which sinks leaves out",
                            settings.origin(MarketKeys.UNKNOWN_SYMBOLS).orElse("")));
        }
        if (chosen.contains(SinkKind.POSTGRES)) {
            need(SinkKeys.POSTGRES_URL, SinkKeys.POSTGRES_URL.type().expected());
        }
        if (chosen.contains(SinkKind.KAFKA)) {
            need(SinkKeys.KAFKA_BOOTSTRAP, SinkKeys.KAFKA_BOOTSTRAP.type().expected());
        }
    }

    private void checkColumn(String name) {
        if (Column.byKey(name) == null) {
            List<String> known = Arrays.stream(Column.values()).map(Column::key).toList();
            problems.add(
                    new ConfigProblem(
                            SourceKeys.FILE_COLUMNS.name(),
                            '"' + name + '"',
                            "one of " + String.join(", ", known) + " before the =",
                            settings.origin(SourceKeys.FILE_COLUMNS).orElse(""),
                            Nearest.to(name, known)));
        }
    }

    private void checkRange() {
        Optional<Instant> from = settings.get(MarketKeys.FROM);
        Optional<Instant> to = settings.get(MarketKeys.TO);
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            problems.add(
                    ConfigProblem.wrong(
                            MarketKeys.TO.name(),
                            to.get().toString(),
                            "a time after range.from, " + from.get(),
                            settings.origin(MarketKeys.TO).orElse("")));
        }
    }

    private void need(ConfigKey<?> key, String expected) {
        if (!settings.isPresent(key)) {
            problems.add(ConfigProblem.missing(key, expected));
        }
    }
}
