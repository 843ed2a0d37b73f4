package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bytestill.engine.reading.Precisions;
import org.bytestill.engine.reading.TaskModel;
import org.bytestill.engine.run.CheckpointChoice;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.tasks.PreparedTask;
import org.bytestill.tasks.TaskResult;
import org.bytestill.tasks.TaskSettings;
import org.bytestill.tasks.Tasks;
import org.bytestill.tasks.file.TaskConfig;
import org.bytestill.tasks.file.TaskFile;
import org.bytestill.tasks.prompt.ChatWriter;
import org.bytestill.tasks.score.LanguageModel;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.text.chat.TemplateError;
import org.bytestill.torch.Device;
import org.bytestill.torch.TorchThread;
import org.bytestill.train.CheckpointStore;
import org.bytestill.util.Progress;
import org.jspecify.annotations.Nullable;

/** Evaluates tasks with models and checkpoints. Runs on the calling thread. */
public final class TaskService {
    private final TaskRequest request;
    private final Progress progress;
    private final List<TaskConfig> tasks;
    private final Set<String> notes = new LinkedHashSet<>();
    private long documents;
    private long documentsBefore;
    private double seconds;

    private TaskService(TaskRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
        this.tasks = request.tasks().stream().map(TaskFile::read).toList();
    }

    /**
     * @param threads  torch threads; 0 for one a core
     * @param progress in documents, of all tasks and models together
     * @throws UserError if a task, a model or data cannot be read; CancellationException if the listener cancels
     */
    public static TaskReport evaluate(TaskRequest request, int threads, Progress progress) {
        return new TaskService(request, progress).report(threads);
    }

    private TaskReport report(int threads) {
        requireDifferentNames();
        tasks.forEach(task -> notes.addAll(task.notes()));
        TorchThread.prepare(threads);
        List<CheckpointChoice> choices = choices();
        int others = (request.against() == null ? 0 : 1) + (request.teacher() == null ? 0 : 1);
        TaskSettings plain = settings(null);
        documents = tasks.stream().mapToLong(task -> PreparedTask.of(task, plain).documents().size()).sum() * (choices.size() + others);
        List<TaskReport.Asked> models = choices.stream().map(this::asked).toList();
        TaskReport.Asked against = request.against() == null ? null : asked(choice(request.against(), request.againstCheckpoint()));
        TaskReport.Asked teacher = request.teacher() == null ? null : asked(choice(request.teacher(), "best"));
        return new TaskReport(models, against, teacher, List.copyOf(notes), seconds);
    }

    private void requireDifferentNames() {
        Set<String> names = new LinkedHashSet<>();
        for (TaskConfig task : tasks) {
            if (!names.add(task.name())) {
                throw UserError.badInput("%s: a task named %s is evaluated already. Leave one out.", task.file(), task.name());
            }
        }
    }

    /** The asked models; of several checkpoints each once, in the order of the run. */
    private List<CheckpointChoice> choices() {
        Path model = request.model();
        if (!RunFolder.isAt(model)) {
            return List.of(choice(model, request.checkpoint()));
        }
        Map<Integer, CheckpointChoice> byUpdate = new TreeMap<>();
        names(model).map(name -> choice(model, name)).forEach(choice -> byUpdate.put(choice.update(), choice));
        return List.copyOf(byUpdate.values());
    }

    private Stream<String> names(Path run) {
        if (!request.checkpoint().equals(TaskRequest.ALL)) {
            return Stream.of(request.checkpoint().split(",")).map(String::strip);
        }
        return Stream.concat(Stream.of("first"), new CheckpointStore(RunFolder.existing(run)).updates().stream().map(String::valueOf));
    }

    private static CheckpointChoice choice(Path model, String checkpoint) {
        return RunFolder.isAt(model) ? CheckpointChoice.of(model, checkpoint) : new CheckpointChoice(-1, model, null);
    }

    private TaskReport.Asked asked(CheckpointChoice choice) {
        requireWanted();
        try (TaskModel model = TaskModel.open(choice.folder(), Precisions.named(request.precision()), Device.named(request.device()))) {
            notes.addAll(model.notes());
            TaskSettings settings = settings(chat(choice.folder()));
            long started = System.nanoTime();
            List<TaskResult> results = tasks.stream().map(task -> result(PreparedTask.of(task, settings), model.languageModel())).toList();
            seconds += (System.nanoTime() - started) / 1e9;
            return new TaskReport.Asked(choice.folder(), choice.update(), results);
        }
    }

    private TaskSettings settings(@Nullable ChatWriter chat) {
        return new TaskSettings(request.fewshot(), chat, request.prompts().system(), request.limit(), TaskSettings.SEED);
    }

    private TaskResult result(PreparedTask task, LanguageModel model) {
        int count = task.documents().size();
        TaskResult result = Tasks.evaluate(task, model, (done, all) -> progress.report(documentsBefore + count * done / all, documents));
        documentsBefore += count;
        return result;
    }

    private void requireWanted() {
        if (!progress.report(documentsBefore, documents)) {
            throw new CancellationException("tasks");
        }
    }

    /** Writes prompts by the template that is named, else by the model's own; null for plain text. */
    private @Nullable ChatWriter chat(Path folder) {
        TaskRequest.Prompts prompts = request.prompts();
        if (!prompts.applies()) {
            return null;
        }
        try {
            ChatFormat format = prompts.template() != null ? ChatFormat.ofFile(prompts.template(), TaskModel.tokens(folder))
                    : ChatFormat.ofModel(folder).orElseThrow(() -> UserError.badInput(
                            "%s has no chat template. Name one by --chat-template, or leave --apply-chat-template out.", folder));
            return new ChatWriter(format, prompts.multiTurn());
        } catch (TemplateError e) {
            throw e.in("The chat template cannot be used", "Mend it, or name another.");
        }
    }
}
