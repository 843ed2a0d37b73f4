package org.bytestill.ui.runs;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Says what was deleted and how large it was, over the list's foot, with the ways back and on. */
final class DeletedNote extends HBox {
    private final Texts texts = Texts.of("runs");
    private final RunShelf shelf;
    private final Label words = Ui.value("", "c12");
    private final Label readers = Ui.value("", "c12", "warn");

    DeletedNote(RunShelf shelf) {
        super(16);
        this.shelf = shelf;
        setId("deleted");
        Ui.style(this, "note", "deleted");
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        VBox column = Ui.column(2, words, readers);
        column.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(column, Ui.id(Ui.link(texts.get("bin.undo"), shelf::undo, "c12"), "undo-delete"),
                Ui.id(Ui.link(texts.get("bin.empty"), this::empty, "c12"), "empty-bin"),
                Ui.iconButton("mdi2c-close", texts.get("bin.close"), shelf::forgetBinned, "small"));
        shelf.binnedProperty().addListener(change -> update());
        update();
    }

    private void update() {
        RunShelf.Binned binned = shelf.binnedProperty().get();
        Ui.show(this, binned != null);
        if (binned == null) {
            return;
        }
        int runs = binned.entries().size();
        words.setText(texts.get("bin.deleted", runs, runs == 1 ? binned.entries().get(0).name() : "", Format.size(binned.bytes())));
        readers.setText(texts.get("bin.readers", String.join(", ", binned.readers())));
        Ui.show(readers, !binned.readers().isEmpty());
    }

    private void empty() {
        RunShelf.Binned binned = shelf.binnedProperty().get();
        RunDialogs.emptyBin(getScene().getWindow(), binned.inBin(), binned.binBytes(), shelf::emptyBin);
    }
}
