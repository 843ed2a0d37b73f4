package org.bytestill.ui.export;

import java.nio.file.Path;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.export.TargetModel.Drive;
import org.bytestill.util.Texts;

/** Where to: the field with the folder or file, what stands against it, and how full its drive will be. */
final class TargetPane extends VBox {
    private final ExportViewModel model;
    private final Texts texts;
    private final FilePicker files;
    private final Label obstacle = Ui.id(Ui.wrap("", "c12", "danger"), "export-obstacle");
    private final CanvasPicture drive;

    TargetPane(ExportViewModel model, Texts texts, Theme theme, FilePicker files) {
        super(8);
        this.model = model;
        this.texts = texts;
        this.files = files;
        drive = Ui.id(new CanvasPicture(theme, 400, 40, "", this::drawDrive), "export-drive");
        Ui.size(drive, 0, 40);
        getChildren().addAll(line(), obstacle, drive);
        Ui.pad(this, 0, 12, 12, 12);
    }

    private HBox line() {
        TextField field = Ui.id(new TextField(), "export-target");
        field.setAccessibleText(texts.get("folder"));
        field.textProperty().bindBidirectional(model.target().textProperty());
        field.textProperty().addListener((observable, before, now) -> {
            if (!field.isFocused()) {
                Platform.runLater(field::end);
            }
        });
        field.widthProperty().addListener((observable, before, now) -> Platform.runLater(field::end));
        return Ui.row(8, Ui.grow(field), Ui.id(Ui.button(texts.get("browse"), "mdi2f-folder-outline", this::browse, "field"),
                "export-browse"));
    }

    private void browse() {
        files.folder(texts.get("folder"), Path.of(System.getProperty("user.home"))).ifPresent(model::chooseParent);
    }

    void show() {
        String against = model.refusal();
        if (model.isPlaceKnown() || !against.isEmpty()) { // else what was said stays for the moment in which the disk is asked
            showObstacle(against);
        }
        drive.setSummary(model.target().drive().map(d -> texts.get("drive.summary", Format.size(d.free()), Format.size(d.total())))
                .orElse(texts.get("drive.unknown")));
        drive.redraw();
    }

    private void showObstacle(String against) {
        obstacle.setText(against);
        obstacle.getStyleClass().removeAll("muted", "danger");
        obstacle.getStyleClass().add(model.isJustDone() ? "muted" : "danger");
        Ui.show(obstacle, !against.isEmpty());
    }

    private void drawDrive(Painter pen, double width, double height) {
        Drive room = model.target().drive().orElse(null);
        pen.fill(ThemeColor.INSET, 0, 4, width, 12);
        if (room != null && room.total() > 0) {
            drawShares(pen, width, room);
            drawWords(pen, texts.get("drive.free", Format.size(room.free()), Format.size(room.total())), width, Painter.Align.RIGHT);
            drawWords(pen.fill(ThemeColor.GHOST, 0, 25, 10, 10), texts.get("drive.used"), 16, Painter.Align.LEFT);
            drawWords(pen.fill(ThemeColor.ACCENT, 64, 25, 10, 10), texts.get("drive.this"), 80, Painter.Align.LEFT);
        }
        pen.box(ThemeColor.LINE_STRONG, 0, 4, width, 12, 1);
    }

    private static void drawWords(Painter pen, String words, double x, Painter.Align align) {
        pen.text(words, x, 30, Typeface.UI, 11, ThemeColor.MUTED, align);
    }

    private void drawShares(Painter pen, double width, Drive room) {
        double used = 1 - room.free() / (double) room.total();
        double needed = Math.min(1 - used, model.formats().sizeBytes() / (double) room.total());
        pen.fill(ThemeColor.GHOST, 0, 4, width * used, 12);
        if (needed > 0) {
            pen.fill(ThemeColor.ACCENT, width * used + 1, 4, Math.max(2, width * needed), 12);
        }
    }
}
