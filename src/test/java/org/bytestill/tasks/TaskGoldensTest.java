package org.bytestill.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytestill.engine.reading.TaskModel;
import org.bytestill.tasks.file.TaskFile;
import org.bytestill.tasks.metrics.ChosenMetric.Measured;
import org.bytestill.tasks.prompt.ChatWriter;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.python.Printed;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.JsonFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what lm-evaluation-harness 0.4.13 makes of the same task files (src/test/reference/make_task_goldens.py). */
class TaskGoldensTest {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens");
    private static final Path TASKS = GOLDENS.resolve("tasks");

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    /** A recorded run of a task. */
    record Recorded(JsonNode run) {
        Path model() {
            String name = run.path("model").asText();
            return name.equals("teacher") ? Path.of("sample-data/teacher") : GOLDENS.resolve("models").resolve(name);
        }

        @Override
        public String toString() {
            String chat = run.path("chat").asBoolean() ? run.path("multiturn").asBoolean() ? ", turns" : ", chat" : "";
            return run.path("model").asText() + " " + run.path("task").asText() + chat;
        }
    }

    static Stream<Recorded> runs() throws IOException {
        JsonNode runs = JsonFile.MAPPER.readTree(TASKS.resolve("expected.json").toFile());
        assertThat(runs.size()).isGreaterThan(30);
        return StreamSupport.stream(runs.spliterator(), false).map(Recorded::new);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void resultsAndDocumentsAreThoseOfTheHarness(Recorded recorded) {
        JsonNode run = recorded.run();
        ChatWriter chat = !run.path("chat").asBoolean() ? null
                : new ChatWriter(ChatFormat.ofFile(TASKS.resolve("chat.jinja"), TaskModel.tokens(recorded.model())),
                        run.path("multiturn").asBoolean());
        TaskSettings settings = new TaskSettings(null, chat, "", 0, TaskSettings.SEED);
        try (TaskModel model = TaskModel.open(recorded.model(), Dtype.FLOAT32, Device.CPU)) {
            TaskResult result = Tasks.evaluate(PreparedTask.of(TaskFile.read(TASKS.resolve(run.path("task").asText())), settings),
                    model.languageModel(), (done, total) -> true);
            assertThat(result.documents()).hasSize(run.path("documents").size());
            for (int i = 0; i < result.documents().size(); i++) {
                compare(run.path("documents").get(i), result.documents().get(i));
            }
            run.path("results").fields().forEachRemaining(each -> compare(each.getKey(), each.getValue(), result));
        }
    }

    private static void compare(JsonNode expected, DocumentResult document) {
        if (expected.has("contexts")) {
            List<Double> logs = Stream.concat(document.scores().stream().map(score -> score.logLikelihood()),
                    Arrays.stream(document.unconditional()).boxed()).toList();
            for (int i = 0; i < logs.size(); i++) {
                String context = i < document.scores().size() ? document.contexts().get(Math.min(i, document.contexts().size() - 1)) : "";
                assertThat(context).isEqualTo(expected.path("contexts").get(i).asText());
                assertThat(document.continuations().get(i % document.continuations().size()))
                        .isEqualTo(expected.path("continuations").get(i).asText());
                assertThat(logs.get(i)).isCloseTo(expected.path("loglikelihoods").get(i).asDouble(), within(1e-3));
            }
            for (int i = 0; i < document.scores().size(); i++) {
                assertThat(document.scores().get(i).isGreedy()).isEqualTo(expected.path("is_greedy").get(i).asBoolean());
            }
        }
        if (expected.has("loglikelihood")) {
            assertThat(document.logLikelihood()).isCloseTo(expected.path("loglikelihood").asDouble(), within(2e-3));
        }
        if (expected.has("response")) {
            assertThat(document.contexts().get(0)).isEqualTo(expected.path("context").asText());
            assertThat(JsonFile.MAPPER.<JsonNode>valueToTree(document.responses())).isEqualTo(expected.path("response"));
            expected.path("filtered").fields().forEachRemaining(filter -> assertThat(Printed.str(document.filtered().get(filter.getKey())))
                    .isEqualTo(filter.getValue().asText()));
        }
    }

    private static void compare(String key, JsonNode expected, TaskResult result) {
        boolean isError = key.contains("_stderr,");
        Measured measured = result.measured().get(key.replace("_stderr,", ","));
        assertThat(measured).as(key).isNotNull();
        if (!isError) {
            double tolerance = 1e-4 * Math.max(1, Math.abs(expected.asDouble()));
            assertThat(measured.value()).as(key).isCloseTo(expected.asDouble(), within(tolerance));
        } else if (!expected.isNull()) {
            double tolerance = 1e-4 * Math.max(1, Math.abs(expected.asDouble()));
            assertThat(measured.standardError().orElse(Double.NaN)).as(key).isCloseTo(expected.asDouble(), within(tolerance));
        } else if (!result.task().name().equals("own_binary")) {
            assertThat(measured.standardError()).as(key).isEmpty();
        }
    }
}
