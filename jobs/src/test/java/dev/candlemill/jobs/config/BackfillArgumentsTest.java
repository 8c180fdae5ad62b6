package dev.candlemill.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.jobs.BackfillOptions;
import dev.candlemill.jobs.SinkOptions;
import dev.candlemill.jobs.SourceOptions.FileOptions;
import dev.candlemill.jobs.SourceOptions.SimulatedOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackfillArgumentsTest {

    @TempDir Path folder;

    @Test
    void refusesATopicWhichHasNoEnd() {
        assertThat(Arguments.minimal("--source", "kafka").problems())
                .contains(
                        "source.kind: found \"kafka\" in flag --source, expected file, simulated or"
                                + " stored: a topic has no end, ./candlemill live reads it");
    }

    @Test
    void readsTheFewestFlags() throws Exception {
        BackfillOptions options = Arguments.minimal().read().options();

        assertThat(options.source())
                .isInstanceOfSatisfying(
                        FileOptions.class,
                        file -> assertThat(file.inputs()).containsExactly(Path.of("/bars")));
        assertThat(options.calendar().defaultVenue()).isEqualTo("XNYS");
        assertThat(options.timeframes()).hasSize(Timeframe.count());
        assertThat(options.sinks().csv()).contains(new SinkOptions.CsvOptions(Path.of("/out")));
        assertThat(options.sinks().postgres()).isEmpty();
        assertThat(options.jobId()).isEqualTo("backfill-20250702-120000-123");
        assertThat(options.range().to()).isEqualTo(millis("2025-07-02T12:00:00Z"));
        assertThat(options.range().asOf()).isEqualTo(options.range().to());
    }

    @Test
    void repeatsInputsInOrder() throws Exception {
        BackfillOptions options = Arguments.minimal("--input", "/later,one").read().options();

        assertThat(((FileOptions) options.source()).inputs())
                .containsExactly(Path.of("/bars"), Path.of("/later,one"));
    }

    @Test
    void readsASimulatedRun() throws Exception {
        BackfillOptions options =
                Arguments.flags("--source", "simulated", "--from", "2023-01-01", "--stocks", "3")
                        .fallback("postgres.url", "jdbc:postgresql://127.0.0.1:1/candlemill")
                        .read()
                        .options();

        assertThat(options.source())
                .isInstanceOfSatisfying(
                        SimulatedOptions.class, market -> assertThat(market.stocks()).isEqualTo(3));
        assertThat(options.sinks().postgres()).isPresent();
    }

    @Test
    void prefersFlagToEnvironmentToFileToFallbackToDefault() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("c.yaml"), "state:\n  backend: rocksdb\nparallelism: 3\n");
        Arguments arguments =
                Arguments.minimal("--config", file.toString(), "--session", "extended")
                        .variable("CANDLEMILL_SESSION", "regular")
                        .variable("CANDLEMILL_PARALLELISM", "5")
                        .fallback("parallelism", "7")
                        .fallback("checkpoint.dir", "/checkpoints");

        Settings settings = arguments.read().settings();

        assertThat(settings.shown(MarketKeys.SESSION)).contains("extended");
        assertThat(settings.origin(MarketKeys.SESSION)).contains("flag --session");
        assertThat(settings.shown(RunKeys.PARALLELISM)).contains("5");
        assertThat(settings.origin(RunKeys.PARALLELISM))
                .contains("environment CANDLEMILL_PARALLELISM");
        assertThat(settings.origin(RunKeys.STATE)).contains(file + ":2");
        assertThat(settings.origin(RunKeys.CHECKPOINT_DIR)).contains("fallback");
        assertThat(settings.origin(MarketKeys.OUTSIDE)).contains("default");
    }

    @Test
    void waitsLongerForADelayedFeed() throws Exception {
        assertThat(Arguments.minimal("--grace=30s").read().options().timing().grace())
                .isEqualTo(30_000);
        assertThat(
                        Arguments.minimal("--grace=30s", "--set=feed.delayed=true")
                                .read()
                                .options()
                                .timing()
                                .grace())
                .isEqualTo(930_000);
    }

    @Test
    void reportsEveryMistakeAtOnce() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("bad.yaml"),
                        "state:\n  backend: rocks\nfile:\n  tz: Mars/Base\npostgres.ulr: x\n");

        assertThat(
                        Arguments.flags(
                                        "--config", file.toString(),
                                        "--timeframe", "1h",
                                        "--from", "yesterday",
                                        "--sink", "csv,paper",
                                        "--set", "kafka.prefx=a",
                                        "--set", "postgres.password=sesame")
                                .variable("CANDLEMILL_PARALELISM", "2")
                                .variable("CANDLEMILL_SERVICE_HOST", "10.0.0.1")
                                .problems())
                .containsExactlyInAnyOrder(
                        "--timeframe: found an unknown key in flags, expected a known one; did you mean --timeframes?",
                        "range.from: found \"yesterday\" in flag --from, expected a UTC date or time such as"
                                + " 2025-07-02 or 2025-07-02T13:30:00Z",
                        "sinks: found \"csv,paper\" in flag --sink, expected some of csv, postgres, kafka"
                                + " separated by commas",
                        "kafka.prefx: found an unknown key in flag --set, expected a known one; did you mean"
                                + " kafka.prefix?",
                        "postgres.password: found \"******\" in flag --set, expected ${env:NAME} or"
                                + " ${file:/path}: everybody can read a process's arguments",
                        "CANDLEMILL_PARALELISM: found an unknown key in environment, expected a known one; did"
                                + " you mean CANDLEMILL_PARALLELISM?",
                        "state.backend: found \"rocks\" in "
                                + file
                                + ":2, expected one of hashmap, rocksdb",
                        "file.tz: found \"Mars/Base\" in "
                                + file
                                + ":4, expected a time zone such as America/New_York",
                        "postgres.ulr: found an unknown key in "
                                + file
                                + ":5, expected a known one; did you mean postgres.url?",
                        "file.input: found nothing in --input, CANDLEMILL_FILE_INPUT or a file, expected a file"
                                + " or folder, since source.kind is file",
                        "venue: found nothing in --venue, CANDLEMILL_VENUE or a file, expected the venue of the"
                                + " bars, for example XNYS or CRYPTO");
    }

    @Test
    void reportsAMissingValueAndASettingWrittenTwice() {
        assertThat(Arguments.minimal("--set", "venue=XLON", "--bar").problems())
                .containsExactlyInAnyOrder(
                        "venue: found \"XLON\" in flag --set, expected it once; it is also in flag --venue",
                        "arguments: found \"Missing required parameter for option '--bar' (auto|1m|5m)\" in"
                                + " flags, expected a value after the flag");
    }

    @Test
    void reportsBrokenYamlWithItsLine() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.yaml"), "venue: XNYS\nbar: [1m\n");

        assertThat(Arguments.minimal("--config", file.toString()).problems())
                .singleElement()
                .asString()
                .contains("expected YAML")
                .contains(file + ":");
    }

    @Test
    void wantsARangeThatIsNotEmpty() {
        assertThat(Arguments.minimal("--from", "2025-01-02", "--to", "2025-01-02").problems())
                .containsExactly(
                        "range.to: found \"2025-01-02T00:00:00Z\" in flag --to, expected a time after"
                                + " range.from, 2025-01-02T00:00:00Z");
    }

    @Test
    void namesTheNearestVenue() {
        assertThat(Arguments.minimal("--set", "venue=XNYZ").flagsWithout("--venue").problems())
                .singleElement()
                .asString()
                .startsWith("venue: found \"XNYZ\" in flag --set, expected one of ")
                .endsWith("did you mean XNYS?");
    }

    @Test
    void wantsTheAddressesOfItsSinks() {
        assertThat(Arguments.minimal("--set", "sinks=kafka").problems()).hasSize(1);
        assertThat(
                        Arguments.flags(
                                        "--input",
                                        "/b",
                                        "--venue",
                                        "XNAS",
                                        "--sink",
                                        "postgres,kafka")
                                .problems())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("postgres.url: found nothing"),
                        second -> assertThat(second).startsWith("kafka.bootstrap: found nothing"));
    }

    @Test
    void refusesCredentialsInTheUrl() {
        assertThat(
                        Arguments.minimal(
                                        "--postgres-url",
                                        "jdbc:postgresql://h/db?user=a&password=sesame")
                                .problems())
                .singleElement()
                .asString()
                .contains("without user and password")
                .doesNotContain("sesame");
    }

    @Test
    void refusesWhatAConnectorDoesNotTake() {
        assertThat(
                        Arguments.minimal(
                                        "--postgres-url",
                                        "jdbc:postgresql://h/db?socketFactory=Evil",
                                        "--set",
                                        "kafka.properties=interceptor.classes=Evil")
                                .problems())
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .startsWith("postgres.url: ")
                                        .contains("not allowed"),
                        second ->
                                assertThat(second)
                                        .startsWith("kafka.properties: ")
                                        .contains("interceptor.classes"));
    }

    @Test
    void printsEveryValueWithItsOriginAndNoSecret() throws Exception {
        BackfillArguments arguments =
                Arguments.minimal("--print-config")
                        .variable("CANDLEMILL_POSTGRES_PASSWORD", "sesame")
                        .read();

        String text = SettingsText.toPrint(arguments.settings());

        assertThat(arguments.printsConfig()).isTrue();
        assertThat(text)
                .contains("postgres.password: ******")
                .doesNotContain("sesame")
                .containsPattern("venue: XNYS +# flag --venue")
                .containsPattern("grace.polling: 60s +# default")
                .contains("# symbols: not set");
        assertThat(ConfigKeys.all().stream().filter(ConfigKeys::isForJobs))
                .allSatisfy(key -> assertThat(text).contains(key.name() + ": "));
        assertThat(text).doesNotContain("api.port");
        assertThat(arguments.options().toString()).doesNotContain("sesame");
    }

    @Test
    void looksAtTheNamesOfColumnsBeforeAnyFile() {
        assertThat(Arguments.minimal("--columns", "tiem=When,close=Last").problems())
                .containsExactly(
                        "file.columns: found \"tiem\" in flag --columns, expected one of symbol,"
                                + " time, open, high, low, close, volume before the =; did you mean"
                                + " time?");
    }

    @Test
    void looksAtTheSharesOfASimulatedMarketTogether() {
        assertThat(
                        simulated(
                                        "XNAS:A",
                                        "2025-01-01",
                                        "2025-02-01",
                                        "--set=simulated.late=0.5",
                                        "--set=simulated.revised=0.75")
                                .problems())
                .containsExactly(
                        "simulated.revised: found \"0.75\" in flag --set, expected a share that adds"
                                + " up to at most 1 with simulated.late, .duplicate, .revised and"
                                + " .bad: together they are 1.25");
    }

    @Test
    void refusesASimulatedRangeThatACalendarOfItsSymbolsDoesNotCover() {
        assertThat(simulated("XNAS:A", "1985-01-01", "2025-02-01").problems())
                .singleElement()
                .asString()
                .startsWith(
                        "range.from: found \"1985-01-01\" in flag --from, expected a time since"
                                + " 1990-01-02T00:00:00Z, when the simulated market opens");
        assertThat(simulated("XNAS:A,CRYPTO:ONE", "2040-01-01", "2040-02-01").problems())
                .hasSize(2)
                .allMatch(problem -> problem.contains("2040-0") && problem.contains("of XNAS"));
        assertThat(simulated("CRYPTO:ONE", "2040-01-01", "2040-02-01").problems()).isEmpty();
        assertThat(simulated("XNAS:A", "2028-12-01", "2029-01-01").problems()).isEmpty();
        assertThat(simulated("XNAS:A", "2028-12-01", "2029-01-02").problems())
                .singleElement()
                .asString()
                .startsWith("range.to: found \"2029-01-02\" in flag --to, expected a time with");
    }

    private static Arguments simulated(String symbols, String from, String to, String... more) {
        List<String> flags = new ArrayList<>();
        flags.addAll(List.of("--source=simulated", "--sink=csv", "--output=/out"));
        flags.addAll(List.of("--symbols=" + symbols, "--from=" + from, "--to=" + to));
        flags.addAll(List.of(more));
        return Arguments.flags(flags.toArray(new String[0]));
    }

    @Test
    void resumesTheNewestRunWithItsSettingsAndItsNewestCheckpoint() throws Exception {
        BackfillArguments first =
                Arguments.minimal("--bar", "1m")
                        .fallback("checkpoint.dir", folder.toString())
                        .read();
        first.memory().remember();
        Path attempt = folder.resolve(first.options().jobId()).resolve("0a1b");
        checkpoint(attempt.resolve("chk-9"), 1_000);
        checkpoint(attempt.resolve("chk-10"), 2_000);
        Files.createDirectories(attempt.resolve("chk-11"));

        BackfillOptions resumed =
                Arguments.flags("--resume")
                        .fallback("checkpoint.dir", folder.toString())
                        .read()
                        .options();

        assertThat(resumed.jobId()).isEqualTo(first.options().jobId());
        assertThat(resumed.range()).isEqualTo(first.options().range());
        assertThat(resumed.barSize()).isEqualTo(first.options().barSize());
        assertThat(resumed.source()).isEqualTo(first.options().source());
        assertThat(resumed.execution().restoreFrom())
                .hasValueSatisfying(path -> assertThat(path).endsWith("/chk-10"));
    }

    @Test
    void forgetsAFinishedRun() throws Exception {
        Arguments arguments = Arguments.minimal().fallback("checkpoint.dir", folder.toString());
        BackfillArguments run = arguments.read();
        run.memory().remember();
        assertThat(folder.resolve(run.options().jobId())).isDirectory();

        run.memory().forget();

        assertThat(folder.resolve(run.options().jobId())).doesNotExist();
    }

    @Test
    void saysWhichRunItCannotResume() {
        assertThat(
                        Arguments.minimal("--resume", "nope")
                                .fallback("checkpoint.dir", folder.toString())
                                .problems())
                .singleElement()
                .asString()
                .startsWith("--resume: found \"nope\" in flag --resume, expected a run");
    }

    private static void checkpoint(Path path, long modified) throws Exception {
        Files.createDirectories(path);
        Path metadata = Files.writeString(path.resolve("_metadata"), "x");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(modified));
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
