package org.bytestill.ui.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.Observable;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.engine.job.ExportRecord;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.export.EarlierExports.Earlier;
import org.bytestill.util.Texts;

/** The exports of the run so far: when, what, how large, what the proof found, where. */
final class EarlierPane extends VBox {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withZone(ZoneId.systemDefault());

    private final Texts texts;
    private final ComparedExports compared;
    private final ComparedPane comparison;
    private final BiConsumer<Path, Consumer<Throwable>> fileManager;
    private final Label failure = Ui.wrap("", "c12", "danger");

    /** @param fileManager shows a folder; tells its second argument if it cannot */
    EarlierPane(EarlierExports model, ComparedExports compared, Texts texts, BiConsumer<Path, Consumer<Throwable>> fileManager) {
        super(8);
        this.texts = texts;
        this.compared = compared;
        comparison = new ComparedPane(compared, texts);
        this.fileManager = fileManager;
        setId("export-earlier");
        Ui.pad(this, 0, 12, 12, 12);
        model.allProperty().addListener((observable, before, now) -> show(now));
        compared.picked().addListener((Observable change) -> tick());
        show(model.allProperty().get());
    }

    private void show(List<Earlier> exports) {
        getChildren().clear();
        if (exports.isEmpty()) {
            getChildren().add(Ui.wrap(texts.get("earlier.none"), "c12", "muted"));
        }
        exports.forEach(export -> getChildren().add(row(export)));
        if (exports.stream().filter(Earlier::isThere).count() > 1) {
            getChildren().add(comparison);
        }
        Ui.show(failure, false);
        getChildren().add(failure);
    }

    private Node row(Earlier earlier) {
        ExportRecord export = earlier.export();
        String what = texts.get("earlier.what", Format.count(export.update()), export.format(), export.type(),
                export.sizeBytes() == 0 ? "" : Format.size(export.sizeBytes()).toString());
        String proof = export.roundingKlBits() == 0 ? texts.get("earlier.logits", Format.scientific(export.largestDifference()))
                : texts.get("earlier.kl", Format.scientific(export.roundingKlBits()), Format.percent(export.top1Equal(), 1));
        VBox row = Ui.column(1, head(earlier, what), Ui.wrap(TIME.format(export.at()) + " · " + proof, "c11", "muted"));
        row.getChildren()
                .add(earlier.isThere() ? link(export.folder()) : Ui.wrap(texts.get("earlier.gone", export.folder()), "c11", "faint"));
        return row;
    }

    /** What it is; one that is still there can be picked for a comparison. */
    private Node head(Earlier earlier, String what) {
        if (!earlier.isThere()) {
            return Ui.wrap(what, "c12");
        }
        CheckBox pick = new CheckBox();
        pick.setUserData(earlier.export().folder());
        pick.setAccessibleText(texts.get("earlier.pick", what));
        Ui.explain(pick, texts.get("earlier.pick", what));
        pick.setSelected(compared.picked().contains(earlier.export().folder()));
        pick.selectedProperty().addListener((observable, before, now) -> compared.pick(earlier.export().folder(), now));
        HBox row = Ui.row(6, pick, Ui.grow(Ui.wrap(what, "c12")), Ui.iconButton("mdi2f-folder-open-outline", texts.get("written.show"),
                () -> open(earlier.export().folder()), "small"));
        return row;
    }

    private void tick() {
        lookupAll(".check-box").forEach(node -> ((CheckBox) node).setSelected(compared.picked().contains((Path) node.getUserData())));
    }

    /** The end of a path says more than its beginning; the tooltip has all of it. */
    private Hyperlink link(Path place) {
        Hyperlink link = Ui.link(place.toString(), () -> open(place), "c11");
        link.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        link.setMinWidth(0);
        return Ui.tellWhole(link, link.textProperty());
    }

    private void open(Path place) {
        fileManager.accept(Files.isDirectory(place) ? place : place.getParent(), thrown -> {
            failure.setText(FailureText.of(thrown));
            Ui.show(failure, true);
        });
    }
}
