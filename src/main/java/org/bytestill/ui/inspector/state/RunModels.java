package org.bytestill.ui.inspector.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.Format;
import org.bytestill.util.Texts;

/** The models of a run: its teacher, its checkpoints, the newest first. */
public final class RunModels {
    private RunModels() {}

    /** What the run learns from, a mixture if it has several teachers; empty if it has none. */
    static Optional<ModelChoice> teacher(Run run) {
        List<ModelChoice> teachers = run.config().teachers().stream()
                .map(folder -> new ModelChoice(nameOf(Path.of(folder)), run.folder().resolve(folder), -1)).toList();
        return teachers.size() > 1 ? Optional.of(ModelChoice.mixture(teachers, run.config().mix())) : teachers.stream().findFirst();
    }

    static List<ModelChoice> students(Run run, Texts texts) {
        List<ModelChoice> students = new ArrayList<>();
        boolean hasStart = !run.config().student().isBlank();
        List<CheckpointInfo> checkpoints = run.checkpoints(); // asked once: it reads the disk
        for (CheckpointInfo checkpoint : checkpoints) {
            if (hasStart && checkpoint.update() == 0) {
                continue; // it is the student before training, below
            }
            String name = texts.get("model.checkpoint", run.name(), Format.count(checkpoint.update()));
            String mark = checkpoint.best() && checkpoint.last() ? texts.get("model.both") : checkpoint.best() ? texts.get("model.best")
                    : checkpoint.last() ? texts.get("model.last") : "";
            students.add(0, new ModelChoice(name + mark, checkpoint.folder(), checkpoint.update()));
        }
        if (hasStart) {
            Path student = run.folder().resolve(run.config().student());
            // With a new tokenizer it is not the model that was chosen, but lies in the run.
            Path start = checkpoints.stream().filter(checkpoint -> checkpoint.update() == 0).map(CheckpointInfo::folder).findFirst()
                    .orElse(student);
            students.add(new ModelChoice(texts.get("model.start", nameOf(student)), start, -1));
        }
        return students;
    }

    public static String nameOf(Path folder) {
        // A root has no name.
        return Objects.requireNonNullElse(folder.getFileName(), folder).toString();
    }
}
