package org.bytestill.ui.log;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.Window;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.FolderOpener;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.log.LogFile.Level;
import org.bytestill.ui.log.LogFile.LogRecord;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** What the program has noted: by level, to be copied, with the folder where it lies. */
public final class LogDialog {
    private static final double WIDTH = 880;
    private static final double HEIGHT = 440;

    private final Texts texts = Texts.of("log");
    private final LogFile file;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final TextArea area = Ui.id(Ui.style(new TextArea(), "file", "mono", "c11"), "log-text");
    private final SegmentedButton levels = Ui.segments(0, texts.get("all"), texts.get("errors"));
    private List<LogRecord> records = List.of();

    private LogDialog(LogFile file, Tasks tasks, Consumer<Throwable> failed) {
        this.file = file;
        this.tasks = tasks;
        this.failed = failed;
        levels.setId("log-levels");
        area.setEditable(false);
        area.setPrefSize(WIDTH, HEIGHT);
        area.setAccessibleText(texts.get("title"));
        area.setPromptText(texts.get("empty"));
        levels.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> show());
    }

    public static void show(Window owner, Tasks tasks, Consumer<Throwable> failed) {
        show(owner, LogFile.ofUser(), tasks, failed);
    }

    static void show(Window owner, LogFile file, Tasks tasks, Consumer<Throwable> failed) {
        LogDialog log = new LogDialog(file, tasks, failed);
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(owner, dialog);
        dialog.setTitle(log.texts.get("title"));
        dialog.getDialogPane().setContent(Ui.column(12,
                Ui.row(8, log.levels, Ui.space(),
                        Ui.id(Ui.button(log.texts.get("refresh"), "mdi2r-refresh", log::read, "field"), "log-refresh"),
                        Ui.id(Ui.button(log.texts.get("copy"), "mdi2c-content-copy", log::copy, "field"), "log-copy"),
                        Ui.button(log.texts.get("folder"), "mdi2f-folder-outline",
                                () -> FolderOpener.show(file.path().getParent(), tasks, failed), "field")),
                log.area, Ui.value(file.path().toString(), "c11", "muted")));
        dialog.getDialogPane().setId("log");
        dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
        log.read();
        dialog.show();
    }

    private void read() {
        tasks.run(file::read, found -> {
            records = found;
            show();
        }, failed);
    }

    private void show() {
        var chosen = levels.getToggleGroup().getSelectedToggle();
        boolean errorsOnly = chosen != null && (int) chosen.getUserData() == 1;
        area.setText(records.stream().filter(each -> !errorsOnly || each.level() == Level.ERROR).map(LogRecord::text)
                .collect(Collectors.joining("\n")));
        area.positionCaret(area.getLength());
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(area.getSelectedText().isEmpty() ? area.getText() : area.getSelectedText());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
