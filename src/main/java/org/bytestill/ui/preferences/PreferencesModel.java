package org.bytestill.ui.preferences;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.input.KeyCombination;
import org.bytestill.engine.Engine;
import org.bytestill.engine.machine.Machines;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.KeyBindings;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The preferences while the window is open: every change is written at once, and holds at once unless it says otherwise. */
public final class PreferencesModel {
    private static final Texts TEXTS = Texts.of("preferences");

    private final Path file;
    private final KeyBindings keys;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final Preferences atStart;
    private final IntegerProperty scalePercent = new SimpleIntegerProperty(this, "scalePercent");
    private final StringProperty language = new SimpleStringProperty(this, "language");
    private final BooleanProperty drawOnCpu = new SimpleBooleanProperty(this, "drawOnCpu");
    private final IntegerProperty keepPausedMinutes = new SimpleIntegerProperty(this, "keepPausedMinutes");
    private final BooleanProperty notifications = new SimpleBooleanProperty(this, "notifications");
    private final StringProperty runsFolder = new SimpleStringProperty(this, "runsFolder");

    /** @param keys has the chosen keys of the same preferences */
    public PreferencesModel(Path file, Preferences preferences, KeyBindings keys, Engine engine, Tasks tasks, Consumer<Throwable> failed) {
        this.file = file;
        this.keys = keys;
        this.tasks = tasks;
        this.failed = failed;
        this.atStart = preferences;
        scalePercent.set(preferences.scalePercent());
        language.set(preferences.language());
        drawOnCpu.set(preferences.drawOnCpu());
        keepPausedMinutes.set(preferences.keepPausedMinutes());
        notifications.set(preferences.notifications());
        runsFolder.set(preferences.runsFolder());
        engine.keepPausedFor(Duration.ofMinutes(keepPausedMinutes.get()));
        keepPausedMinutes.addListener((observable, before, now) -> engine.keepPausedFor(Duration.ofMinutes(now.longValue())));
        Ui.whenAny(this::write, scalePercent, language, drawOnCpu, keepPausedMinutes, notifications, runsFolder, keys.revisionProperty());
    }

    public IntegerProperty scalePercentProperty() {
        return scalePercent;
    }

    public StringProperty languageProperty() {
        return language;
    }

    public BooleanProperty drawOnCpuProperty() {
        return drawOnCpu;
    }

    public IntegerProperty keepPausedMinutesProperty() {
        return keepPausedMinutes;
    }

    public BooleanProperty notificationsProperty() {
        return notifications;
    }

    public StringProperty runsFolderProperty() {
        return runsFolder;
    }

    public KeyBindings keys() {
        return keys;
    }

    /** Whether something was changed that holds from the next start on. */
    boolean needsRestart() {
        Preferences now = current();
        return now.scalePercent() != atStart.scalePercent() || now.drawOnCpu() != atStart.drawOnCpu()
                || !now.language().equals(atStart.language()) || !now.runsFolder().equals(atStart.runsFolder());
    }

    /** Chooses where runs lie; the sentence of what is wrong with it, else it is taken. */
    Optional<String> chooseRunsFolder(String folder) {
        String path = folder.strip();
        try {
            if (!path.isEmpty() && !(Files.isDirectory(Path.of(path)) && Path.of(path).isAbsolute())) {
                return Optional.of(TEXTS.get("runsFolder.none", path));
            }
        } catch (InvalidPathException e) {
            return Optional.of(TEXTS.get("runsFolder.none", path));
        }
        runsFolder.set(path);
        return Optional.empty();
    }

    /** Chooses which libtorch later starts load; looks into the folder, which takes a moment. */
    void chooseLibtorch(String choice, Runnable taken, Consumer<String> refused) {
        tasks.run(Executors.callable(() -> Machines.preferLibtorch(choice)), done -> taken.run(), thrown -> {
            if (thrown instanceof UserError) {
                refused.accept(thrown.getMessage());
            } else {
                failed.accept(thrown);
            }
        });
    }

    /** Gives an action a key; the sentence of what has it already, else it is taken. */
    Optional<String> chooseKey(KeyBindings.Action action, KeyCombination key) {
        Optional<KeyBindings.Action> other = keys.conflict(action, key);
        if (other.isPresent()) {
            return Optional.of(TEXTS.get("keys.taken", key.getDisplayText(), other.get().words(), areaOf(other.get())));
        }
        keys.choose(action.id(), key);
        return Optional.empty();
    }

    static String areaOf(KeyBindings.Action action) {
        return TEXTS.get("area." + action.area().name().toLowerCase(java.util.Locale.ROOT));
    }

    private Preferences current() {
        return new Preferences(scalePercent.get(), language.get(), drawOnCpu.get(), keepPausedMinutes.get(), notifications.get(),
                runsFolder.get(), keys.chosen());
    }

    private void write() {
        Preferences now = current();
        tasks.run(Executors.callable(() -> now.write(file)), done -> {}, failed);
    }
}
