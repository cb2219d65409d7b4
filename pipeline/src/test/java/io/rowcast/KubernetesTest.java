package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.rowcast.config.KafkaSettings;
import io.rowcast.config.MappingTexts;
import io.rowcast.config.Settings;
import io.rowcast.config.SettingsFile;
import io.rowcast.mapping.MappingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The manifests that are shipped: what they name is there, and the pods keep within the policy {@code restricted}. */
class KubernetesTest {
    private static final Path FOLDER = Path.of("..", "deploy", "kubernetes");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static List<JsonNode> read(String file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(FOLDER.resolve(file).toFile())
                .forEachRemaining(documents::add);
        assertThat(documents).isNotEmpty().allSatisfy(document -> {
            assertThat(document.path("apiVersion").asText()).isNotEmpty();
            assertThat(document.path("kind").asText()).isNotEmpty();
        });
        return documents;
    }

    @Test
    void podsHaveNoRightsAndAreProbed() throws IOException {
        for (String part : List.of("reader", "writer")) {
            JsonNode deployment = read("base/" + part + ".yaml").get(0);
            JsonNode pod = deployment.at("/spec/template/spec");
            JsonNode container = pod.at("/containers/0");
            assertThat(deployment.at("/spec/replicas").asInt())
                    .as("one stands by, or shares")
                    .isEqualTo(2);
            assertThat(container.at("/args/0").asText()).isEqualTo(part);
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                    .isEqualTo("ALL");
            assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
            assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
            assertThat(container.findValuesAsText("mountPath")).contains("/etc/rowcast/mappings", "/tmp");
            assertThat(pod.path("volumes").findValuesAsText("name"))
                    .containsAll(container.path("volumeMounts").findValuesAsText("name"));
        }
    }

    @Test
    void whatBelongsTogetherHasTheSameNames() throws IOException {
        JsonNode writer = read("base/writer.yaml").get(0);
        JsonNode scaled = read("autoscaling/writer.yaml").get(0).at("/spec/scaleTargetRef");
        assertThat(scaled.path("kind")).isEqualTo(writer.path("kind"));
        assertThat(scaled.path("name")).isEqualTo(writer.at("/metadata/name"));
        assertThat(read("autoscaling/writer.yaml")
                        .get(0)
                        .at("/spec/metrics/0/pods/metric/name")
                        .asText())
                .isEqualTo("rowcast_writer_lag_records");
        assertThat(read("base/disruption.yaml"))
                .hasSize(2)
                .allSatisfy(budget -> assertThat(budget.at("/spec/selector/matchLabels/app.kubernetes.io~1component")
                                .asText())
                        .isIn("reader", "writer"));
        assertThat(read("base/service.yaml")
                        .get(0)
                        .at("/spec/ports/0/targetPort")
                        .asText())
                .isEqualTo(writer.at("/spec/template/spec/containers/0/ports/0/name")
                        .asText());
        assertThat(read("example/kustomization.yaml")
                        .get(0)
                        .path("configMapGenerator")
                        .findValuesAsText("name"))
                .containsExactlyInAnyOrderElementsOf(
                        writer.at("/spec/template/spec/volumes").findValues("configMap").stream()
                                .map(map -> map.path("name").asText())
                                .toList());
    }

    @Test
    void kustomizationsNameFilesThatThereAre() throws IOException {
        for (String folder : List.of("base", "autoscaling", "example")) {
            JsonNode kustomization = read(folder + "/kustomization.yaml").get(0);
            List<String> files = new ArrayList<>();
            for (String list : List.of("resources", "components")) {
                kustomization.path(list).forEach(file -> files.add(file.asText()));
            }
            kustomization.findValues("files").forEach(list -> list.forEach(file -> files.add(file.asText())));
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(FOLDER.resolve(folder).resolve(file)).exists());
        }
    }

    @Test
    void theExamplesSettingsAndMappingsAreRight() {
        Path example = FOLDER.resolve("example");
        Settings settings =
                SettingsFile.read(example.resolve("rowcast.yml"), Map.of("MYSQL_PASSWORD", "m", "REDIS_PASSWORD", "r"));
        assertThat(settings.kafka()).isInstanceOf(KafkaSettings.External.class);
        assertThat(MappingFile.parse(MappingTexts.read(example.resolve("mappings"))))
                .isNotEmpty();
        assertThat(Files.exists(Path.of("..", "deploy", "systemd", "rowcast.service")))
                .isTrue();
    }
}
