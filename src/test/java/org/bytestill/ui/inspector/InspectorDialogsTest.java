package org.bytestill.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.ui.FxRoom.onFx;
import static org.bytestill.ui.FxRoom.until;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Parent;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.bytestill.bytes.flow.SampledText;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.ScriptedEngine;
import org.bytestill.ui.ScriptedRun;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.inspector.state.HighlightedToken;
import org.bytestill.ui.inspector.state.InspectorViewModel.Phase;
import org.bytestill.ui.inspector.state.KeyAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key and every menu entry of the inspector is used once: none fails, and every dialog opens with its words. */
@Tag("ui")
class InspectorDialogsTest {
    @TempDir
    Path home;

    private final ScriptedEngine engine = new ScriptedEngine();
    private final Set<String> titles = new TreeSet<>();
    private FxRoom room;
    private InspectorView view;

    @BeforeEach
    void open() throws Exception {
        engine.inspections = request -> CompletableFuture.completedFuture(ToyInspection.of(request.text()));
        engine.continuations = request -> CompletableFuture.completedFuture(
                new SampledText(" on".getBytes(StandardCharsets.UTF_8), false));
        room = new FxRoom();
        Theme theme = FxRoom.theme(Theme.Mode.LIGHT);
        room.show(theme, () -> {
            view = new InspectorView(engine, theme, Path.of("sample-data"), home, new Tasks(Runnable::run, Runnable::run), new NoFile());
            return (Parent) view.node();
        }, 1600, 928);
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "teacher", "/models/big"),
                "student", "/models/small");
        onFx(() -> {
            view.model().textProperty().set("the café and the sea".getBytes(StandardCharsets.UTF_8));
            view.show(new ScriptedRun(Path.of("/runs/sample"), config));
            return null;
        });
        until(() -> view.model().statusProperty().get().phase() == Phase.READY);
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @Test
    void everyKeyDoesWhatItIsListedForWithoutAnError() throws Exception {
        for (KeyAction action : onFx(() -> List.copyOf(view.actions().all()))) {
            onFx(() -> {
                // Something to take back: a token is unlit only while one is lit.
                view.flow().litProperty().set(new HighlightedToken(Side.TEACHER, 0, 5, new byte[] {'t', 'h', 'e'}));
                return null;
            });
            KeyEvent event = onFx(() -> everyKey().filter(action.when()).findFirst()
                    .orElseThrow(() -> new AssertionError("no key does " + action.what())));
            use(action.what(), () -> Event.fireEvent(room.stage().getScene().getFocusOwner(), event));
        }
        assertThat(titles).containsExactly("Find in the text", "Go to a byte", "Keys of the inspector", "Note", "Open a link to a view");
    }

    private static Stream<KeyEvent> everyKey() {
        return Stream.of(KeyCode.values()).flatMap(code -> Stream.of(0, 1, 2, 3, 4, 5)
                .map(keys -> new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, (keys & 1) != 0, (keys & 2) != 0, (keys & 4) != 0, false)));
    }

    @Test
    void everyMenuEntryCanBeChosen() throws Exception {
        for (String menu : List.of("inspector-teacher", "inspector-student", "inspector-view-menu")) {
            int entries = onFx(() -> entries(menu).size());
            assertThat(entries).as(menu).isPositive();
            for (int entry = 0; entry < entries; entry++) {
                int chosen = entry;
                // Made anew whenever the menu opens.
                use(menu + ", entry " + entry, () -> entries(menu).get(chosen).fire());
            }
        }
        assertThat(titles).containsExactly("Find in the text", "Go to a byte", "Mixture of teachers", "Open a link to a view");
    }

    private List<MenuItem> entries(String id) {
        MenuButton button = (MenuButton) room.stage().getScene().lookup("#" + id);
        button.show();
        button.hide();
        List<MenuItem> entries = new ArrayList<>();
        collect(button.getItems(), entries);
        return entries;
    }

    private static void collect(List<MenuItem> items, List<MenuItem> entries) {
        for (MenuItem item : items) {
            if (item instanceof Menu menu) {
                collect(menu.getItems(), entries);
            } else if (!(item instanceof CustomMenuItem) && !item.isDisable()) {
                entries.add(item);
            }
        }
    }

    /** Does it on the window's thread; a dialog that opens is looked at and closed. */
    private void use(String what, Runnable action) throws Exception {
        FutureTask<Void> task = new FutureTask<>(action, null);
        Platform.runLater(task);
        until(() -> task.isDone() || !dialogs().isEmpty());
        for (Stage dialog : onFx(this::dialogs)) {
            assertThat(dialog.getScene().getRoot().getId()).as(what).isNotEqualTo("error");
            assertThat(dialog.getTitle()).as(what).isNotBlank();
            titles.add(dialog.getTitle());
            onFx(() -> {
                dialog.hide();
                return null;
            });
        }
        assertThat(task).as(what).succeedsWithin(Duration.ofSeconds(20));
        until(() -> view.model().statusProperty().get().phase() != Phase.WORKING);
    }

    private List<Stage> dialogs() {
        return Window.getWindows().stream().filter(window -> window instanceof Stage && window != room.stage() && window.isShowing())
                .map(Stage.class::cast).toList();
    }

    /** A person who gives up every question for a file. */
    private static final class NoFile implements FilePicker {
        @Override
        public Optional<Path> folder(String title, Path from) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> gguf(String title, Path from) {
            return Optional.empty();
        }

        @Override
        public List<Path> texts(String title, Path from) {
            return List.of();
        }

        @Override
        public List<Path> files(String title, Path from) {
            return List.of();
        }

        @Override
        public Optional<Path> config(String title, Path from) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> save(String title, String name) {
            return Optional.empty();
        }
    }
}
