package org.bytestill.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.ui.FxRoom.onFx;
import static org.bytestill.ui.FxRoom.until;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.bytestill.engine.run.Run;
import org.bytestill.run.NotesFile;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.ui.FakeRun;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.UserRobot;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody at the list of runs: the menu and its keys. */
@Tag("ui")
class RunsListTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path runs;
    private final FolderEngine engine = new FolderEngine();
    private final List<String> asked = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final UserRobot robot = new UserRobot();
    private FxRoom room;
    private Tasks tasks;
    private RunsView view;
    private RunsViewModel model;

    @BeforeEach
    void open() throws Exception {
        room = new FxRoom();
        tasks = Tasks.ofWindow();
        for (String name : List.of("first", "second", "third")) {
            Path folder = FolderEngine.run(runs, name, RunState.STOPPED, START.plusSeconds(name.length()));
            engine.runs.put(folder, FakeRun.training(folder));
        }
    }

    @AfterEach
    void leave() throws Exception {
        onFx(() -> {
            view.hide();
            return null;
        });
        room.close();
        tasks.close();
    }

    private void show(Theme.Mode mode, int width, int height) throws Exception {
        Theme theme = FxRoom.theme(mode);
        room.show(theme, () -> {
            model = new RunsViewModel(engine, runs, Optional.empty(), tasks, failures::add);
            view = new RunsView(model, theme, new AskedActions());
            return (Parent) view.node();
        }, width, height);
        onFx(() -> {
            view.show();
            return null;
        });
        until(() -> table().getItems().size() == 3);
    }

    private Scene scene() {
        return room.stage().getScene();
    }

    private TableView<?> table() {
        return (TableView<?>) scene().lookup("#runs");
    }

    private void clickRow(int row) throws Exception {
        Node cell = onFx(() -> table().lookupAll(".table-row-cell").stream()
                .filter(node -> ((javafx.scene.control.TableRow<?>) node).getIndex() == row).findFirst().orElseThrow());
        robot.clickOn(cell);
    }

    private Node inDialog(String id) throws Exception {
        until(() -> Window.getWindows().stream().anyMatch(window -> window.getScene().lookup(id) != null));
        return onFx(() -> Window.getWindows().stream().map(window -> window.getScene().lookup(id)).filter(node -> node != null).findFirst()
                .orElseThrow());
    }

    private void type(Node field, String text) {
        robot.clickOn(field);
        robot.push(KeyCode.CONTROL, KeyCode.A);
        robot.write(text);
    }

    private static Optional<ContextMenu> menu() {
        return Window.getWindows().stream().filter(ContextMenu.class::isInstance).map(ContextMenu.class::cast).findFirst();
    }

    @Test
    void theMenuOfARunRenamesItByKeyAndByMouse() throws Exception {
        show(Theme.Mode.LIGHT, 1024, 700);
        clickRow(0);
        robot.push(KeyCode.F2);
        Node name = inDialog("#new-name");
        FxRoom.shot(name.getScene(), "rename-light");
        type(name, "first");
        robot.clickOn(inDialog("#rename-yes"));
        Label refused = (Label) inDialog("#rename-refused");
        until(() -> refused.getText().contains("already"));
        type(name, "renamed");
        robot.push(KeyCode.ENTER);
        until(() -> Files.isDirectory(runs.resolve("renamed")));

        robot.push(KeyCode.F4);
        Node words = inDialog("#run-tags-words");
        FxRoom.shot(words.getScene(), "run-tags-light");
        type(words, "baseline, night");
        robot.push(KeyCode.ENTER);
        until(() -> onFx(() -> !scene().getRoot().lookupAll(".tag").isEmpty()));
        assertThat(NotesFile.read(new RunFolder(runs.resolve("renamed"))).tags()).containsExactly("baseline", "night");
        Node chip = onFx(() -> scene().getRoot().lookupAll(".tag").stream().filter(node -> ((Label) node).getText().equals("night"))
                .findFirst().orElseThrow());
        robot.clickOn(chip);
        until(() -> onFx(() -> table().getItems().size()) == 1);
        FxRoom.shot(scene(), "runs-tagged-light");
        onFx(() -> {
            model.filterProperty().set("");
            return null;
        });
        until(() -> onFx(() -> table().getItems().size()) == 3);

        onFx(() -> {
            ((Button) scene().lookup("#run-more")).fire();
            return null;
        });
        until(() -> menu().isPresent());
        FxRoom.shot(onFx(() -> menu().get().getScene()), "run-menu-light");
        assertThat(onFx(() -> menu().get().getItems().stream().map(MenuItem::getText).toList())).contains("Rename…", "Copy and change…",
                "Re-run exactly", "Continue with new data…", "Show folder", "Delete");
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void aDeletedRunIsGoneWithItsSizeToldAndComesBackByUndo() throws Exception {
        show(Theme.Mode.DARK, 1024, 700);
        clickRow(1);
        robot.push(KeyCode.DELETE);
        until(() -> table().getItems().size() == 2 && scene().lookup("#deleted").isVisible());
        FxRoom.shot(scene(), "runs-deleted-dark-1024");
        String words = onFx(() -> ((Label) scene().lookup("#deleted").lookup(".label")).getText());
        assertThat(words).matches("\\w+ is in the bin, [\\d.]+ kB\\.");
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        until(() -> table().getItems().size() == 3 && !scene().lookup("#deleted").isVisible());

        clickRow(0);
        robot.push(KeyCode.DELETE);
        until(() -> scene().lookup("#deleted").isVisible());
        robot.clickOn(scene().lookup("#empty-bin"));
        Node yes = inDialog("#empty-bin-yes");
        FxRoom.shot(yes.getScene(), "empty-bin-dark");
        robot.clickOn(yes);
        until(() -> Files.list(runs.resolve(".bin")).findAny().isEmpty());
        assertThat(failures).isEmpty();
    }

    @Test
    void theKeysOfTheListReachWhatTheyStandFor() throws Exception {
        show(Theme.Mode.LIGHT, 1024, 700);
        clickRow(0);
        robot.push(KeyCode.CONTROL, KeyCode.D);
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        robot.push(KeyCode.CONTROL, KeyCode.E);
        robot.push(KeyCode.ENTER);
        until(() -> asked.size() == 4);
        assertThat(asked).containsExactlyInAnyOrder("wizard [] as it is", "wizard [new_tokenizer, student, text.train]", "folder",
                "dashboard");
        robot.clickOn(scene().lookup("#filter"));
        robot.write("first");
        robot.push(KeyCode.ENTER);
        robot.push(KeyCode.DELETE);
        until(() -> table().getItems().size() == 1);
        assertThat(asked).as("who types into the filter opens and deletes nothing").hasSize(4);
    }

    @Test
    void ofTwoRunsWithOneNameTheFolderStandsBelow() throws Exception {
        RunManifest manifest = RunManifest.read(new RunFolder(runs.resolve("second")));
        manifest.root().put("name", "first");
        manifest.write();
        show(Theme.Mode.LIGHT, 1024, 700);
        assertThat(onFx(() -> table().lookupAll(".label").stream().map(node -> ((Label) node).getText()).toList()))
                .contains("first", "second \u00b7 teacher \u2192 student", "teacher \u2192 student");
    }

    @Test
    void severalSelectedRunsStaySelectedWhenTheFolderIsLookedAtAgain() throws Exception {
        show(Theme.Mode.LIGHT, 1024, 700);
        clickRow(0);
        robot.push(KeyCode.CONTROL, KeyCode.A);
        assertThat(table().getSelectionModel().getSelectedIndices()).hasSize(3);
        FolderEngine.run(runs, "fourth", RunState.DONE, START.plusSeconds(500));
        until(() -> scene().lookup("#held-runs").isVisible());
        FxRoom.shot(scene(), "runs-held-light-1024");
        robot.clickOn(scene().lookup("#held-runs"));
        until(() -> table().getItems().size() == 4);
        assertThat(table().getSelectionModel().getSelectedIndices()).hasSize(3);
    }

    private final class AskedActions implements RunsActions {
        @Override
        public void newRun() {
            asked.add("new run");
        }

        @Override
        public void newRun(RunTemplate from) {
            asked.add("wizard " + from.replaced().keySet().stream().sorted().toList() + (from.replaced().isEmpty() ? " as it is" : ""));
        }

        @Override
        public void openFolder() {
            asked.add("open folder");
        }

        @Override
        public void showFolder(Path folder) {
            asked.add("folder");
        }

        @Override
        public void dashboard(Path folder) {
            asked.add("dashboard");
        }

        @Override
        public void inspector(Path folder) {
            asked.add("inspector");
        }

        @Override
        public void export(Path folder) {
            asked.add("export");
        }

        @Override
        public void show(Run run) {
            asked.add("show " + run.name());
        }
    }
}
