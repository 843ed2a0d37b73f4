package org.bytestill.engine.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bytestill.tasks.DocumentResult;
import org.bytestill.tasks.TaskResult;
import org.bytestill.tasks.metrics.MetricInterval;
import org.bytestill.tasks.metrics.PairedComparison;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskRecordsTest {
    private static final Path TASKS = Path.of("src/test/resources/goldens/tasks").toAbsolutePath();
    private static final Path TEACHER = Path.of("sample-data/teacher").toAbsolutePath();
    private static final Path STUDENT = Path.of("sample-data/student").toAbsolutePath();
    private static final TaskRequest REQUEST = new TaskRequest(STUDENT, "best",
            List.of(TASKS.resolve("choices.yaml"), TASKS.resolve("sums.yaml"), TASKS.resolve("pages.yaml")), null,
            TaskRequest.Prompts.PLAIN, 5, TEACHER, "best", TEACHER, "float32", "cpu");

    @TempDir
    private Path run;

    @Test
    void whatIsKeptIsReadAsItWasMeasured() throws IOException {
        List<Long> told = new ArrayList<>();
        TaskReport report = TaskService.evaluate(REQUEST, 1, (done, total) -> {
            told.add(done);
            return total == 36; // of three tasks 5, 3 and 4 documents, with three models
        });
        assertThat(told).as("of all together").isSorted().contains(0L, 12L, 24L);
        TaskRecord kept = TaskRecords.keep(run, REQUEST, report);
        assertThat(TaskRecords.of(run)).containsExactly(kept);
        assertThat(kept.request()).isEqualTo(REQUEST);
        TaskRecord.Model model = kept.models().get(0);
        TaskResult choices = report.models().get(0).results().get(0);
        TaskResult others = report.against().results().get(0);
        TaskRecord.Figure accuracy = figure(model, "own_choices", "acc,none");
        assertThat(accuracy.interval()).isEqualTo(MetricInterval.of(choices.measured().get("acc,none")));
        assertThat(accuracy.standardError()).isEqualTo(choices.measured().get("acc,none").standardError().orElseThrow());
        assertThat(accuracy.documents()).isEqualTo(5);
        assertThat(accuracy.shots()).isEqualTo(2);
        assertThat(accuracy.higherIsBetter()).isTrue();
        assertThat(figure(model, "own_choices", "brier_score,none").standardError()).isNaN();
        PairedComparison compared = PairedComparison.of(choices.measured().get("acc,none"), others.measured().get("acc,none"));
        assertThat(accuracy.difference().orElseThrow()).isEqualTo(
                new TaskRecord.Difference(compared.difference(), compared.higher(), compared.lower(), compared.signP()));
        assertThat(kept.against().orElseThrow().figures()).hasSameSizeAs(model.figures()).allMatch(each -> each.difference().isEmpty());
        assertThat(model.agreement()).containsOnlyKeys("own_choices").containsEntry("own_choices", choices.agreement(others));
        requireDocuments(choices, TaskRecords.documents(model));
    }

    private static TaskRecord.Figure figure(TaskRecord.Model model, String task, String key) {
        return model.figures().stream().filter(each -> each.task().equals(task) && each.key().equals(key)).findFirst().orElseThrow();
    }

    /** The byte to look at begins a token of the right choice, as the result has it. */
    private static void requireDocuments(TaskResult choices, List<TaskDocument> documents) {
        assertThat(documents).hasSize(5 + 3 + 4);
        for (DocumentResult result : choices.documents()) {
            TaskDocument document = documents.get(result.id());
            assertThat(document.chosen()).isEqualTo(result.chosen());
            assertThat(document.right()).isEqualTo(result.right());
            int right = document.rightChoice();
            String context = result.contexts().get(0);
            assertThat(new String(document.text(), UTF_8)).isEqualTo(context + result.continuations().get(right));
            int place = result.lost() == null ? context.getBytes(UTF_8).length : result.lost().byteAt();
            assertThat(document.place()).isEqualTo(place);
        }
        assertThat(choices.documents()).as("of which some were lost").anyMatch(result -> result.lost() != null);
        TaskDocument sum = documents.get(5);
        assertThat(sum.responses()).isNotEmpty();
        assertThat(new String(sum.text(), UTF_8)).isEqualTo(sum.contexts().get(0) + sum.responses().get(0));
        TaskDocument page = documents.get(8);
        assertThat(page.contexts()).isEmpty();
        assertThat(page.text()).isEqualTo(page.target().getBytes(UTF_8));
        assertThat(page.place()).isZero();
    }

    @Test
    void aDamagedResultIsLeftOutAndTheOthersAreRead() throws IOException {
        TaskRequest request = new TaskRequest(STUDENT, "best", List.of(TASKS.resolve("truth.yaml")), null, TaskRequest.Prompts.PLAIN, 2,
                null, "best", null, "float32", "cpu");
        TaskReport report = TaskService.evaluate(request, 1, Progress.NONE);
        TaskRecord first = TaskRecords.keep(run, request, report);
        TaskRecord second = TaskRecords.keep(run, request, report);
        assertThat(TaskRecords.of(run)).containsExactly(second, first);
        byte[] result = Files.readAllBytes(second.folder().resolve("result.json"));
        Files.write(second.folder().resolve("result.json"), Arrays.copyOf(result, result.length / 2));
        assertThat(TaskRecords.of(run)).containsExactly(first);
        Files.writeString(second.folder().resolve("result.json"), "{\"at\": \"2026-01-01T00:00:00Z\"}");
        assertThat(TaskRecords.of(run)).containsExactly(first);
    }

    @Test
    void aCancelledEvaluationEndsBeforeTheNextModelIsOpened() {
        assertThatThrownBy(() -> TaskService.evaluate(REQUEST, 1, (done, total) -> done < 12))
                .isInstanceOf(CancellationException.class);
        assertThat(TaskRecords.of(run)).isEmpty();
    }
}
