package org.bytestill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.SmallRun;
import org.bytestill.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the tasks of a run is named before anything is computed. */
class TaskCheckTest {
    private static final Path TASKS = Path.of("src/test/resources/goldens/tasks").toAbsolutePath();

    @TempDir
    private Path folder;

    private List<Problem> problems(Object... tasks) throws IOException {
        RunConfig config = RunConfigFile.with(SmallRun.config(folder), "evaluation.tasks",
                Stream.of(tasks).map(Object::toString).toList());
        return new ConfigCheck().problems(config, folder, folder.resolve("run")).stream()
                .filter(problem -> problem.field().equals("evaluation.tasks")).toList();
    }

    private Path task(String... lines) throws IOException {
        return Files.writeString(folder.resolve("own.yaml"), String.join("\n", lines) + "\n");
    }

    @Test
    void everyKindOfTaskPassesAndOneThatGeneratesIsNamed() throws IOException {
        try (Stream<Path> files = Files.list(TASKS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml") && !path.endsWith("base.yaml")).toList()) {
                assertThat(problems(file)).as(file.toString()).noneMatch(Problem::isError);
            }
        }
        assertThat(problems(TASKS.resolve("sums.yaml"))).singleElement().extracting(Problem::message).asString()
                .startsWith("The task own_sums lets the student write answers");
    }

    @Test
    void pathsCountFromTheFolderOfTheFile() throws IOException {
        Files.writeString(folder.resolve("data.jsonl"), "{\"q\": \"a\", \"a\": \"b\"}\n");
        task("task: own", "dataset_path: json", "dataset_kwargs: {data_files: {test: data.jsonl}}", "test_split: test",
                "output_type: loglikelihood", "doc_to_text: \"{{q}}\"", "doc_to_target: a");
        assertThat(problems("own.yaml")).noneMatch(Problem::isError);
    }

    @Test
    void whatIsMissingOrNotSupportedIsAnErrorWithFileAndLine() throws IOException {
        assertThat(problems("none.yaml")).singleElement().extracting(Problem::message).asString().contains("none.yaml",
                "no such task file");
        Path hub = task("task: own", "dataset_path: boolq", "test_split: test", "doc_to_text: a", "doc_to_target: b");
        assertThat(problems(hub)).singleElement().extracting(Problem::message).asString().contains("own.yaml, line 2", "hub");
        String data = "dataset_kwargs: {data_files: {test: " + TASKS.resolve("statements.jsonl") + "}}";
        Path field = task("task: own", "dataset_path: json", data, "test_split: test", "output_type: loglikelihood",
                "doc_to_text: \"{{missing}}\"", "doc_to_target: statement");
        assertThat(problems(field)).singleElement().extracting(Problem::message).asString().contains("own.yaml, line 6", "missing");
        Path metric = task("task: own", "dataset_path: json", data, "test_split: test", "output_type: loglikelihood",
                "doc_to_text: statement", "doc_to_target: statement", "metric_list:", "  - metric: bleurt");
        assertThat(problems(metric)).singleElement().extracting(Problem::message).asString().contains("own.yaml, line 9", "bleurt");
    }

    @Test
    void twoTasksOfOneNameAreAnError() throws IOException {
        Path truth = TASKS.resolve("truth.yaml");
        assertThat(problems(truth, truth)).singleElement().extracting(Problem::message).asString().contains("own_truth");
    }
}
