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
import org.bytestill.train.GoodCheckpoints;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint selected by name: {@code best}, {@code last}, {@code good}, {@code first} or its update.
 *
 * @param update 0 for the student before training
 * @param folder a complete model folder
 * @param config the run's configuration, with absolute paths
 */
public record CheckpointChoice(int update, Path folder, @Nullable RunConfig config) {
    /** @throws UserError listing the existing checkpoints, or naming a damaged one: an older one is never taken in its place */
    public static CheckpointChoice of(Path run, String name) {
        RunFolder runFolder = RunFolder.existing(run);
        RunConfig config = RunConfigFile.read(runFolder.config());
        CheckpointStore store = new CheckpointStore(runFolder);
        int update = name.equals("first") ? 0 : update(run, name, store);
        Path folder = update == 0 ? InitialStudent.folder(config, runFolder) : store.whole(update).path();
        return new CheckpointChoice(update, folder, config);
    }

    /** Makes the checkpoint the newest of the run, from which it goes on. Throws as {@link #of}; nothing has changed then. */
    public static void rewind(Path run, String name) {
        int update = of(run, name).update();
        new CheckpointStore(RunFolder.existing(run)).rewindTo(update);
    }

    private static int update(Path run, String name, CheckpointStore store) {
        List<Integer> updates = store.updates();
        if (name.equals("good")) {
            return new GoodCheckpoints(RunFolder.existing(run)).last().orElse(0);
        }
        int wanted = number(name);
        if (wanted == 0 || updates.contains(wanted)) {
            return wanted;
        }
        if (updates.isEmpty()) {
            throw UserError.badInput(
                    "%s has no checkpoint yet. Wait for the first one, or use the student before training: --checkpoint first.",
                    run);
        }
        int last = updates.get(updates.size() - 1);
        if (name.equals("last")) {
            return last;
        }
        // The newest checkpoint records which one is the best.
        int best = name.equals("best") ? store.state(last).bestUpdate() : -1;
        if (name.equals("best") && (best < 1 || updates.contains(best))) {
            return best < 0 ? last : best;
        }
        throw UserError.badInput("%s has no checkpoint \"%s\". There are: first, %s, best, last, good.", run, name,
                updates.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }

    private static int number(String name) {
        return name.matches("\\d{1,9}") ? Integer.parseInt(name) : -1;
    }
}
