package org.bytestill.ui.bell;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The bell in the header: how much is new, and a list of what happened; a click on one goes there. */
public final class BellButton extends Button {
    private static final int MOST_SHOWN = 8;
    private static final double WIDTH = 360;

    private final Texts texts = Texts.of("bell");
    private final Bell bell;
    private final Consumer<Path> open;
    private final ContextMenu menu = new ContextMenu();

    /** @param open shows the run of a folder */
    public BellButton(Bell bell, Consumer<Path> open) {
        this.bell = bell;
        this.open = open;
        Ui.style(this, "icon-only", "flat", "bell");
        setId("bell");
        setGraphic(Ui.icon("mdi2b-bell-outline", "fg"));
        Ui.explain(this, "");
        menu.setId("bell-menu");
        setOnAction(event -> show());
        bell.unreadProperty().addListener((observable, before, now) -> count());
        count();
    }

    private void count() {
        int unread = bell.unreadProperty().get();
        setText(unread == 0 ? "" : String.valueOf(unread));
        getStyleClass().remove("ringing");
        if (unread > 0) {
            getStyleClass().add("ringing");
        }
        setAccessibleText(texts.get("unread", unread));
        setAccessibleHelp(texts.get("unread", unread));
    }

    private void show() {
        if (menu.isShowing()) {
            menu.hide();
            return;
        }
        List<BellItem> items = bell.items();
        menu.getItems().clear();
        items.stream().limit(MOST_SHOWN).forEach(item -> menu.getItems().add(row(item)));
        if (items.isEmpty()) {
            MenuItem none = new MenuItem(texts.get("empty"));
            none.setDisable(true);
            menu.getItems().add(none);
        } else {
            menu.getItems().addAll(new SeparatorMenuItem(), item("readAll", bell::readAll), item("clear", bell::clear));
        }
        menu.show(this, Side.BOTTOM, 0, 0);
    }

    private MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(texts.get(key));
        item.setOnAction(event -> action.run());
        return item;
    }

    private CustomMenuItem row(BellItem item) {
        String icon = switch (item.kind()) {
            case DONE, JOB_DONE -> "mdi2c-check-circle-outline";
            case FAILED, JOB_FAILED -> "mdi2a-alert-octagon-outline";
            case INTERRUPTED -> "mdi2c-close-circle-outline";
            case ALERT -> "mdi2a-alert-outline";
        };
        String style = switch (item.kind()) {
            case DONE, JOB_DONE -> "accent";
            case FAILED, JOB_FAILED -> "danger";
            case INTERRUPTED, ALERT -> "warn";
        };
        Label name = Ui.value(item.name(), item.read() ? "c12" : "semi", "c12");
        VBox words = Ui.column(4, Ui.row(8, Ui.icon(icon, style), name, Ui.space(),
                Ui.text(Format.ago(item.at(), Instant.now(), ZoneId.systemDefault()), "c11", "muted")),
                Ui.wrap(item.text(), "c11", "muted"));
        Ui.size(words, WIDTH, -1);
        CustomMenuItem row = new CustomMenuItem(words);
        row.setOnAction(event -> {
            bell.read(item);
            if (!item.run().isEmpty()) {
                open.accept(Path.of(item.run()));
            }
        });
        return row;
    }
}
