package org.bytestill.ui.runs;

import java.util.List;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.ui.common.chart.OverlayChart;
import org.bytestill.util.Texts;

/** What can be done with the selected runs: a menu, and a key for each of its entries. */
final class RunMenu extends ContextMenu {
    private final Texts texts = Texts.of("runs");
    private final Supplier<List<RunSummary>> selected;
    private final RunShelf shelf;
    private final QueueModel queue;

    /** @param selected the runs that are meant, those of the table */
    RunMenu(Supplier<List<RunSummary>> selected, RunsViewModel model, RunVerbs verbs) {
        this.selected = selected;
        this.shelf = model.shelf();
        this.queue = model.queue();
        setId("run-menu");
        one("open", "menu.open", new KeyCodeCombination(KeyCode.ENTER), () -> verbs.open(first()), false);
        one("resume", "menu.resume", shortcut(KeyCode.G), () -> verbs.resume(first()), false);
        add("queue", "menu.queue", shortcut(KeyCode.U), () -> queue.add(selected.get()));
        add("compare", "menu.compare", shortcut(KeyCode.M), () -> verbs.compare(selected.get()));
        getItems().add(new SeparatorMenuItem());
        one("rename", "menu.rename", new KeyCodeCombination(KeyCode.F2), () -> verbs.rename(first()), true);
        one("tags", "menu.tags", new KeyCodeCombination(KeyCode.F4), () -> verbs.tag(first()), false);
        one("copy", "menu.copy", shortcut(KeyCode.D), () -> verbs.copy(first()), false);
        one("repeat", "menu.repeat", shortcut(KeyCode.R), () -> verbs.repeat(first()), false);
        one("go-on", "menu.goOn", shortcut(KeyCode.D, KeyCombination.SHIFT_DOWN), () -> verbs.goOn(first()), false);
        one("folder", "menu.folder", shortcut(KeyCode.E), () -> verbs.showFolder(first()), false);
        getItems().add(new SeparatorMenuItem());
        add("delete", "menu.delete", new KeyCodeCombination(KeyCode.DELETE), () -> verbs.delete(selected.get()));
        setOnShowing(event -> update());
        update();
    }

    private static KeyCodeCombination shortcut(KeyCode code, KeyCombination.Modifier... more) {
        KeyCombination.Modifier[] all = new KeyCombination.Modifier[more.length + 1];
        all[0] = KeyCombination.SHORTCUT_DOWN;
        System.arraycopy(more, 0, all, 1, more.length);
        return new KeyCodeCombination(code, all);
    }

    private RunSummary first() {
        return selected.get().get(0);
    }

    /** An entry for one run; {@code atRest} if no process may compute it. */
    private void one(String id, String key, KeyCombination combination, Runnable action, boolean atRest) {
        MenuItem item = add(id, key, combination, action);
        item.getProperties().put("one", true);
        item.getProperties().put("rest", atRest);
    }

    private MenuItem add(String id, String key, KeyCombination combination, Runnable action) {
        MenuItem item = new MenuItem(texts.get(key));
        item.setId("run-" + id);
        item.setAccelerator(combination);
        item.getProperties().put("words", key);
        item.setOnAction(event -> action.run());
        getItems().add(item);
        return item;
    }

    /** Disables what cannot be done with the runs that are selected, with the reason. */
    void update() {
        List<RunSummary> runs = selected.get();
        for (MenuItem item : getItems()) {
            if (item.getProperties().get("words") instanceof String key) {
                String why = whyNot(item, runs);
                item.setDisable(runs.isEmpty() || !why.isEmpty());
                item.setText(why.isEmpty() ? texts.get(key) : texts.get("menu.withReason", texts.get(key), why));
            }
        }
    }

    private String whyNot(MenuItem item, List<RunSummary> runs) {
        boolean isOne = item.getProperties().containsKey("one");
        if (runs.isEmpty()) {
            return "";
        }
        if (isOne && runs.size() > 1) {
            return texts.get("menu.oneOnly");
        }
        RunSummary run = runs.get(0);
        String id = item.getId();
        if (id.equals("run-queue")) {
            return runs.stream().map(queue::whyNotAdd).filter(why -> !why.isEmpty()).findFirst().orElse("");
        }
        if (id.equals("run-compare")) {
            return runs.size() < 2 ? texts.get("menu.selectTwo")
                    : runs.size() > OverlayChart.PATTERNS ? texts.get("menu.selectFewer", OverlayChart.PATTERNS)
                            : runs.stream().anyMatch(each -> !each.broken().isEmpty()) ? texts.get("menu.unreadable") : "";
        }
        if (isOne && !run.broken().isEmpty() && !id.equals("run-folder") && !id.equals("run-open")) {
            return texts.get("menu.unreadable");
        }
        if (id.equals("run-resume") && !run.state().canResume()) {
            return texts.get("menu.cannotResume");
        }
        boolean rests = Boolean.TRUE.equals(item.getProperties().get("rest"));
        boolean heldOne = runs.stream().allMatch(each -> !shelf.isHeldBecause(each).isEmpty());
        return rests || id.equals("run-delete") ? heldOne ? shelf.isHeldBecause(run) : "" : "";
    }

    /** Does what a key stands for; true if it stood for something that can be done. */
    boolean pressed(KeyEvent event) {
        update();
        for (MenuItem item : getItems()) {
            if (item.getAccelerator() != null && item.getAccelerator().match(event) && !item.isDisable()) {
                item.fire();
                return true;
            }
        }
        return false;
    }
}
