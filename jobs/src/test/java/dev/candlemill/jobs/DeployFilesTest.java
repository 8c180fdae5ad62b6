package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.LiveArguments;
import dev.candlemill.jobs.config.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What no engine can try here: files are of the right form, safe, and say what our program takes.
 */
class DeployFilesTest {

    private static final Path DEPLOY = Path.of("../deploy");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @ParameterizedTest
    @ValueSource(strings = {"live", "backfill"})
    void deploymentsAreOfTheOperatorsForm(String job) throws IOException {
        JsonNode deployment = read("k8s/flinkdeployment-" + job + ".yaml");

        assertThat(mistakes("flinkdeployment", deployment)).isEmpty();
        assertThat(deployment.at("/spec/job/entryClass").asText())
                .satisfies(Class::forName)
                .containsIgnoringCase(job);
        assertThat(deployment.at("/spec/job/args/1").asText())
                .isEqualTo("/etc/candlemill/" + job + ".yaml");
    }

    @Test
    void composeIsOfItsForm() throws IOException {
        JsonNode compose = compose();
        assertThat(mistakes("compose", compose)).isEmpty();
        for (JsonNode file : compose.findValues("file")) {
            String path = file.asText();
            if (!path.startsWith("./secrets/")) {
                assertThat(DEPLOY.resolve("compose").resolve(path)).exists();
            }
        }
    }

    @Test
    void nothingListensBeyondLoopbackAndNobodyUploadsJars() throws IOException {
        JsonNode compose = compose();
        for (JsonNode service : compose.get("services")) {
            for (JsonNode port : service.path("ports")) {
                assertThat(port.asText()).startsWith("127.0.0.1:");
            }
        }
        assertThat(compose.at("/services/jobmanager/environment/FLINK_PROPERTIES").asText())
                .contains("web.submit.enable: false", "web.cancel.enable: false");
        for (String job : List.of("live", "backfill")) {
            JsonNode flink =
                    read("k8s/flinkdeployment-" + job + ".yaml").at("/spec/flinkConfiguration");
            assertThat(flink.get("web.submit.enable").asText()).isEqualTo("false");
            assertThat(flink.get("web.cancel.enable").asText()).isEqualTo("false");
            assertThat(flink.get("kubernetes.rest-service.exposed.type").asText())
                    .isEqualTo("ClusterIP");
        }
        assertThat(read("k8s/network.yaml").at("/spec/policyTypes/0").asText())
                .isEqualTo("Ingress");
    }

    /** For all processes at once it would replace the packages that Flink's own file opens. */
    @Test
    void aProcessWithoutMemoryEnds() throws IOException {
        for (String manager : List.of("jobmanager", "taskmanager")) {
            assertThat(
                            compose()
                                    .at("/services/" + manager + "/environment/FLINK_PROPERTIES")
                                    .asText())
                    .contains("env.java.opts." + manager + ": -XX:+ExitOnOutOfMemoryError")
                    .doesNotContain("env.java.opts.all");
        }
        for (String job : List.of("live", "backfill")) {
            JsonNode flink =
                    read("k8s/flinkdeployment-" + job + ".yaml").at("/spec/flinkConfiguration");
            assertThat(flink.has("env.java.opts.all")).isFalse();
            for (String manager : List.of("jobmanager", "taskmanager")) {
                assertThat(flink.get("env.java.opts." + manager).asText())
                        .isEqualTo("-XX:+ExitOnOutOfMemoryError");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose", "k8s"})
    void jobsTakeTheirSettings(String folder) throws Exception {
        Surroundings surroundings = new Surroundings(Map.of(), Clock.systemUTC(), Map.of());
        String live = DEPLOY.resolve(folder).resolve("live.yaml").toString();
        String backfill = DEPLOY.resolve(folder).resolve("backfill.yaml").toString();

        LiveOptions liveOptions =
                LiveArguments.parse(new String[] {"--config", live}, surroundings).options();
        BackfillOptions backfillOptions =
                BackfillArguments.parse(new String[] {"--config", backfill}, surroundings)
                        .options();

        for (String file : List.of(live, backfill)) {
            assertThat(Files.readString(Path.of(file)))
                    .as("a reference, resolved where it is used")
                    .contains("password: ${file:/run/secrets/");
        }
        for (BackfillOptions options : List.of(liveOptions.run(), backfillOptions)) {
            assertThat(options.sinks().kafka()).isPresent();
            assertThat(options.execution().checkpointDir().orElseThrow())
                    .startsWith("file:///var/lib/candlemill/");
        }
    }

    @Test
    void theManifestsRender() throws Exception {
        Path output = Files.createTempFile("kustomize", ".yaml");
        assumeTrue(kubectlRenders(output), "kubectl is not here");
        String rendered = Files.readString(output);
        List<String> kinds = new ArrayList<>();
        for (Object document :
                new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(rendered)) {
            kinds.add(String.valueOf(((Map<?, ?>) document).get("kind")));
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "PersistentVolumeClaim",
                        "FlinkDeployment",
                        "FlinkDeployment",
                        "NetworkPolicy");
        assertThat(rendered).contains("live.yaml: |", "name: candlemill-settings");
    }

    private static boolean kubectlRenders(Path output) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder("kubectl", "kustomize", DEPLOY.resolve("k8s").toString())
                            .redirectOutput(output.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            assertThat(process.waitFor()).isZero();
            return true;
        } catch (IOException absent) {
            return false;
        }
    }

    /** With anchors and merge keys resolved, as Compose does. */
    private static JsonNode compose() throws IOException {
        String text = Files.readString(DEPLOY.resolve("compose/compose.yaml"));
        return YAML.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }

    private static JsonNode read(String file) throws IOException {
        return YAML.readTree(DEPLOY.resolve(file).toFile());
    }

    private static Set<ValidationMessage> mistakes(String schema, JsonNode document)
            throws IOException {
        String resource = "/deploy/" + schema + ".schema.json";
        try (InputStream in = DeployFilesTest.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(text)
                    .validate(document);
        }
    }
}
