package org.bytestill.engine.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytestill.config.ChangeableSettings;
import org.bytestill.config.ChangeableSettings.Change;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.problem.UserError;
import org.bytestill.run.EventFile;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.Texts;

/** Other values of settings in a run that has begun: {@code run.yaml} holds the new ones, {@code run.json} keeps every change. */
public final class RunChanges {
    private static final Texts TEXTS = Texts.inFiles("events");

    private RunChanges() {}

    /**
     * The changes that values would make to a run.
     *
     * @param update updates that are done
     * @throws UserError if a setting cannot be changed, a value is not allowed, or there would be no update left
     */
    public static List<Change> of(RunConfig config, Map<String, String> values, int update) {
        RunConfig changed = ChangeableSettings.apply(config, values);
        if (values.containsKey("training.updates") && changed.training().updates() <= update) {
            throw UserError.badInput("training.updates: %d updates are done; the run can go on up to a larger number only.", update);
        }
        return ChangeableSettings.between(config, changed);
    }

    /** Writes the configuration with other values, and the changes into the manifest's history and the events. */
    public static RunConfig write(RunFolder folder, RunManifest manifest, Map<String, String> values, int update) {
        return write(folder, manifest, values, update, changes -> EventFile.open(folder).append(new RunEvent(RunEvent.Kind.CHANGED, update,
                Instant.now(), TEXTS.get("changed", ChangeableSettings.inWords(changes)))));
    }

    /** @param told is given the changes, if there are any, once they are written */
    static RunConfig write(RunFolder folder, RunManifest manifest, Map<String, String> values, int update, Consumer<List<Change>> told) {
        RunConfig before = RunConfigFile.read(folder.config());
        List<Change> changes = of(before, values, update);
        if (changes.isEmpty()) {
            return before;
        }
        RunConfig after = ChangeableSettings.apply(before, values);
        changes.forEach(change -> record(manifest, change, update));
        manifest.write();
        AtomicFile.write(folder.config(), RunConfigFile.write(after));
        told.accept(changes);
        return after;
    }

    private static void record(RunManifest manifest, Change change, int update) {
        ObjectNode root = manifest.root();
        ArrayNode history = root.path("changes") instanceof ArrayNode kept ? kept : root.putArray("changes");
        history.addObject().put("update", update).put("at", Instant.now().toString()).put("setting", change.setting())
                .put("before", change.before()).put("after", change.after());
    }
}
