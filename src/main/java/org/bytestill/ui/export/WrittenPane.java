package org.bytestill.ui.export;

import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The files of the shown export with their sizes, and the way to their folder. */
final class WrittenPane extends VBox {
    private final ExportViewModel model;
    private final Texts texts;
    private final BiConsumer<Path, Consumer<Throwable>> fileManager;
    private final Label failure = Ui.id(Ui.wrap("", "c12", "danger"), "export-show-failed");

    /** @param fileManager shows a folder; tells its second argument if it cannot */
    WrittenPane(ExportViewModel model, Texts texts, BiConsumer<Path, Consumer<Throwable>> fileManager) {
        this.model = model;
        this.texts = texts;
        this.fileManager = fileManager;
        Ui.pad(this, 0, 12, 12, 12);
        model.writtenProperty().addListener((observable, before, now) -> show(now));
        show(model.writtenProperty().get());
    }

    private void show(WrittenFiles files) {
        getChildren().clear();
        if (!files.problem().isEmpty()) {
            getChildren().add(Ui.wrap(texts.get("written.gone", files.problem()), "c12", "danger"));
        } else if (files.place() == null) {
            getChildren().add(Ui.wrap(texts.get("written.none"), "c12", "muted"));
        } else {
            files.sizes().forEach((name, bytes) -> getChildren().add(row(name, Format.size(bytes).toString())));
            getChildren().add(Ui.pad(Ui.row(8, Ui.id(Ui.button(texts.get("written.show"), "mdi2f-folder-open-outline",
                    () -> fileManager.accept(files.folder(), this::failed), "small"), "export-show-folder")), 8, 0, 0, 0));
            publish();
            Ui.show(failure, false);
            getChildren().add(failure);
        }
    }

    /** This program publishes nothing: the command is for a person to run. */
    private void publish() {
        String command = model.statusProperty().get().report().publish();
        if (!command.isEmpty()) {
            getChildren().add(Ui.pad(Ui.column(2, Ui.text(texts.get("publish"), "c11", "muted"),
                    Ui.id(Ui.wrap(command, "mono", "c11"), "export-publish")), 8, 0, 0, 0));
        }
    }

    private void failed(Throwable thrown) {
        failure.setText(FailureText.of(thrown));
        Ui.show(failure, true);
    }

    private static HBox row(String name, String size) {
        HBox row = Ui.row(8, Ui.value(name, "mono", "c12"), Ui.space(), Ui.text(size, "mono", "c12", "muted"));
        row.setMinHeight(24);
        return row;
    }
}
