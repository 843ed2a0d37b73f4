package org.bytestill.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.KeyBindings;
import org.bytestill.ui.common.KeyBindings.Area;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The keys, and what this program is. */
final class HelpDialog {
    private static final Texts TEXTS = Texts.of("shell");

    private HelpDialog() {}

    static void show(Window owner, KeyBindings keys, String libtorch, Runnable guide) {
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(owner, dialog);
        dialog.setTitle(TEXTS.get("help.title"));
        VBox lists = Ui.column(0);
        lists.getChildren().addAll(list(keys, Area.WINDOW, "help.windowKeys"));
        lists.getChildren().add(line("?", TEXTS.get("help.key.inspector")));
        lists.getChildren().addAll(list(keys, Area.DASHBOARD, "help.dashboardKeys"));
        String version = HelpDialog.class.getPackage().getImplementationVersion();
        String about = TEXTS.get("help.about", version == null ? TEXTS.get("help.source") : version, System.getProperty("java.version"),
                System.getProperty("javafx.version"), libtorch);
        Button open = Ui.id(Ui.button(TEXTS.get("guide.open"), "mdi2b-book-open-variant", guide, "accent"), "open-guide");
        VBox others = Ui.column(0);
        others.getChildren().addAll(list(keys, Area.RUNS, "help.listKeys"));
        others.getChildren().addAll(list(keys, Area.CHART, "help.chartKeys"));
        dialog.getDialogPane().setContent(Ui.column(16, open, new HBox(32, Ui.size(lists, 400, -1), Ui.size(others, 400, -1)),
                Ui.size(Ui.wrap(about, "c12", "muted"), 832, -1)));
        dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
        dialog.getDialogPane().setId("help");
        dialog.show();
    }

    private static List<Node> list(KeyBindings keys, Area area, String title) {
        List<Node> lines = new ArrayList<>(List.of(Ui.pad(Ui.text(TEXTS.get(title), "semi", "c12"), 8, 0, 0, 0)));
        keys.actions().stream().filter(action -> action.area() == area)
                .forEach(action -> lines.add(line(keys.written(action.id()), action.words())));
        return lines;
    }

    private static Node line(String keys, String words) {
        return Ui.row(16, Ui.size(Ui.text(keys, "mono", "c12"), 136, 22), Ui.wrap(words, "c12", "muted"));
    }
}
