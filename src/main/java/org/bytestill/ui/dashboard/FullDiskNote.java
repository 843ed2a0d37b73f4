package org.bytestill.ui.dashboard;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** That a run waits for room on its disk, and the three ways out; takes no room while it does not. */
final class FullDiskNote extends VBox {
    private final Texts texts = Texts.of("dashboard");
    private final Label reason = Ui.wrap("", "c12");

    /** @param folder asks for a folder; empty if none was chosen */
    FullDiskNote(Runnable tryAgain, Supplier<Optional<Path>> folder, Consumer<Path> saveTo, Runnable goOnUnsaved) {
        Button again = named("full-disk-again", Ui.button(texts.get("full.again"), null, tryAgain));
        Button elsewhere = named("full-disk-elsewhere",
                Ui.button(texts.get("full.elsewhere"), null, () -> folder.get().ifPresent(saveTo)));
        Button unsaved = named("full-disk-unsaved", Ui.button(texts.get("full.unsaved"), null, goOnUnsaved));
        setId("full-disk");
        getChildren().add(Ui.note("warn", Ui.column(4, Ui.wrap(texts.get("full.title"), "c12", "med"), reason,
                Ui.row(8, again, elsewhere, unsaved))));
        Ui.show(this, false);
    }

    private static Button named(String id, Button button) {
        button.setId(id);
        return button;
    }

    /** @param sentence why it waits; empty if it does not */
    void show(String sentence) {
        Ui.show(this, !sentence.isEmpty());
        reason.setText(sentence);
    }
}
