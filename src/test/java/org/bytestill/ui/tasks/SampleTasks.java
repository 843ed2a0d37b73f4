package org.bytestill.ui.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytestill.engine.job.TaskReport;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.engine.job.TaskService;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Progress;

/** Two small tasks of 24 documents each, and what the sample models answer: three models stand for checkpoints of a run. */
public final class SampleTasks {
    private static final int DOCUMENTS = 24;
    private static final int ENDING_WORDS = 4;
    private static final Path TEACHER = Path.of("sample-data/teacher").toAbsolutePath();
    private static final Path STUDENT = Path.of("sample-data/student").toAbsolutePath();
    private static final Path BEGINNER = Path.of("src/test/resources/goldens/models/smollm2").toAbsolutePath();

    private SampleTasks() {}

    /** Writes the task files and their data into a folder. */
    public static List<Path> files(Path folder) throws IOException {
        List<String> sentences = Arrays.stream(Files.readString(Path.of("sample-data/text/validation.txt")).split("(?<=[.;])\\s+"))
                .map(sentence -> sentence.replaceAll("\\s+", " ").strip())
                .filter(sentence -> sentence.length() > 60 && sentence.length() < 160)
                .toList();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < DOCUMENTS; i++) {
            String sentence = sentences.get(i);
            String ending = ending(sentence);
            ObjectNode row = JsonFile.MAPPER.createObjectNode().put("q",
                    sentence.substring(0, sentence.length() - ending.length()).strip());
            row.putArray("choices").add(ending(sentences.get(i + 5))).add(ending).add(ending(sentences.get(i + 11)));
            rows.append(row.put("answer", 1)).append('\n');
        }
        Files.writeString(folder.resolve("sentences.jsonl"), rows.toString());
        Path endings = Files.writeString(folder.resolve("endings.yaml"), String.join("\n", "task: sentence_endings", "dataset_path: json",
                "dataset_kwargs: {data_files: {test: sentences.jsonl}}", "output_type: multiple_choice", "test_split: test",
                "doc_to_text: \"{{q}}\"", "doc_to_choice: choices", "doc_to_target: answer", "metric_list:", "  - metric: acc",
                "  - metric: acc_norm", ""));
        Path sentencesTask = Files.writeString(folder.resolve("sentences.yaml"), String.join("\n", "task: sentences", "dataset_path: json",
                "dataset_kwargs: {data_files: {test: sentences.jsonl}}", "output_type: loglikelihood_rolling", "test_split: test",
                "doc_to_text: \"\"", "doc_to_target: q", ""));
        return List.of(endings, sentencesTask);
    }

    private static String ending(String sentence) {
        String[] words = sentence.split(" ");
        return String.join(" ", Arrays.copyOfRange(words, words.length - ENDING_WORDS, words.length));
    }

    /** Answers of the models, as if they were checkpoints 0, 40 and 96; beside them the teacher, and as another model the student. */
    public static TaskReport report(TaskRequest request) {
        List<TaskReport.Asked> asked = List.of(at(request, BEGINNER, 0), at(request, STUDENT, 40), at(request, TEACHER, 96));
        return new TaskReport(asked, at(request, STUDENT, -1), at(request, TEACHER, -1), List.of(), 3.2);
    }

    private static TaskReport.Asked at(TaskRequest request, Path model, int update) {
        TaskRequest alone = new TaskRequest(model, "best", request.tasks(), request.fewshot(), request.prompts(), request.limit(), null,
                "best",
                null, "float32", "cpu");
        return new TaskReport.Asked(model, update, TaskService.evaluate(alone, 1, Progress.NONE).models().get(0).results());
    }
}
