package org.bytestill.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.awaitility.Awaitility;
import org.bytestill.run.RunState;
import org.bytestill.ui.inspector.ToyInspection;
import org.bytestill.util.Texts;

/**
 * A walk through the window that opens everything which opens: each place with its menus, their entries, its keys and its dialogs. Who
 * walks along looks at each.
 */
final class WindowTour {
    /** Of {@link SampleRuns}, a run that nothing computes. */
    private static final int FIRST_AT_REST = 3;

    /** Who looks at what is open. */
    interface Visitor {
        /** Before something is opened. */
        default void before() throws Exception {}

        /** A dialog of the program is open. */
        void dialog(String name, Stage dialog) throws Exception;

        /** A menu is open. */
        default void menu(String name, PopupWindow menu) throws Exception {}

        /** Something that JavaFX does not know is open, a dialog of the system; the visitor closes it. */
        default void systemDialog(String name) throws Exception {}

        /** What was opened has been closed, or nothing had to be opened. */
        default void after(String name) throws Exception {}
    }

    /** Who presses keys, on JavaFX's thread. */
    interface Keyboard {
        void press(KeyCombination keys);

        /** True when what was pressed has come to the window. */
        default boolean isIdle() {
            return true;
        }
    }

    private final ShownWindow shown;
    private final FakeEngine engine;
    private final Visitor visitor;
    private final Keyboard keyboard;
    private Thread javaFx;

    WindowTour(ShownWindow shown, FakeEngine engine, Visitor visitor, Keyboard keyboard) {
        this.shown = shown;
        this.engine = engine;
        this.visitor = visitor;
        this.keyboard = keyboard;
    }

    /** An engine with runs of every kind, whose inspector answers. */
    static FakeEngine engine(Path runs) {
        FakeEngine engine = new FakeEngine();
        SampleRuns.into(engine, runs);
        engine.inspections = request -> CompletableFuture.completedFuture(ToyInspection.of(request.text()));
        return engine;
    }

    void walk() throws Exception {
        javaFx = FxRoom.onFx(Thread::currentThread);
        startPage();
        dashboard();
        inspector();
        for (Tab tab : List.of(Tab.AUDIT, Tab.EXPORT, Tab.CONFIG, Tab.TRYIT, Tab.TASKS)) {
            turnTo(run(RunState.DONE), tab);
            menusOf(tab.name());
        }
        wizard();
    }

    private void startPage() throws Exception {
        FxRoom.onFx(() -> {
            shown.window().model().showRuns();
            return null;
        });
        FxRoom.until(() -> shown.scene().lookup("#run-list") != null && shown.scene().lookup("#run-list").isVisible());
        windowKeys("runs");
        headerMenu();
        menusOf("runs");
        FxRoom.onFx(() -> {
            TableView<?> table = (TableView<?>) shown.scene().lookup("#runs");
            table.getSelectionModel().clearAndSelect(FIRST_AT_REST);
            table.requestFocus();
            return null;
        });
        openDialog("runs, F2", () -> press(plain(KeyCode.F2)));
        openDialog("runs, F4", () -> press(plain(KeyCode.F4)));
        openDialog("runs, a folder that is no run", () -> shown.window().model().open(Path.of("/no/run"), Tab.DASHBOARD));
    }

    private void dashboard() throws Exception {
        turnTo(run(RunState.RUNNING), Tab.DASHBOARD);
        menusOf("dashboard");
        openDialog("dashboard, add a note", () -> press("#add-note"));
        openDialog("dashboard, stop", () -> press("#stop"));
        openDialog("dashboard, close the window", () -> press(new KeyCodeCombination(KeyCode.Q, KeyCombination.SHORTCUT_DOWN)));
        turnTo(run(RunState.PAUSED), Tab.DASHBOARD);
        openDialog("dashboard, change", () -> press("#change"));
        turnTo(run(RunState.FAILED), Tab.DASHBOARD);
        openDialog("dashboard, change a failed run", () -> press("#change"));
    }

    private void inspector() throws Exception {
        turnTo(run(RunState.DONE), Tab.INSPECTOR);
        press("#inspector-analyse");
        FxRoom.until(() -> shown.scene().lookup("#inspector-ribbon") != null);
        menusOf("inspector");
        for (KeyCombination keys : List.of(plain(KeyCode.G), shortcut(KeyCode.F), plain(KeyCode.F2),
                new KeyCodeCombination(KeyCode.SLASH, KeyCombination.SHIFT_DOWN), chord(KeyCode.O), chord(KeyCode.S), chord(KeyCode.C),
                chord(KeyCode.L), plain(KeyCode.N), plain(KeyCode.RIGHT), plain(KeyCode.T), plain(KeyCode.B), plain(KeyCode.E))) {
            focus("#inspector-ribbon");
            open("inspector, " + keys.getDisplayText(), () -> press(keys));
        }
    }

    private void wizard() throws Exception {
        open("new run", () -> shown.window().newRun());
        FxRoom.onFx(() -> {
            shown.window().model().leaveNewRun();
            return null;
        });
    }

    /** All keys of the window but that which closes it, once each. */
    private void windowKeys(String place) throws Exception {
        List<KeyCombination> keys = FxRoom.onFx(() -> shown.scene().getAccelerators().keySet().stream()
                .filter(key -> !key.equals(shortcut(KeyCode.Q))).sorted(Comparator.comparing(KeyCombination::getDisplayText)).toList());
        MainViewModel.Place before = FxRoom.onFx(() -> shown.window().model().placeProperty().get());
        for (KeyCombination key : keys) {
            if (key.equals(plain(KeyCode.F11))) {
                fullScreenAndBack(place + ", F11 twice", key);
            } else {
                open(place + ", " + key.getDisplayText(), () -> press(key));
            }
            FxRoom.onFx(() -> {
                if (before.run() == null) {
                    shown.window().model().showRuns();
                } else {
                    shown.window().show(before.run(), before.tab());
                }
                return null;
            });
        }
    }

    private void fullScreenAndBack(String name, KeyCombination key) throws Exception {
        visitor.before();
        for (boolean full : new boolean[] {true, false}) {
            FxRoom.onFx(() -> {
                press(key);
                return null;
            });
            FxRoom.until(() -> shown.stage().isFullScreen() == full);
        }
        visitor.after(name);
    }

    private void headerMenu() throws Exception {
        for (int entry = 0; entry < FxRoom.onFx(() -> entries(headerItems()).size()); entry++) {
            int chosen = entry;
            MenuItem item = FxRoom.onFx(() -> entries(headerItems()).get(chosen));
            if (item.getText().equals(Texts.of("shell").get("menu.quit"))) {
                continue;
            }
            open("menu, " + item.getText(), item::fire);
        }
    }

    private List<MenuItem> headerItems() {
        press("#menu");
        ContextMenu menu = (ContextMenu) popups().get(0);
        List<MenuItem> items = List.copyOf(menu.getItems());
        menu.hide();
        return items;
    }

    /** All menus that can be seen and all their entries. */
    private void menusOf(String place) throws Exception {
        int menus = FxRoom.onFx(() -> menuButtons().size());
        for (int index = 0; index < menus; index++) {
            int at = index;
            MenuButton button = FxRoom.onFx(() -> menuButtons().get(at));
            String name = place + ", " + FxRoom.onFx(() -> button.getId() == null ? button.getText() : button.getId());
            menuOpens(name, button);
            int entries = FxRoom.onFx(() -> entries(itemsOf(button)).size());
            for (int entry = 0; entry < entries; entry++) {
                int chosen = entry;
                // Made anew whenever the menu opens.
                open(name + ", " + FxRoom.onFx(() -> entries(itemsOf(button)).get(chosen).getText()),
                        () -> entries(itemsOf(button)).get(chosen).fire());
            }
        }
    }

    private void menuOpens(String name, MenuButton button) throws Exception {
        FxRoom.onFx(() -> {
            button.show();
            return null;
        });
        FxRoom.until(() -> !popups().isEmpty());
        visitor.menu(name, FxRoom.onFx(() -> popups().get(0)));
        FxRoom.onFx(() -> {
            button.hide();
            return null;
        });
        FxRoom.until(() -> popups().isEmpty());
    }

    private static List<MenuItem> itemsOf(MenuButton button) {
        button.show();
        button.hide();
        return button.getItems();
    }

    private List<MenuButton> menuButtons() {
        return shown.scene().getRoot().lookupAll(".menu-button").stream().filter(MenuButton.class::isInstance).map(MenuButton.class::cast)
                .filter(button -> isSeen(button) && !button.isDisabled() && !itemsOf(button).isEmpty()).toList();
    }

    private static List<MenuItem> entries(List<MenuItem> items) {
        List<MenuItem> entries = new ArrayList<>();
        for (MenuItem item : items) {
            if (item instanceof Menu menu) {
                entries.addAll(entries(menu.getItems()));
            } else if (!(item instanceof CustomMenuItem) && !(item instanceof SeparatorMenuItem) && !item.isDisable()) {
                entries.add(item);
            }
        }
        return entries;
    }

    private static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** Does what opens a dialog, at once or after work elsewhere. */
    private void openDialog(String name, Runnable action) throws Exception {
        open(name, action, () -> !dialogs().isEmpty());
    }

    private void open(String name, Runnable action) throws Exception {
        open(name, action, this::isQuiet);
    }

    /** Does it; shows the visitor each dialog that opens, and closes it. */
    private void open(String name, Runnable action, Callable<Boolean> happened) throws Exception {
        visitor.before();
        FutureTask<Void> task = new FutureTask<>(action, null);
        Platform.runLater(task);
        waitFor(name, () -> keyboard.isIdle() && (isSystemDialogOpen() || !dialogs().isEmpty() || task.isDone() && happened.call()));
        if (isSystemDialogOpen()) {
            visitor.systemDialog(name);
            waitFor(name + " closes", () -> !isSystemDialogOpen());
        }
        for (List<Stage> open = FxRoom.onFx(this::dialogs); !open.isEmpty(); open = FxRoom.onFx(this::dialogs)) {
            Stage dialog = open.get(open.size() - 1);
            visitor.dialog(name, dialog);
            close(dialog);
        }
        FxRoom.until(task::isDone);
        finish(task);
        visitor.after(name);
    }

    /** Without a display nobody can show the system's dialogs. */
    private static void finish(FutureTask<Void> task) throws Exception {
        try {
            task.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnsupportedOperationException) || !e.getCause().getStackTrace()[0].getClassName().contains(
                    "Monocle")) {
                throw e;
            }
        }
    }

    private boolean isQuiet() {
        FxRoom.settle();
        return true;
    }

    private static void waitFor(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(FxRoom.patience()).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    /** JavaFX knows of no window then; its thread waits for the system's answer. */
    private boolean isSystemDialogOpen() {
        return Arrays.stream(javaFx.getStackTrace()).anyMatch(frame -> frame.getClassName().endsWith(".CommonDialogs"));
    }

    /** As a person gives it up: only then the program knows that it is closed. */
    private void close(Stage dialog) throws Exception {
        FxRoom.onFx(() -> {
            Optional<ButtonBase> cancel = dialog.getScene().getRoot() instanceof DialogPane pane ? cancelOf(pane) : Optional.empty();
            cancel.ifPresent(ButtonBase::fire);
            if (dialog.isShowing()) {
                dialog.hide();
            }
            return null;
        });
    }

    private static Optional<ButtonBase> cancelOf(DialogPane pane) {
        return pane.getButtonTypes().stream().filter(type -> type.getButtonData().isCancelButton()).map(pane::lookupButton)
                .filter(ButtonBase.class::isInstance).map(ButtonBase.class::cast).findFirst();
    }

    /** Windows with a title of their own over the main one. */
    private List<Stage> dialogs() {
        return open(window -> window instanceof Stage && window != shown.stage()).stream().map(Stage.class::cast).toList();
    }

    private List<PopupWindow> popups() {
        return open(ContextMenu.class::isInstance).stream().map(PopupWindow.class::cast).toList();
    }

    /** JavaFX's list of windows changes while it is read here; what is waited for is asked again and again. */
    private static List<Window> open(Predicate<Window> kind) {
        try {
            return List.copyOf(Window.getWindows()).stream().filter(Window::isShowing).filter(kind).toList();
        } catch (NoSuchElementException | IndexOutOfBoundsException | ConcurrentModificationException e) {
            return open(kind);
        }
    }

    private FakeRun run(RunState state) {
        return (FakeRun) engine.runs.values().stream().filter(run -> run.progress().state() == state).findFirst().orElseThrow();
    }

    private void turnTo(FakeRun run, Tab tab) throws Exception {
        FxRoom.onFx(() -> {
            shown.window().show(run, tab);
            return null;
        });
        FxRoom.settle();
    }

    private void press(String id) {
        ((ButtonBase) shown.scene().lookup(id)).fire();
    }

    private void press(KeyCombination keys) {
        Node focus = shown.scene().getFocusOwner();
        if (focus instanceof TextInputControl) {
            shown.scene().getRoot().requestFocus();
        }
        keyboard.press(keys);
    }

    private void focus(String id) throws Exception {
        FxRoom.onFx(() -> {
            shown.stage().requestFocus();
            shown.scene().lookup(id).requestFocus();
            return null;
        });
    }

    private static KeyCombination plain(KeyCode code) {
        return new KeyCodeCombination(code);
    }

    private static KeyCombination shortcut(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
    }

    private static KeyCombination chord(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    }
}
