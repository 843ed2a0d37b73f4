package org.bytestill.ui;

import java.util.Arrays;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The keys, and what this program is. */
final class HelpDialog {
    private static final Texts TEXTS = Texts.of("shell");

    private HelpDialog() {}

    static void show(Window owner, String libtorch) {
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(owner, dialog);
        dialog.setTitle(TEXTS.get("help.title"));
        VBox window = Ui.column(0, Ui.text(TEXTS.get("help.windowKeys"), "semi", "c12"),
                key("Ctrl+N", "help.key.newRun"), key("Ctrl+O", "help.key.open"), key("Ctrl+0", "help.key.runs"),
                line("Ctrl+1 … Ctrl+" + Tab.values().length,
                        Arrays.stream(Tab.values()).map(Header::nameOf).collect(Collectors.joining(", "))),
                key("Space", "help.key.space"), key("?", "help.key.inspector"), key("F5", "help.key.refresh"),
                key("Ctrl+T", "help.key.theme"),
                key("F11", "help.key.fullScreen"), key("F1", "help.key.help"), key("Ctrl+Q", "help.key.quit"));
        VBox chart = Ui.column(0, Ui.text(TEXTS.get("help.chartKeys"), "semi", "c12"),
                key("← →", "help.key.read"), key("+ −", "help.key.zoom"), key("Home", "help.key.follow"), key("I", "help.key.inspect"));
        VBox list = Ui.column(0, Ui.text(TEXTS.get("help.listKeys"), "semi", "c12"), key("F2", "help.key.rename"),
                key("Ctrl+M", "help.key.compare"), key("Ctrl+D", "help.key.copy"), key("Ctrl+Shift+D", "help.key.goOn"),
                key("Ctrl+R", "help.key.repeat"),
                key("Ctrl+G", "help.key.resume"), key("Ctrl+E", "help.key.folder"), key("Delete", "help.key.delete"),
                key("Shift+F10", "help.key.menu"));
        String version = HelpDialog.class.getPackage().getImplementationVersion();
        String about = TEXTS.get("help.about", version == null ? TEXTS.get("help.source") : version, System.getProperty("java.version"),
                System.getProperty("javafx.version"), libtorch);
        dialog.getDialogPane()
                .setContent(Ui.column(16, new HBox(32, Ui.size(window, 400, -1), Ui.size(Ui.column(16, list, chart), 400, -1)),
                        Ui.size(Ui.wrap(about, "c12", "muted"), 832, -1)));
        dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
        dialog.getDialogPane().setId("help");
        dialog.show();
    }

    private static Node key(String keys, String what) {
        return line(keys, TEXTS.get(what));
    }

    private static Node line(String keys, String words) {
        return Ui.row(16, Ui.size(Ui.text(keys, "mono", "c12"), 136, 24), Ui.wrap(words, "c12", "muted"));
    }
}
