package org.bytestill.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which checkpoints of a run are worth going on from after training went astray: those whose loss was sane when they were saved, and from
 * which nothing has failed since.
 */
public final class GoodCheckpoints {
    private static final Logger LOG = LoggerFactory.getLogger(GoodCheckpoints.class);
    /** A file beside those of a checkpoint from which training went astray; its manifest, which was written before, does not name it. */
    private static final String ASTRAY = "astray.txt";

    private final RunFolder folder;
    private final CheckpointStore store;

    public GoodCheckpoints(RunFolder folder) {
        this.folder = folder;
        this.store = new CheckpointStore(folder);
    }

    /** Update of the newest one; only state files are read. */
    public OptionalInt last() {
        List<Integer> updates = store.updates();
        for (int i = updates.size() - 1; i >= 0; i--) {
            if (isGood(updates.get(i))) {
                return OptionalInt.of(updates.get(i));
            }
        }
        return OptionalInt.empty();
    }

    /** True unless the state file is damaged or says otherwise, or training from there went astray. */
    public boolean isGood(int update) {
        try {
            return !Files.exists(store.pathOf(update).resolve(ASTRAY)) && store.withWholeState(update).good();
        } catch (UserError e) {
            return false; // opening this checkpoint reports the damage
        }
    }

    /** Notes that training from this checkpoint led to numbers that are not finite: it is no longer good. */
    public void wentAstray(int update) {
        Path checkpoint = store.pathOf(update);
        try {
            if (Files.isDirectory(checkpoint)) {
                Files.writeString(checkpoint.resolve(ASTRAY), "Training from here gave numbers that are not finite.\n");
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be marked as not good: {}", checkpoint, e.getMessage());
        }
    }

    /** What to change, and the command that goes on from the last good checkpoint. */
    public String wayBack(RunConfig config) {
        OptionalInt good = last();
        return String.format(Locale.ROOT, "Lower training.learning_rate (now %s) in %s, then %s: bytestill resume %s --checkpoint %s",
                config.training().learningRate(), folder.config(),
                good.isPresent() ? "go back to the last good checkpoint" : "begin anew, as no checkpoint is good", folder.path(),
                good.isPresent() ? String.valueOf(good.getAsInt()) : "first");
    }
}
