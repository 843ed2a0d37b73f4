package org.bytestill.ui.export;

import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.export.ExportFormat;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.export.FormatModel.Offer;
import org.bytestill.util.Texts;

/** A format to choose: its name, what is written, what is left out, about how large; or why the checkpoint cannot be written in it. */
final class FormatRow extends ToggleButton {
    private final ExportFormat format;
    private final HBox content;
    private final Label size;

    FormatRow(Offer offer, Texts texts) {
        format = offer.format();
        String id = format.word().replaceAll("\\W", "-");
        String about = (format.about() + " " + offer.leavesOut()).strip();
        size = Ui.id(Ui.text("", "mono", "c12"), "export-size-" + id);
        Label name = Ui.grow(Ui.wrap(format.label(), "med", offer.isPossible() ? "fg" : "faint"));
        name.setMaxWidth(Double.MAX_VALUE);
        VBox words = Ui.grow(Ui.column(2, Ui.row(8, name, size), offer.isPossible()
                ? Ui.wrap(about, "c12", "muted") : Ui.id(Ui.wrap(offer.missing(), "c12", "muted"), "export-missing-" + id)));
        words.setMinWidth(0);
        Node icon = Ui.icon(format.fileEnding().isEmpty() ? "mdi2f-folder-outline" : "mdi2f-file-outline",
                offer.isPossible() ? "accent" : "faint");
        content = Ui.row(8, icon, words);
        content.setAlignment(Pos.TOP_LEFT);
        Ui.id(Ui.style(this, "format-row"), "export-format-" + id);
        setGraphic(content);
        setDisable(!offer.isPossible());
        setAccessibleText(texts.get("format.spoken", format.label(), about, offer.missing()));
    }

    ExportFormat format() {
        return format;
    }

    void showSize(String words) {
        size.setText(words);
    }

    /** A button that wraps the words inside: its height follows from its width. */
    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        return snappedTopInset() + content.prefHeight(inside(width)) + snappedBottomInset();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        content.setPrefWidth(inside(getWidth()));
        super.layoutChildren();
    }

    private double inside(double width) {
        return width < 0 ? -1 : width - snappedLeftInset() - snappedRightInset();
    }
}
