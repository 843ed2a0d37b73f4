package org.bytestill.engine.run;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.reading.InitialStudent;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.train.CheckpointStore;

/**
 * A checkpoint named by {@code best}, {@code last}, {@code first} or its update.
 *
 * @param update 0 for the student before training
 * @param folder a complete model folder
 * @param config what the run was told, paths absolute
 */
public record CheckpointChoice(int update, Path folder, RunConfig config) {
    /** @throws UserError that lists what there is */
    public static CheckpointChoice of(Path run, String name) {
        RunFolder runFolder = RunFolder.existing(run);
        RunConfig config = RunConfigFile.read(runFolder.config());
        List<CheckpointStore.Stored> stored = new CheckpointStore(runFolder).all();
        CheckpointChoice first = new CheckpointChoice(0, InitialStudent.folder(config, runFolder), config);
        if (name.equals("first") || name.equals("0")) {
            return first;
        }
        if (stored.isEmpty()) {
            throw UserError.badInput("%s has no checkpoint yet. Wait for the first one, or use the student before training: --checkpoint first.", run);
        }
        CheckpointStore.Stored last = stored.get(stored.size() - 1);
        int best = last.state().bestUpdate();
        int wanted = name.equals("last") || name.equals("best") && best < 0 ? last.update() : name.equals("best") ? best : number(name);
        if (wanted == 0) {
            return first;
        }
        return stored.stream().filter(checkpoint -> checkpoint.update() == wanted).findFirst()
                .map(checkpoint -> new CheckpointChoice(checkpoint.update(), checkpoint.path(), config))
                .orElseThrow(() -> UserError.badInput("%s has no checkpoint \"%s\". There are: first, %s, best, last.", run, name,
                        stored.stream().map(checkpoint -> String.valueOf(checkpoint.update())).collect(Collectors.joining(", "))));
    }

    private static int number(String name) {
        return name.matches("\\d{1,9}") ? Integer.parseInt(name) : -1;
    }
}
