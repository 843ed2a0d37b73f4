package org.bytestill.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytestill.fuzz.ReaderFuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tasks/TIME/result.json} of a run, and the samples beside it: a damaged result is left out, damaged samples are told. */
class TaskRecordsFuzzTest extends ReaderFuzz {
    private static final String RESULT = "{\"at\":\"2026-01-01T10:00:00Z\",\"request\":{\"model\":\"/runs/a\",\"checkpoint\":\"all\","
            + "\"tasks\":[\"/t.yaml\"],\"fewshot\":2,\"limit\":0.5,\"prompts\":{\"chat\":true,\"template\":\"/c.jinja\"},\"against\":\"/m\"},"
            + "\"notes\":[\"a\"],\"checkpoints\":[{\"model\":\"/m\",\"update\":40,\"results\":{\"t\":{\"alias\":\"t\",\"acc,none\":0.5,"
            + "\"acc_stderr,none\":\"N/A\"}},\"intervals\":{\"t\":{\"acc,none\":{\"low\":0.1,\"high\":0.9}}},\"n-samples\":{\"t\":4},"
            + "\"differences\":{\"t\":{\"acc,none\":{\"difference\":0.1,\"low\":0,\"high\":0.2,\"higher\":2,\"lower\":1,\"signTestP\":1}}},"
            + "\"choiceAgreement\":{\"t\":0.75}}]}";
    private static final String SAMPLE = "{\"task\":\"t\",\"doc_id\":3,\"target\":1,\"context\":[\"a\",\"b\"],\"continuations\":[\" x\",\" y\"],"
            + "\"loglikelihoods\":[-1.5,-2],\"metrics\":{\"acc,none\":0},\"chosen\":0,\"right\":[1],\"lost\":{\"choice\":1,\"byte\":2}}";

    @Test
    void aNameAmongIntervalsIsNoFigure(@TempDir Path folder) throws IOException {
        Path result = Files.createDirectories(folder.resolve("tasks/20260101-100000-000"));
        put(result.resolve("result.json"),
                RESULT.replace("\"intervals\":{\"t\":{", "\"intervals\":{\"t\":{\"alias\":\"t\",").getBytes(StandardCharsets.UTF_8));
        assertThat(TaskRecords.of(folder)).singleElement().satisfies(
                record -> assertThat(record.models().get(0).figures()).extracting(TaskRecord.Figure::key).containsExactly("acc,none"));
    }

    @Override
    protected List<byte[]> seeds() {
        return List.of(RESULT.getBytes(StandardCharsets.UTF_8), SAMPLE.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        Path result = Files.createDirectories(folder.resolve("tasks/20260101-100000-000"));
        put(result.resolve("result.json"), content);
        for (TaskRecord record : TaskRecords.of(folder)) {
            assertThat(record.models()).isNotEmpty().allMatch(model -> !model.figures().isEmpty());
        }
        Path samples = put(result.resolve("samples-0.jsonl"), content);
        for (TaskDocument document : TaskRecords.documents(new TaskRecord.Model(folder, 0, samples, List.of(), Map.of()))) {
            assertThat(document.place()).isBetween(0, document.text().length);
        }
    }
}
