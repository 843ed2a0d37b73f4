package org.bytestill.ui.export;

import java.util.Arrays;
import java.util.List;
import javafx.beans.Observable;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.export.WeightType;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.export.FormatModel.Offer;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/**
 * The formats of an export, of which one is chosen; one that cannot hold the checkpoint keeps its row and says why. Below them the
 * number format.
 */
final class FormatPane extends VBox {
    private final FormatModel model;
    private final Texts texts;
    private final VBox rows = Ui.id(new VBox(), "export-formats");
    private final SegmentedButton precision;
    private List<Offer> shown = List.of();

    FormatPane(FormatModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        getStylesheets().add(FormatPane.class.getResource("/css/export.css").toExternalForm());
        precision = Ui.id(Ui.segments(0, words()), "export-precision");
        for (ToggleButton button : precision.getButtons()) {
            button.setOnAction(event -> model.choose(valueOf(button)));
        }
        HBox choice = Ui.pad(Ui.row(12, Ui.text(texts.get("precision"), "c12", "muted"), precision,
                Ui.wrap(texts.get("precision.about"), "c11", "muted")), 12, 12, 12, 12);
        getChildren().addAll(rows, choice);
        for (Observable part : List.of(model.formatProperty(), model.precisionProperty(), model.answered())) {
            part.addListener(changed -> show());
        }
        show();
    }

    private static WeightType valueOf(ToggleButton button) {
        return WeightType.values()[(int) button.getUserData()];
    }

    private static String[] words() {
        return Arrays.stream(WeightType.values()).filter(type -> !type.isQuantised()).map(WeightType::word).toArray(String[]::new);
    }

    private void show() {
        if (!shown.equals(model.offers())) {
            shown = model.offers();
            showRows();
        }
        for (int row = 0; row < shown.size(); row++) {
            FormatRow format = (FormatRow) rows.getChildren().get(row);
            format.setSelected(format.format() == model.formatProperty().get());
            long bytes = model.sizeBytes(shown.get(row));
            format.showSize(bytes == 0 ? "" : texts.get("about", Format.size(bytes)));
        }
        List<WeightType> possible = model.formatProperty().get().types();
        for (ToggleButton button : precision.getButtons()) {
            button.setDisable(!possible.contains(valueOf(button)));
            button.setSelected(valueOf(button) == model.precisionProperty().get());
        }
    }

    private void showRows() {
        ToggleGroup group = new ToggleGroup();
        rows.getChildren().setAll(shown.stream().map(offer -> new FormatRow(offer, texts)).toList());
        for (Node node : rows.getChildren()) {
            FormatRow row = (FormatRow) node;
            row.setToggleGroup(group);
            row.setOnAction(event -> model.choose(row.format()));
        }
        Ui.keepOneSelected(group);
    }
}
