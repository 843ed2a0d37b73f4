package org.bytestill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytestill.engine.reading.TaskModel;
import org.bytestill.tasks.PreparedTask;
import org.bytestill.tasks.TaskResult;
import org.bytestill.tasks.TaskSettings;
import org.bytestill.tasks.Tasks;
import org.bytestill.tasks.file.TaskFile;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;

/**
 * A process that evaluates a task and prints the seconds and the accuracy as one line of JSON: {@code MODEL TASK.yaml}. {@link TaskBench}
 * starts it; {@code src/bench/python/tasks.py} does the same.
 */
public final class TaskProcess {
    private TaskProcess() {}

    public static void main(String[] arguments) throws IOException {
        TorchThread.prepare(0);
        try (TaskModel model = TaskModel.open(Path.of(arguments[0]), Dtype.FLOAT32, Device.CPU)) {
            long started = System.nanoTime();
            TaskResult result = Tasks.evaluate(PreparedTask.of(TaskFile.read(Path.of(arguments[1])), TaskSettings.USUAL),
                    model.languageModel(), (done, total) -> true);
            BenchProcess.print(Map.of("seconds", (System.nanoTime() - started) / 1e9, "acc", result.measured().get("acc,none").value(),
                    "peak_bytes", BenchProcess.peakBytes()));
        }
    }
}
