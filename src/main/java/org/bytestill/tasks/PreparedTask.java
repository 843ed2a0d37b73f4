package org.bytestill.tasks;

import java.util.List;
import org.bytestill.tasks.file.FewshotConfig;
import org.bytestill.tasks.file.TaskConfig;
import org.bytestill.tasks.prompt.DocumentFields;
import org.bytestill.tasks.prompt.PromptWriter;
import org.bytestill.tasks.prompt.Splits;
import org.bytestill.tasks.prompt.TaskDocuments;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;

/**
 * A task with its documents read, ready to be asked once: examples are drawn as its prompts are written.
 *
 * @param documents the evaluated documents
 * @param shots     examples before each question
 */
public record PreparedTask(TaskConfig config, List<PyDict> documents, PromptWriter prompts, int shots) {
    /** @throws org.bytestill.problem.UserError if the data cannot be read */
    public static PreparedTask of(TaskConfig config, TaskSettings settings) {
        Splits splits = new Splits(config.data(), config.file());
        TaskDocuments evaluated = splits.split(config.evaluatedSplit());
        int shots = settings.shots(config.fewshot().count());
        List<PyDict> pool = shots == 0 ? List.of() : pool(config, splits);
        PromptWriter prompts = new PromptWriter(config, evaluated, pool, shots, settings.seed(), settings.chat(), settings.system());
        return new PreparedTask(config, evaluated.documents().subList(0, settings.count(evaluated.documents().size())), prompts, shots);
    }

    /** Where examples come from: their own split or list, else the training split, else validation, else test. */
    private static List<PyDict> pool(TaskConfig config, Splits splits) {
        FewshotConfig fewshot = config.fewshot();
        if (fewshot.split() != null) {
            return splits.split(fewshot.split()).documents();
        }
        if (fewshot.samples() != null) {
            return fewshot.samples().list().stream().map(sample -> {
                sample.map();
                return (PyDict) sample.python();
            }).toList();
        }
        String split = config.trainingSplit() != null ? config.trainingSplit() : config.validationSplit();
        return splits.split(split == null ? config.evaluatedSplit() : split).documents();
    }

    /** Bytes that a model reads, about: those of its documents, and of as many examples before each as there are. */
    public long readBytes() {
        return documents.stream().mapToLong(document -> Printed.str(document).length()).sum() * (1 + shots);
    }

    DocumentFields fields() {
        return prompts.fields();
    }
}
