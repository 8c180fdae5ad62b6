package dev.candlemill.jobs.candle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts ask for metrics that exist, and all of ours are documented. */
class ObservabilityTest {

    private static final Path ROOT = Path.of("..");
    private static final String OF_OPERATORS = "flink_taskmanager_job_task_operator_";
    private static final Pattern METRIC = Pattern.compile("flink_\\w+");

    private final Set<String> documented = documented();

    @Test
    void everyMetricOfTheFoldIsDocumented() {
        RecordedMetrics metrics = new RecordedMetrics();
        FoldMetrics fold = new FoldMetrics(metrics, () -> 0);
        fold.page(FoldMetricsTest.page("XNYS:A", 0), FoldMetricsTest.calendar("XNYS:A"));
        assertThat(documented).containsAll(metrics.prometheusNames(OF_OPERATORS));
    }

    @Test
    void theDashboardAsksForWhatThereIs() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(file("dashboard.json").toFile());
        Set<String> asked = new TreeSet<>();
        for (JsonNode expression : dashboard.get("panels").findValues("expr")) {
            asked.addAll(metricsOf(expression.asText()));
        }
        assertThat(dashboard.get("panels")).hasSizeGreaterThan(9);
        assertThat(asked).hasSizeGreaterThan(15);
        assertThat(documented).containsAll(asked);
        assertThat(dashboard.get("panels").findValues("title")).doesNotHaveDuplicates();
    }

    @Test
    void alertsAskForWhatThereIsAndSayWhatToDo() throws IOException {
        JsonNode alerts =
                new ObjectMapper(new YAMLFactory()).readTree(file("alerts.yaml").toFile());
        JsonNode rules = alerts.at("/groups/0/rules");
        assertThat(rules).isNotEmpty();
        for (JsonNode rule : rules) {
            String name = rule.get("alert").asText();
            Set<String> asked = metricsOf(rule.get("expr").asText());
            assertThat(asked).as(name).isNotEmpty();
            assertThat(documented).as(name).containsAll(asked);
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/what").asText()).isNotBlank();
        }
    }

    private static Path file(String name) {
        return ROOT.resolve("deploy/observability").resolve(name);
    }

    private static Set<String> metricsOf(String expression) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = METRIC.matcher(expression);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    /** Names in the first columns of the tables, those of operators with their scope. */
    private static Set<String> documented() {
        Set<String> names = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(ROOT.resolve("docs/metrics.md"))) {
                if (line.startsWith("| `")) {
                    String first = line.split("\\|", -1)[1];
                    Matcher name = Pattern.compile("`(\\w+)`").matcher(first);
                    while (name.find()) {
                        String found = name.group(1);
                        names.add(found.startsWith("flink_") ? found : OF_OPERATORS + found);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
