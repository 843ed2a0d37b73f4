package org.bytestill.ui.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import org.bytestill.ui.FakeEngine;
import org.bytestill.ui.common.KeyBindings;
import org.bytestill.ui.common.KeyBindings.Area;
import org.bytestill.ui.common.Tasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a toolkit: the file of the preferences, and what changes it. */
class PreferencesTest {
    @TempDir
    Path folder;
    private final FakeEngine engine = new FakeEngine();
    private final List<Throwable> failures = new ArrayList<>();

    private Path file() {
        return folder.resolve("deep/preferences.json");
    }

    private PreferencesModel model() {
        Preferences read = Preferences.read(file());
        KeyBindings keys = new KeyBindings(read.keys());
        keys.add(Area.WINDOW, "new", "new run", new KeyCodeCombination(KeyCode.F3));
        keys.add(Area.WINDOW, "open", "open", new KeyCodeCombination(KeyCode.F4));
        return new PreferencesModel(file(), read, keys, engine, new Tasks(Runnable::run, Runnable::run), failures::add);
    }

    @Test
    void everyChangeIsThereAtTheNextStart() {
        PreferencesModel model = model();
        model.scalePercentProperty().set(150);
        model.drawOnCpuProperty().set(true);
        model.notificationsProperty().set(false);
        assertThat(model.needsRestart()).isTrue();
        assertThat(model.chooseRunsFolder(folder.toString())).isEmpty();
        assertThat(model.chooseKey(model.keys().actions().get(0), new KeyCodeCombination(KeyCode.F6))).isEmpty();
        assertThat(failures).isEmpty();
        PreferencesModel next = model();
        assertThat(next.scalePercentProperty().get()).isEqualTo(150);
        assertThat(next.drawOnCpuProperty().get()).isTrue();
        assertThat(next.notificationsProperty().get()).isFalse();
        assertThat(next.runsFolderProperty().get()).isEqualTo(folder.toString());
        assertThat(next.keys().written("new")).isEqualTo("F6");
        assertThat(next.needsRestart()).isFalse();
    }

    @Test
    void howLongAPauseKeepsMemoryHoldsAtOnce() {
        PreferencesModel model = model();
        assertThat(engine.keepsPausedFor).hasMinutes(10);
        model.keepPausedMinutesProperty().set(30);
        assertThat(engine.keepsPausedFor).hasMinutes(30);
    }

    @Test
    void aKeyThatAnotherActionHasIsNotTakenAndTheOtherNamed() {
        PreferencesModel model = model();
        assertThat(model.chooseKey(model.keys().actions().get(0), new KeyCodeCombination(KeyCode.F4)))
                .contains("F4 is taken by “open” (Anywhere). Press another, or change that one first.");
        assertThat(model.keys().chosen()).isEmpty();
    }

    @Test
    void aRunsFolderThatIsNotThereIsToldAndNotTaken() {
        PreferencesModel model = model();
        assertThat(model.chooseRunsFolder(folder.resolve("none").toString()).orElseThrow()).contains("is no folder");
        assertThat(model.chooseRunsFolder("relative")).isPresent();
        assertThat(model.chooseRunsFolder("\u0000")).isPresent();
        assertThat(model.runsFolderProperty().get()).isEmpty();
    }

    @Test
    void aDamagedFileNeverStopsTheStartAndIsKeptBeside() throws Exception {
        Files.createDirectories(file().getParent());
        for (String damaged : List.of("", "{\"scalePercent\": \"big\"", "[]", "{\"keys\": 3}")) {
            Files.writeString(file(), damaged);
            assertThat(Preferences.read(file())).as(damaged).isEqualTo(Preferences.FIRST);
            assertThat(file()).as(damaged).doesNotExist();
        }
        Files.writeString(file(), "{\"scalePercent\": 1000, \"language\": \"xx\", \"keepPausedMinutes\": -1, \"unknown\": [1],"
                + " \"keys\": {\"new\": null}}");
        assertThat(Preferences.read(file())).as("what is out of range is brought into it")
                .isEqualTo(new Preferences(300, "", false, 10, false, "", Map.of()));
        Files.writeString(file(), "null");
        assertThat(Preferences.read(file())).isEqualTo(Preferences.FIRST);
    }

    @Test
    void javaFxIsToldOfSizeAndDrawingBeforeItStarts() {
        Preferences chosen = new Preferences(125, "en", true, 10, true, "", Map.of());
        assertThat(StartOptions.of(chosen, "Linux")).containsEntry("glass.gtk.uiScale", "1.25").containsEntry("prism.order", "sw");
        assertThat(StartOptions.of(chosen, "Windows 11")).containsEntry("glass.win.uiScale", "1.25");
        assertThat(StartOptions.of(Preferences.FIRST, "Linux")).isEmpty();
    }
}
